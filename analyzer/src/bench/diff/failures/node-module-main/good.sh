exec "$@" node main.js
