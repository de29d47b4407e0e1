APP_HOME=old exec "$@" bash app.sh
