mkdir out
echo 'seq 3 | tac >out/result && echo written' >app.sh
