# edits a file by a temporary one that replaces it
needs=(sed)
prepare() { seq 1000 >numbers; }
run=(sed -i s/7/seven/ numbers)
