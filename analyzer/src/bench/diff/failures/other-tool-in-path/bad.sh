PATH=$PWD/two:$PWD/one:$PATH exec "$@" bash all.sh
