exec "$@" bash job.sh
