rm app/lib/util.py
exec "$@" "$(cat python)" app/main.py
