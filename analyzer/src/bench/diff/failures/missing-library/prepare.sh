mkdir lib
echo 'int greet(void) { return 0; }' | gcc -shared -fPIC -x c -o lib/libgreet.so -
echo 'int greet(void); int main(void) { return greet(); }' >main.c
gcc -o main main.c -Llib -lgreet -Wl,-rpath,'$ORIGIN/lib'
rm main.c
