cd repository
export HOME=$PWD/../home
printf "[user]\n\tname = Ann\n\tuseConfigOnly = true\n" >"$HOME/.gitconfig"
exec "$@" git commit -qm one
