rmdir out
exec "$@" bash app.sh
