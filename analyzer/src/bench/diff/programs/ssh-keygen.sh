# random keys
needs=(ssh-keygen)
prepare() { :; }
run=(ssh-keygen -q -t ed25519 -N '' -C test -f key)
