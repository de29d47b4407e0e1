mkdir bin
cp "$(command -v id)" bin/who
echo 'bin/who -u && echo fine' >all.sh
