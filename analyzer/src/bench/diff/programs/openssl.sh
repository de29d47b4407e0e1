# hashes and encrypts
needs=(openssl)
prepare() { seq 1000 >numbers; }
run=(openssl enc -aes-256-cbc -pbkdf2 -k secret -in numbers -out numbers.enc)
