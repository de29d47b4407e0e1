exec "$@" ssh-keygen -y -f key
