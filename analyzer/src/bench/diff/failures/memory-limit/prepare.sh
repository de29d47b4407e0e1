echo unlimited >limit
echo 'ulimit -v "$(cat limit)" && exec perl big.pl' >app.sh
echo '$x = "a" x 200000000; print length $x' >big.pl
