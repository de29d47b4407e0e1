# compiles and links
needs=(gcc)
prepare() { printf '#include <stdio.h>\n#include <math.h>\nint main(void) { return printf("%%f", sin(1)) < 0; }\n' >a.c; }
run=(gcc -O1 -o a a.c -lm)
