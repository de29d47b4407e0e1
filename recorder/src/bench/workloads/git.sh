# pipes between processes, many small files
what='git clone' needs=(git)
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 # nobody's settings count
prepare() {
  local i
  git -c init.defaultBranch=main init -q origin
  for ((i = 0; i < 300; i++)); do
    mkdir -p origin/$((i % 20))
    seq $i $((i + 200)) >origin/$((i % 20))/$i
  done
  git -C origin add .
  git -C origin -c user.name=ada -c user.email=ada@example.com commit -q -m all
}
before() {
  rm -rf clone
}
run=(git clone -q --no-local origin clone)
