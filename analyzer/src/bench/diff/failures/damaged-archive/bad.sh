printf x | dd of=tree.tar.gz bs=1 seek=9000 conv=notrunc 2>/dev/null
exec "$@" tar -xzf tree.tar.gz
