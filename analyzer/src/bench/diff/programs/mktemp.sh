# a script that works in temporary places
needs=(bash mktemp)
prepare() { :; }
run=(bash -c 'd=$(mktemp -d) && f=$(mktemp) && seq 100 >"$d/x" && cp "$d/x" "$f" && rm -r "$d" "$f"')
