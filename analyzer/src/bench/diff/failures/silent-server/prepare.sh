python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])' >port
echo 'import socket, sys, time
s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("127.0.0.1", int(open("port").read()))); s.listen(); open("ready", "w")
while True:
    c, _ = s.accept(); c.recv(1000)
    if sys.argv[1] == "silent": time.sleep(60)
    c.sendall(b"HTTP/1.0 200 OK\r\n\r\npage\n"); c.close()' >server.py
