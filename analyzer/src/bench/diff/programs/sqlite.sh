# a database that is made and asked
needs=(sqlite3)
prepare() { :; }
run=(sqlite3 test.db 'create table t (n); insert into t values (1), (2); select sum(n) from t')
