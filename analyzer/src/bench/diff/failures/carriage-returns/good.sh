exec "$@" sh start.sh
