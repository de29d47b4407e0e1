# reads and writes a file
needs=(node)
prepare() { seq 1000 >numbers; }
run=(node -e 'const fs = require("fs"); fs.writeFileSync("out", fs.readFileSync("numbers", "utf8").split("\n").reverse().join("\n"))')
