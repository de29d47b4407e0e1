perl app.pl serve >/dev/null 2>&1 &
trap 'kill $!' EXIT
until [ -S app.sock ]; do sleep 0.1; done
"$@" perl app.pl
