# a tree
needs=(cp)
prepare() {
  mkdir -p tree/{a,b}
  for i in $(seq 40); do seq "$i" >"tree/a/$i"; done
  ln -s a tree/link
}
run=(cp -r tree copy)
