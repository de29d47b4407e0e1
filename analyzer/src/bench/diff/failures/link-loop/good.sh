exec "$@" sed s/red/blue/ etc/app.conf
