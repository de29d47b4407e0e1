echo secret >key
echo 'cp key copy; case $(stat -c %A copy) in *r--) echo "others can read it" ;; *) exit 5 ;; esac' >app.sh
