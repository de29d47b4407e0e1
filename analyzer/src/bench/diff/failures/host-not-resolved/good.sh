exec unshare -rm sh -c 'mount --bind hosts /etc/hosts && mount --bind nsswitch /etc/nsswitch.conf && exec "$@"' sh "${@:-env}" getent hosts db.internal
