mkdir lock
exec "$@" bash job.sh
