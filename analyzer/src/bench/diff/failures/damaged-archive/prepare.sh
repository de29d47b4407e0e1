mkdir -p tree/sub
seq 5000 >tree/a
seq 9000 >tree/sub/b
tar -czf tree.tar.gz tree
rm -r tree
