exec "$@" bash all.sh
