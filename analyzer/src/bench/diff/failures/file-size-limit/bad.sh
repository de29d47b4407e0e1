exec "$@" bash -c "ulimit -f 64; sort -r data >sorted && wc -l <sorted"
