# four threads, of which one runs at a time and wakes the next
what='4 threads in turns' needs=(gcc)
prepare() {
  gcc -O1 -pthread "$workloads/futex.c" -o futex
}
run=(./futex $((10000 * scale)))
