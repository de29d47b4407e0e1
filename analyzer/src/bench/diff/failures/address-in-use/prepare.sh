python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])' >port
echo 'import socket, sys
s = socket.socket(); s.bind(("127.0.0.1", int(open("port").read()))); s.listen(); print("listening")' >serve.py
echo "$(python3 -c 'import sys; print(sys.executable)')" >python
