# nothing but system calls
what='dd, byte by byte' needs=(dd)
run=(dd if=/dev/zero of=/dev/null bs=1 count=$((100000 * scale)))
