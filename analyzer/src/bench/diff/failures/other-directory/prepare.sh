mkdir src
printf 'all:\n\techo built\n' >src/Makefile
