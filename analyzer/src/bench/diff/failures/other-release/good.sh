exec "$@" sh current/run.sh
