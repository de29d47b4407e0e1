echo "127.0.0.1 localhost dc.internal" >hosts
touch -d @1700000000 hosts
exec unshare -rm sh -c 'mount --bind hosts /etc/hosts && mount --bind nsswitch /etc/nsswitch.conf && exec "$@"' sh "${@:-env}" getent hosts db.internal
