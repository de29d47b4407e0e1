# a tree, by a pair of processes
needs=(rsync)
prepare() {
  mkdir -p tree/{a,b}
  for i in $(seq 40); do seq "$i" >"tree/a/$i"; done
}
run=(rsync -a tree/ copy)
