# a tree of files, with owners
needs=(ls)
prepare() {
  mkdir -p tree/{a,b,c}/{1,2}
  for dir in tree/*/*; do echo "$dir" >"$dir/file"; done
}
run=(ls -lR tree)
