exec "$@" awk -F, '{ sum += $2 } END { print sum; exit NR != 2000 }' data.csv
