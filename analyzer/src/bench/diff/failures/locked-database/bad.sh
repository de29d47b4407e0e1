python3 other.py &
trap 'kill $!' EXIT
until [ -e locked ]; do sleep 0.1; done
"$@" "$(cat python)" app.py
