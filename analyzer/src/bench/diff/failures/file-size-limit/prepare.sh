seq 40000 >data
