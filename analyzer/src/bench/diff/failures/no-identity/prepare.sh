mkdir home
git init -q repository
echo one >repository/file
git -C repository add file
printf '[user]\n\tname = Ann\n\temail = ann@example.org\n\tuseConfigOnly = true\n' >home/.gitconfig
