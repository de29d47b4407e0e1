exec "$@" cat current/notes
