mkdir in
for i in 1 2 3; do echo "$i" >"in/$i.csv"; done
echo 'shopt -s nullglob; files=(in/*.csv); [ ${#files[@]} -gt 0 ] || exit 4; cat "${files[@]}"' >app.sh
