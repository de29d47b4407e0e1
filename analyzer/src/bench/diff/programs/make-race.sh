# cleaning and building at the same time: which comes first differs from run to run
needs=(make gcc)
kind=race
prepare() {
  for i in 1 2 3 4; do echo "int f$i(void) { return $i; }" >"f$i.c"; done
  printf 'all: f1.o f2.o f3.o f4.o\n%%.o: %%.c\n\tgcc -c -o $@ $<\nclean:\n\trm -f *.o\n' >Makefile
  make -s all # so that it depends on when they go whether they are made anew
}
run=(make -j2 clean all)
