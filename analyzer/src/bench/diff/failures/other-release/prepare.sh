mkdir -p releases/1 releases/2
printf 'echo works\n' >releases/1/run.sh
printf 'echo broken >&2\nexit 1\n' >releases/2/run.sh
ln -s releases/1 current
