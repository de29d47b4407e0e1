seq 2000 | awk '{ print $1 "," $1 * 2 }' >data.csv
