exec "$@" "$(cat python)" serve.py
