mkdir etc
echo color=red >etc/app.conf.real
ln -s app.conf.real etc/app.conf
