echo "$(python3 -c 'import sys; print(sys.executable)')" >python
python3 -c 'import sqlite3; c = sqlite3.connect("app.db"); c.execute("create table t(x)"); c.commit()'
cat >app.py <<'END'
import sqlite3
connection = sqlite3.connect("app.db", timeout=0.1)
connection.execute("insert into t values (1)")
connection.commit()
END
cat >other.py <<'END'
import sqlite3, time
connection = sqlite3.connect("app.db")
connection.execute("begin exclusive")
open("locked", "w").close()
time.sleep(60)
END
