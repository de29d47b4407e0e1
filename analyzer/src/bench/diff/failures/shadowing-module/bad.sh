echo "words = []" >app/string.py
exec "$@" "$(cat python)" app/main.py
