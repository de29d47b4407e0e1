exec "$@" bash -o pipefail all.sh
