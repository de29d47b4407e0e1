echo "$(python3 -c 'import sys; print(sys.executable)')" >python
mkdir app
printf 'import json, string\nprint(json.dumps(string.digits))\n' >app/main.py
