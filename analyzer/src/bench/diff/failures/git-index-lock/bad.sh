cd repository
touch .git/index.lock
exec "$@" git commit -qam two
