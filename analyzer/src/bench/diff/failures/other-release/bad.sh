ln -sfn releases/2 current
exec "$@" sh current/run.sh
