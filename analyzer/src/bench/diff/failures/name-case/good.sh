exec "$@" sh build.sh
