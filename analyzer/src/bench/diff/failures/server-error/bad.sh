python3 server.py 503 &
trap 'kill $!' EXIT
until [ -e ready ]; do sleep 0.1; done
"$@" curl -sf "http://127.0.0.1:$(cat port)/page"
