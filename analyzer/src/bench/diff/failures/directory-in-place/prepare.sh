echo 'port=80' >settings
echo 'set -e; grep -c port settings >count; echo started' >start.sh
