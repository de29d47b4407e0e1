# an archive through a compressor of its own process
needs=(bash tar gzip)
prepare() {
  mkdir tree
  for i in $(seq 30); do seq "$i" 2000 >"tree/$i"; done
}
run=(bash -c 'tar cf - tree | gzip -9 >tree.tar.gz && tar xzOf tree.tar.gz tree/7 | tail -1')
