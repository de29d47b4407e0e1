#!/bin/bash
# What a policy costs, beside recording without one, strace and running natively: prints a Markdown
# table of medians.
#
#   recorder/src/bench/firewall.sh [ROUNDS]      default 5; needs strace, gcc, taskset
#
# All is pinned to one CPU, and the tools take turns within each round. Counted is the time of the CPU
# (user and system, program and tracer), which is the elapsed time of a machine that does nothing else;
# of each is taken off what the same tool needs for `true`, which has a row of its own.
set -euo pipefail

. "$(dirname "$0")/lib.sh"

rounds=${1:-5}
tools=(native strace record policy)

cat >"$scratch/opens.c" <<'C'
#include <fcntl.h>
#include <unistd.h>
int main(void) {
  for (int i = 0; i < 50000; i++) close(open("/usr/include/stdio.h", O_RDONLY));
  return 0;
}
C
gcc -O1 -static "$scratch/opens.c" -o "$scratch/opens"

# Runs a command with a tool; its output goes nowhere.
with() {
  local tool=$1
  shift
  case $tool in
    native) "$@" ;;
    strace) strace -f -o "$scratch/strace" "$@" ;;
    record) "$syswall" record -q --force -o "$scratch/session.cq" -- "$@" ;;
    policy)
      "$syswall" record -q --force -o "$scratch/session.cq" --policy builtin:build -- "$@"
      ;;
  esac >/dev/null 2>&1
}

# Seconds of CPU that a command takes.
seconds() {
  local TIMEFORMAT='%U %S'
  { time "$@"; } 2>&1 | awk '{ printf "%.3f\n", $1 + $2 }'
}

median() {
  sort -n "$1" | awk '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'
}

# measure NAME COMMAND.. : times the tools in turns.
measure() {
  local name=$1 tool
  shift
  for ((round = 0; round < rounds; round++)); do
    for tool in "${tools[@]}"; do
      seconds with "$tool" "$@" >>"$scratch/$name.$tool"
    done
  done
  wc -l <"$scratch/strace" >"$scratch/$name.calls"
}

# row TITLE NAME : prints what was measured.
row() {
  local title=$1 name=$2 tool
  for tool in "${tools[@]}"; do
    echo "$(median "$scratch/$name.$tool") $(median "$scratch/true.$tool")"
  done | awk -v title="$title" -v calls="$(<"$scratch/$name.calls")" '
    { s[NR] = title == "`true`" ? $1 : $1 - $2 }
    END {
      printf "| %s | %d | %.2f | %.2f | %.2f | %.2f |", title, calls, s[1], s[2], s[3], s[4]
      if (title == "`true`") { print " | | | |"; exit }
      for (i = 2; i <= 4; i++) printf " %.1f |", (s[i] - s[1]) * 1e6 / calls
      printf " %.2f |\n", s[4] / s[2]
    }'
}

with policy true # builds it, on first use
place pinned
measure true "$(type -P true)"
measure dd dd if=/dev/zero of=/dev/null bs=1 count=100000
measure opens "$scratch/opens"
measure find find /usr -type f
cat <<"TABLE"
| workload | calls | native s | strace s | record s | with policy s | strace us/call | record us/call | with policy us/call | policy/strace |
|---|---|---|---|---|---|---|---|---|---|
TABLE
row '`true`' true
row 'dd bs=1' dd
row 'open, close' opens
row 'find /usr' find
