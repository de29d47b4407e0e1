ln -sfn app.conf etc/app.conf
exec "$@" sed s/red/blue/ etc/app.conf
