echo 'set -C; echo $$ >app.pid || exit 1; echo running; rm app.pid' >app.sh
