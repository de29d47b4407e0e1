mkdir scratch
seq 200000 >numbers
