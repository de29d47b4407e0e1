cd src
exec "$@" make
