export PERL5LIB=$PWD/two
exec "$@" perl main.pl
