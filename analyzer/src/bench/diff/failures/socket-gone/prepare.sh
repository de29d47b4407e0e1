echo 'use IO::Socket::UNIX;
if ($ARGV[0] eq "serve") { my $s = IO::Socket::UNIX->new(Local => "app.sock", Listen => 5); while (my $c = $s->accept) { print $c "hello\n" } }
my $c = IO::Socket::UNIX->new(Peer => "app.sock") or die "app.sock: $!"; print <$c>;' >app.pl
