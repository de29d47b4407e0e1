# processes that live for a millisecond
what="$((1000 * scale)) fork and exec" needs=(sh true)
run=(sh -c "i=0; while [ \$i -lt $((1000 * scale)) ]; do $(type -P true); i=\$((i + 1)); done")
