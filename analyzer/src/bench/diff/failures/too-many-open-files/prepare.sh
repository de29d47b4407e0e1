mkdir files
for i in $(seq 100); do echo "$i" >"files/$i"; done
echo 'for (1..100) { open $h[$_], "<", "files/$_" or die "files/$_: $!" } print scalar(@h);' >open.pl
