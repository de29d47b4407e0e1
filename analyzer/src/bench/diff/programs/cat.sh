# files of several sizes
needs=(cat)
prepare() {
  seq 10 >small
  seq 100000 >large
}
run=(cat small large)
