"$(cat python)" -c 'import socket, time
s = socket.socket(); s.bind(("127.0.0.1", int(open("port").read()))); s.listen(); open("ready", "w"); time.sleep(60)' &
trap 'kill $!' EXIT
until [ -e ready ]; do sleep 0.1; done
"$@" "$(cat python)" serve.py
