exec "$@" flock -n app.lock echo working
