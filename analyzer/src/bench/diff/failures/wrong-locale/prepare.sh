printf 'b\nA\na\nB\n' >names
