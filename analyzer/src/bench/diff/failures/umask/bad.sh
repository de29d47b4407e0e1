umask 077
exec "$@" bash app.sh
