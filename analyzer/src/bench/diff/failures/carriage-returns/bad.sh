sed -i "s/$/\r/" run
exec "$@" sh start.sh
