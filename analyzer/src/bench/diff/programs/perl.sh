# modules and a child
needs=(perl)
prepare() { seq 500 >numbers; }
run=(perl -MPOSIX -MFile::Temp=tempfile -e 'my ($out, $name) = tempfile("tmpXXXXXX"); open my $in, "<", "numbers";
  while (<$in>) { print $out $_ if /7/ } close $out; system("wc", "-l", $name); unlink $name')
