exec "$@" gcc -Iinclude -o main main.c
