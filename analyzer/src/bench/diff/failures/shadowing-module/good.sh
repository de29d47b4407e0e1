exec "$@" "$(cat python)" app/main.py
