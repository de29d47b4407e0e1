# A port that is free now, for a server that is only there in the good run.
python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])' >port
echo page >page
