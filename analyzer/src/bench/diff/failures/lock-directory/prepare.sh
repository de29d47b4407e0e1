echo 'mkdir lock 2>/dev/null || { echo "another instance runs" >&2; exit 1; }
trap "rmdir lock" EXIT
cat input | sort >output' >job.sh
seq 9 >input
