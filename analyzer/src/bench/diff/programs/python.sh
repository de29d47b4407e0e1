# modules, a temporary file, a thread, a child
needs=(python3)
prepare() {
  cat >main.py <<'P'
import json, ssl, subprocess, tempfile, threading
with tempfile.NamedTemporaryFile("w") as file:
    json.dump(list(range(1000)), file)
threads = [threading.Thread(target=lambda: sum(range(100000))) for _ in range(3)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(subprocess.check_output(["ls", "."]))
P
  # itself, not a script that looks for the version to use
  run=("$(python3 -c 'import sys; print(sys.executable)')" main.py)
}
