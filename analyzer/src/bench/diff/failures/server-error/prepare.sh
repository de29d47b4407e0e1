python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])' >port
cat >server.py <<'END'
import http.server, os, sys

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(int(sys.argv[1]))
        self.end_headers()
        self.wfile.write(b"page\n")

    def log_message(self, *args):
        pass

server = http.server.HTTPServer(("127.0.0.1", int(open("port").read())), Handler)
open("ready", "w").close()
server.serve_forever()
END
