umask 022
exec "$@" bash app.sh
