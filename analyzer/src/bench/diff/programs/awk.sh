# counts, and writes through a pipe to a child
needs=(awk sort)
prepare() { seq 3000 >numbers; }
run=(awk '{ n[$1 % 10]++ } END { for (i in n) print i, n[i] | "sort"; close("sort") }' numbers)
