git init -q repository
cd repository
git config user.name Ann
git config user.email ann@example.org
echo one >file
git add file
git commit -qm one
echo two >file
