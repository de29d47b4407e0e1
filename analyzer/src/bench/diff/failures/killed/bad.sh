echo 9999 >limit
touch -d @1700000000 limit
exec "$@" bash -c 'bash app.sh; echo code $?'
