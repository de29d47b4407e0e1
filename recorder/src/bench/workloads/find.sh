# paths and directories
what='find /usr' needs=(find)
run=(find /usr -type f)
