exec unshare -rm sh -c 'mount -t tmpfs none out && exec "$@"' sh "${@:-env}" bash -c "cat report >out/today && echo done"
