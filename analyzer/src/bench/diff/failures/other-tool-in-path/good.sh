PATH=$PWD/one:$PATH exec "$@" bash all.sh
