python3 -m http.server --bind 127.0.0.1 "$(cat port)" >/dev/null 2>&1 &
trap 'kill $!' EXIT
until curl -so /dev/null "http://127.0.0.1:$(cat port)/"; do sleep 0.1; done
"$@" curl -s "http://127.0.0.1:$(cat port)/page"
