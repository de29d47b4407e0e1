export TMPDIR=$PWD/scratch
exec "$@" sort -S 64k --parallel=1 -o sorted numbers
