export TMPDIR=$PWD/scratch
rmdir scratch
exec "$@" sort -S 64k --parallel=1 -o sorted numbers
