mkdir bin
ln -s /bin/sh bin/runtime
printf '#!%s/bin/runtime\necho report\n' "${PWD%/*}/work" >report.tool
chmod 755 report.tool
echo './report.tool' >all.sh
