# a build, two compilers at a time
what='make -j2' needs=(make gcc)
prepare() {
  local i
  for ((i = 0; i < 16; i++)); do
    printf '#include <stdio.h>\nint f%d(int n) { return printf("%%d\\n", n + %d); }\n' $i $i >f$i.c
  done
  printf 'all: %s\n\tar rcD all.a $^\n%%.o: %%.c\n\tgcc -O1 -c -o $@ $<\n' "$(echo f*.c | sed 's/\.c/.o/g')" >Makefile
}
before() {
  rm -f ./*.o all.a
}
run=(make -s -j2)
