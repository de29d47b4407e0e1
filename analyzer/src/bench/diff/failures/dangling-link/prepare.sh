mkdir -p release-1
echo 'version 1' >release-1/notes
ln -s release-1 current
