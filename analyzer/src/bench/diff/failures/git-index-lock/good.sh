cd repository
exec "$@" git commit -qam two
