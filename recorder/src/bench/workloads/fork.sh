# processes that live for a millisecond
what='200 fork and exec' needs=(sh true)
run=(sh -c "i=0; while [ \$i -lt 200 ]; do $(type -P true); i=\$((i + 1)); done")
