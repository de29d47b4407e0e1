# What the scripts of this folder share; they source it. $SYSWALL is the command to measure.
# shellcheck shell=bash disable=SC2034
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
syswall=${SYSWALL:-$root/syswall}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export LC_ALL=C # decimal points, and programs that speak to awk

all_cpus=$(taskset -pc $$ | sed 's/.*: //')

trouble() {
  echo "${0##*/}: $1" >&2
  exit 2
}

# has TOOL.. : whether all of them are installed; sets missing to the first that is not.
has() {
  for missing in "$@"; do
    type -P "$missing" >/dev/null || return 1
  done
}

# place pinned|unpinned : this shell, and with it each tracer and tracee to come: on the last of its
# CPUs, or on any.
place() {
  local cpus=$all_cpus
  if [ "$1" = pinned ]; then cpus=${all_cpus##*[,-]}; fi
  taskset -pc "$cpus" "$BASHPID" >/dev/null # not $$, which a subshell shares with its parent
}
