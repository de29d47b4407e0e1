python3 server.py silent &
trap 'kill $!' EXIT
until [ -e ready ]; do sleep 0.1; done
"$@" curl -s -m 1 "http://127.0.0.1:$(cat port)/page"
