exec 9<app.lock
flock 9
"$@" flock -n app.lock echo working 9<&-
