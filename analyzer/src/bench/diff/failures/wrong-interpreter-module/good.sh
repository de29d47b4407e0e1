export PERL5LIB=$PWD/one
exec "$@" perl main.pl
