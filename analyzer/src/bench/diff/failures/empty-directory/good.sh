exec "$@" bash app.sh
