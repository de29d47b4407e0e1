printf 'mode=slow\n' >app.conf
printf '. ./app.conf\ncase $mode in slow) echo slowly ;; *) echo "unknown mode" >&2; exit 3 ;; esac\n' >app.sh
