"$@" perl app.pl
