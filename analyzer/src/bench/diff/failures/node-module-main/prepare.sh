mkdir -p node_modules/greet/lib
echo '{"name": "greet", "version": "1.0.0", "main": "lib/index.js"}' >node_modules/greet/package.json
echo 'module.exports = () => "hello"' >node_modules/greet/lib/index.js
echo 'console.log(require("greet")())' >main.js
