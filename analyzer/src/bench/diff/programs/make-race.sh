# cleaning and building at the same time: what is left to list differs from run to run
needs=(make gcc)
kind=race
prepare() {
  for i in 1 2 3 4; do echo "int f$i(void) { return $i; }" >"f$i.c"; done
  # To clean takes about as long as to compile one of them.
  printf 'all: f1.o f2.o f3.o f4.o\n\tls *.o\n%%.o: %%.c\n\tgcc -c -o $@ $<\nclean:\n\tgcc -c -o /dev/null f1.c && rm -f *.o\n' >Makefile
}
run=(make -j2 clean all)
