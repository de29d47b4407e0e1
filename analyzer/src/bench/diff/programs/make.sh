# two compilations at a time
needs=(make gcc)
prepare() {
  for i in 1 2 3 4; do echo "int f$i(void) { return $i; }" >"f$i.c"; done
  printf 'all: f1.o f2.o f3.o f4.o\n\tar rcD all.a $^\n%%.o: %%.c\n\tgcc -c -o $@ $<\nclean:\n\trm -f *.o all.a\n' >Makefile
}
run=(make -j2)
