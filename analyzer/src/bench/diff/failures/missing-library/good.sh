exec "$@" ./main
