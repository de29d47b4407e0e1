# a server of four threads; its clients are not traced, and run on any CPU
requests=$((4000 * scale))
what="HTTP server, $requests requests" needs=(gcc mkfifo taskset)
prepare() {
  gcc -O1 -pthread "$workloads/http.c" -o http
  seq 1000 >page
  mkfifo port
}
before() {
  taskset -c "$all_cpus" ./http load $requests port &
  clients=$!
}
after() {
  if [ "$1" != 0 ]; then kill "$clients" || true; fi # they would wait for ever
  wait "$clients"
}
run=(./http serve $requests port page)
