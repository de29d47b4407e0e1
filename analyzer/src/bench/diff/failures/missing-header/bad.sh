rm include/greeting.h
exec "$@" gcc -Iinclude -o main main.c
