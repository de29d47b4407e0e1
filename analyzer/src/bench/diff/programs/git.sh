# clone, log and commit, with fixed dates
needs=(bash git)
prepare() {
  export GIT_AUTHOR_DATE=@1700000000+0000 GIT_COMMITTER_DATE=@1700000000+0000
  export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@b
  git init -q origin
  seq 100 >origin/file
  git -C origin add file
  git -C origin commit -q -m one
}
run=(bash -c 'git clone -q origin copy && cd copy && git log --stat && seq 50 >file && git commit -qam two')
