LC_ALL=C.UTF-8 exec "$@" sort names
