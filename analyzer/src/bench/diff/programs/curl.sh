# from a server of this machine, which runs all the time
needs=(curl python3)
prepare() {
  seq 5000 >page
  python3 -c 'import http.server, sys
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler)
open(sys.argv[1], "w").write(str(server.server_port))
server.serve_forever()' "$scratch/port" >/dev/null 2>&1 &
  server=$!
  until [ -s "$scratch/port" ]; do sleep 0.1; done
  run=(curl -s -o got "http://127.0.0.1:$(cat "$scratch/port")/page")
  rm "$scratch/port"
}
end() { kill "$server"; }
