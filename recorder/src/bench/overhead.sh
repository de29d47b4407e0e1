#!/bin/bash
# What recording costs, beside strace and running natively: prints Markdown tables of medians.
#
#   recorder/src/bench/overhead.sh [ROUNDS]      default 7; needs strace, taskset, a JDK
#
# The tools take turns within each round, so that what else the machine does hits all of them. Where
# a wake-up of another CPU is dear, as in virtual machines, placement outweighs all else: hence each
# workload both left to the scheduler and pinned, with its tracer, to one CPU.
set -euo pipefail

rounds=${1:-7}
root=$(cd "$(dirname "$0")/../../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
all_cpus=$(taskset -pc $$ | sed "s/.*: //")

dd_bytes=(dd if=/dev/zero of=/dev/null bs=1 count=200000)
find_usr=(find /usr -type f)

# Runs a command with a tool; its output goes nowhere.
with() {
  local tool=$1
  shift
  case $tool in
    native) "$@" ;;
    strace) strace -f -o "$scratch/strace" "$@" ;;
    syswall) "$root/syswall" record -q --force -o "$scratch/session.cq" -- "$@" ;;
    java) java -cp "$scratch" Hello ;;
  esac >/dev/null 2>&1
}

# Seconds that a command takes.
seconds() {
  local start=$EPOCHREALTIME
  "$@"
  local end=$EPOCHREALTIME
  awk "BEGIN { printf \"%.4f\n\", $end - $start }"
}

median() {
  sort -n "$1" | awk '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'
}

# row NAME PLACEMENT COMMAND.. : times the three tools in turns and prints a table row.
row() {
  local name=$1 placement=$2 tool
  shift 2
  local cpus=$all_cpus
  if [ "$placement" = pinned ]; then cpus=${all_cpus##*[,-]}; fi
  taskset -pc "$cpus" $$ >/dev/null # inherited by tracer and tracee
  rm -f "$scratch"/*.times
  for ((round = 0; round < rounds; round++)); do
    for tool in native strace syswall; do
      seconds with "$tool" "$@" >>"$scratch/$tool.times"
    done
  done
  local native strace syswall
  native=$(median "$scratch/native.times")
  strace=$(median "$scratch/strace.times")
  syswall=$(median "$scratch/syswall.times")
  local calls bytes
  calls=$(wc -l <"$scratch/strace")
  bytes=$(du -sb "$scratch/session.cq" | cut -f1)
  awk -v n="$native" -v s="$strace" -v w="$syswall" -v c="$calls" -v b="$bytes" \
    -v name="$name" -v placement="$placement" 'BEGIN {
      printf "| %s | %s | %d | %.2f | %.2f | %.2f | %.2f | %.1f | %.1f |\n",
        name, placement, c, n, s, w, w / s, (w - n) * 1e6 / c, b / c }'
}

startup() {
  echo 'class Hello { public static void main(String[] a) { System.out.println("hello"); } }' \
    >"$scratch/Hello.java"
  javac -d "$scratch" "$scratch/Hello.java"
  rm -f "$scratch"/*.times
  for ((round = 0; round < rounds * 3; round++)); do
    for tool in native strace java syswall; do
      seconds with "$tool" "$(type -P true)" >>"$scratch/$tool.times"
    done
  done
  printf '\n| `true` | native | strace | java Hello | syswall record |\n|---|---|---|---|---|\n'
  printf '| ms |'
  for tool in native strace java syswall; do
    awk -v m="$(median "$scratch/$tool.times")" 'BEGIN { printf " %.0f |", m * 1000 }'
  done
  echo
}

with syswall true # builds it, on first use
echo '| workload | placement | calls | native s | strace s | syswall s | syswall/strace | us/call over native | bytes/call |'
echo '|---|---|---|---|---|---|---|---|---|'
for placement in unpinned pinned; do
  row 'dd bs=1' $placement "${dd_bytes[@]}"
  row 'find /usr' $placement "${find_usr[@]}"
done
taskset -pc "$all_cpus" $$ >/dev/null
startup
