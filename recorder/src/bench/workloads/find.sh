# paths and directories
what='find /usr' needs=(find)
run=(find)
for ((i = 0; i < scale; i++)); do run+=(/usr); done
run+=(-type f)
