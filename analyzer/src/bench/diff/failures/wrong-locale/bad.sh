LC_ALL=C exec "$@" sort names
