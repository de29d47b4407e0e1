# a virtual machine, starting and stopping
needs=(java)
prepare() { :; }
run=(java -version)
