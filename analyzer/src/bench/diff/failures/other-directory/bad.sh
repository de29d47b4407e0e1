exec "$@" make
