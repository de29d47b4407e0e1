# a pipeline in a shell that also has jobs in the background
needs=(bash find sort head)
prepare() {
  mkdir -p tree/{a..j}
  for dir in tree/*; do touch "$dir"/{1..9}; done
}
run=(bash -c 'find tree -type f | sort -r | head -n 20 >top &
  (ls tree; ls tree/a) >names &
  wc -l < <(find tree) >count
  wait; cat top names count')
