rm settings
mkdir settings
exec "$@" sh start.sh
