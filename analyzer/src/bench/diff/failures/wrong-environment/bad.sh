APP_HOME=new exec "$@" bash app.sh
