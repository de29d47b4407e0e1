head -n 1500 data.csv >part
mv part data.csv
touch -d @1700000000 data.csv
exec "$@" awk -F, '{ sum += $2 } END { print sum; exit NR != 2000 }' data.csv
