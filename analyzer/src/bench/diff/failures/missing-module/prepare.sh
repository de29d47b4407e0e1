# A module is looked for in the directory's listing: without it, it is never opened.
mkdir -p app/lib
touch app/lib/__init__.py
echo 'def answer(): return 42' >app/lib/util.py
printf 'from lib import util\nprint(util.answer())\n' >app/main.py
echo "$(python3 -c 'import sys; print(sys.executable)')" >python
