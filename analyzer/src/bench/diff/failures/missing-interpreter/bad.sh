rm bin/runtime
exec "$@" bash all.sh
