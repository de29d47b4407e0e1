# two compressing threads
needs=(xz)
prepare() { seq 400000 >numbers; }
run=(xz -T2 --block-size=512KiB -1 -k numbers)
