mkdir include
echo '#define GREETING "hello"' >include/greeting.h
printf '#include <stdio.h>\n#include "greeting.h"\nint main(void) { return puts(GREETING) < 0; }\n' >main.c
