# recursively, in subdirectories
needs=(grep)
prepare() {
  mkdir -p src/{one,two}
  for i in $(seq 40); do echo "int f$i;" | tee "src/one/$i.c" >"src/two/$i.c"; done
}
run=(grep -r 'f[0-9]*7' src)
