echo 'int main(void) { return 0; }' >main.c
printf 'main: main.o\n\tgcc -o $@ $<\nmain.o: main.c\n\tgcc -c -o $@ $<\n' >Makefile
make -s
