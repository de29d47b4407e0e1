cd repository
export HOME=$PWD/../home
exec "$@" git commit -qm one
