# an interpreter that looks for its modules in many places
what='python3 start' needs=(python3)
prepare() { # itself, where PATH has a script that chooses
  run=("$(python3 -c 'import sys; print(sys.executable)')" -c 'import json, http.client, sqlite3')
}
