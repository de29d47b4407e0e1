rm lib/libgreet.so
exec "$@" ./main
