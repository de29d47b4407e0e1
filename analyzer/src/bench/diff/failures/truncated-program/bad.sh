head -c 100 bin/who >part
cat part >bin/who
exec "$@" bash all.sh
