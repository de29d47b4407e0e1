exec "$@" bash -c "sort -r data >sorted && wc -l <sorted"
