# two children at a time
needs=(bash xargs cksum)
prepare() { for i in 1 2 3 4 5 6; do seq "$i" 900 >"$i"; done; }
run=(bash -c 'ls [1-6] | xargs -P2 -n1 cksum')
