# threads, and temporary files since memory is short
needs=(sort)
prepare() { seq 200000 | awk '{ print ($1 * 7919) % 200003 }' >numbers; }
run=(sort --parallel=2 -S 256K -n -o sorted numbers)
