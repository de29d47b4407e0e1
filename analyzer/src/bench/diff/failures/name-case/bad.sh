mv assets/Logo.svg assets/logo.svg
exec "$@" sh build.sh
