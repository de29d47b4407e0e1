rm bin/convert-it
exec "$@" bash -o pipefail all.sh
