mkdir out
seq 40000 >data
