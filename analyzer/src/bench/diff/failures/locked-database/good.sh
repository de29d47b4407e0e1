exec "$@" "$(cat python)" app.py
