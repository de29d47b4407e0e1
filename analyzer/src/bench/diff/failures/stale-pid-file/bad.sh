echo 1 >app.pid
exec "$@" bash app.sh
