exec "$@" bash -c 'bash app.sh; echo code $?'
