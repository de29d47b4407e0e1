exec "$@" perl open.pl
