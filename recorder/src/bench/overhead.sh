#!/bin/bash
# What recording costs, beside strace, perf trace and running natively: prints Markdown tables of
# medians, with the least and the most.
#
#   recorder/src/bench/overhead.sh [OPTION..]
#
#   --rounds N          how often each is measured; default 3, start-up three times as often
#   --workloads A,B     only these of workloads/*.sh, and start-up if it is among them; default all:
#                       startup,dd,find,fork,make,git,python,java,futex,http
#   --scale N           dd, find, fork, futex and http with N times the work: starting up counts less
#   --pinned            only on one CPU, tracer and tracee together
#   --unpinned          only as the scheduler places them; default both
#   --cpu-time          compare by the time of the CPU (user and system, program and tracer), not by the
#                       time that passes: for ratios on a busy machine, pinned
#   --long              also the memory of the recorder, for 10 million events: some minutes, 0.5 GB in
#                       the temporary directory
#   --json FILE         also write all that was measured, time by time, and the machine
#
#   recorder/src/bench/overhead.sh --rounds 1 --workloads dd,find --pinned
#
# Needs strace, taskset and a JDK; a workload or tool that needs more is left out where that lacks, and
# this says so. $SYSWALL is the command to measure.
#
# The tools take turns within each round, in another order in each, so that what else the machine does
# hits all of them. Where a wake-up of another CPU is dear, as in virtual machines, placement outweighs
# all else: compare rows of one placement only. Of the HTTP server the clients are neither traced nor
# pinned. Exits with 1 if anything failed: that run has no time, and stands below the tables.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

bench=$root/recorder/src/bench
workloads=$bench/workloads
tools=(native strace syswall rich perf strace-file syswall-file)
rounds=3 scale=1 placements=() clock=elapsed long='' json=''
chosen=(startup dd find fork make git python java futex http)

while [ $# -gt 0 ]; do
  case $1 in
    --rounds) rounds=${2-} && shift ;;
    --scale) scale=${2-} && shift ;;
    --workloads) IFS=, read -r -a chosen <<<"${2-}" && shift ;;
    --pinned | --unpinned) placements+=("${1#--}") ;;
    --cpu-time) clock=cpu ;;
    --long) long=yes ;;
    --json) json=${2-} && shift ;;
    -h | --help) sed -n '2,/^set/{/^#/!d; s/^# \{0,1\}//; p}' "$0" && exit ;;
    *) trouble "$1: no such option; see --help" ;;
  esac
  shift || trouble 'an option lacks its value; see --help'
done
[[ $rounds =~ ^[1-9][0-9]*$ ]] || trouble "--rounds $rounds: a number from 1 on"
[[ $scale =~ ^[1-9][0-9]*$ ]] || trouble "--scale $scale: a number from 1 on"
[ ${#placements[@]} -gt 0 ] || placements=(pinned unpinned)
for name in "${chosen[@]}"; do
  [ "$name" = startup ] || [ -e "$workloads/$name.sh" ] || trouble "--workloads $name: no such workload"
done
if [ -n "$json" ]; then
  : >"$json" || trouble "--json $json: cannot be written"
  json=$(realpath "$json")
fi
PATH=${JAVA_HOME:+$JAVA_HOME/bin:}$PATH # what syswall runs on is what it is compared with
has strace taskset java javac || trouble "needs $missing"

# Runs a command with a tool; its output is what the tool leaves on the disk.
with() {
  local tool=$1
  shift
  case $tool in
    native) "$@" ;;
    strace) strace -f -o "$out" "$@" ;;
    rich) strace -f -yy -ttt -T -o "$out" "$@" ;;
    strace-file) strace --seccomp-bpf -f -e trace=%file -o "$out" "$@" ;;
    syswall) "$syswall" record -q -o "$out" -- "$@" ;;
    syswall-file) "$syswall" record -q -e %file -o "$out" -- "$@" ;;
    perf) perf trace -o "$out" "$@" ;;
    java) java -cp "$scratch" Hello ;;
    report) "$syswall" report "$scratch/small.cq" ;;
  esac
}

# leave_out WHAT REASON : says at once, and in the results, what is not measured.
leave_out() {
  echo "left out: $1: $2" >&2
  printf '%s\t%s\n' "$1" "$2" >>"$scratch/left-out"
}

# fail WHAT WHY : the same for what should have been; the exit code remembers it.
fail() {
  echo "failed: $1: $2" >&2
  printf '%s: %s\n' "$1" "$2" >>"$scratch/failed"
}

# The first line of what a tool said that was tried.
said() {
  sed -n '1s/^/: /p' "$scratch/why"
}

# Takes tools away that do not work here.
require_tools() {
  local tool kept=() reason
  out=$scratch/probe
  for tool in "${tools[@]}"; do
    reason=
    case $tool in
      strace) with strace true 2>"$scratch/why" || trouble "strace fails here$(said)" ;;
      syswall-file) "$syswall" record --help | grep -E -- '^ *-e[ ,=]' >/dev/null || reason='this syswall has no record -e' ;;
      strace-file) with strace-file true 2>"$scratch/why" || reason="fails here$(said)" ;;
      perf)
        if ! has perf; then
          reason='perf is not installed'
        elif ! with perf true >/dev/null 2>"$scratch/why" || ! grep -q exit_group "$out"; then
          reason="fails here; it needs root and a mounted tracefs$(said)"
        fi
        ;;
    esac
    if [ -n "$reason" ]; then leave_out "$tool" "$reason"; else kept+=("$tool"); fi
  done
  tools=("${kept[@]}")
}

# timed COMMAND.. : sets status, and microseconds of wall clock and seconds of CPU, its children's too.
timed() {
  local TIMEFORMAT='%U %S' begun=${EPOCHREALTIME/./}
  status=0
  { time "$@" </dev/null >/dev/null 2>"$scratch/stderr"; } 2>"$scratch/cpu" || status=$?
  wall=$((${EPOCHREALTIME/./} - begun))
  cpu=$(awk '{ s += $1 + $2 } END { print s }' "$scratch/cpu")
}

# Calls that a trace of strace's has; a call that others interrupt has two lines.
calls() {
  grep -cE '^[0-9]+ +[a-z_0-9]+\(' "$out" || true
}

# run_once TOOL : measures the command; a line of results: status, times, calls, bytes, lost events.
run_once() {
  local tool=$1 calls=0 bytes=0 lost=0
  out=$scratch/trace
  rm -rf "$out"
  before
  timed with "$tool" "${run[@]}"
  if ! after "$status" && [ "$status" = 0 ]; then
    status=1
    echo 'the other side failed' >"$scratch/stderr"
  fi
  if [ -e "$out" ]; then bytes=$(du -sb "$out" | cut -f 1); fi
  case $tool in
    strace | strace-file) calls=$(calls) ;;
    perf) lost=$(cat "$out" "$scratch/stderr" | sed -n 's/.*LOST \([0-9]*\) events.*/\1/p' | awk '{ s += $1 } END { print s + 0 }') ;;
  esac
  printf '%s\t' "$placement" "$workload" "$tool" $status $wall "$cpu" "$calls" "$bytes" >>"$scratch/runs"
  echo "$lost" >>"$scratch/runs"
  if [ $status != 0 ]; then
    fail "$workload, $placement, $tool" "exit code $status, $(tail -n 1 "$scratch/stderr")"
  fi
}

# measure ROUNDS TOOL.. : the tools in turns, each round begun by the next.
measure() {
  local times=$1 round i
  shift
  local -a turns=("$@")
  for ((round = 0; round < times; round++)); do
    for ((i = 0; i < $#; i++)); do
      run_once "${turns[(round + i) % $#]}"
    done
  done
}

# each_workload : prepares a workload, in a directory of its own, runs it once so that caches are warm,
# and measures it at both placements.
each_workload() {
  (
    prepare() { :; }
    before() { :; }
    after() { :; }
    needs=() run=() what=''
    mkdir "$scratch/$workload"
    cd "$scratch/$workload"
    # shellcheck source=/dev/null
    . "$workloads/$workload.sh"
    printf '%s\t%s\n' "$workload" "$what" >>"$scratch/titles"
    has "${needs[@]}" || { leave_out "$workload" "$missing is not installed" && exit; }
    prepare
    before
    timed with native "${run[@]}"
    if ! after $status || [ $status != 0 ]; then
      fail "$workload" "exit code $status without any tool, $(tail -n 1 "$scratch/stderr")"
      exit
    fi
    for placement in "${placements[@]}"; do
      place "$placement"
      measure "$rounds" "${tools[@]}"
    done
    place unpinned
  )
}

# Starting up: tools that have next to nothing to do, beside a JVM that has nothing to do.
startup() {
  (
    before() { :; }
    after() { :; }
    cd "$scratch"
    # shellcheck source=workloads/java.sh
    . "$workloads/java.sh"
    prepare
    run=("$(type -P true)")
    for placement in "${placements[@]}"; do
      place "$placement"
      measure $((rounds * 3)) native strace java syswall report
    done
    place unpinned
  )
}

# memory EVENTS : the most that a recording of dd had resident, in kB; two events a call.
memory() {
  out=$scratch/memory
  rm -rf "$out"
  command time -q -o "$scratch/kb" -f %M "$syswall" record -q -o "$out" -- \
    dd if=/dev/zero of=/dev/null bs=1 count=$(($1 / 4)) 2>"$scratch/stderr" || trouble "recording $1 events fails: $(tail -n 1 "$scratch/stderr")"
  printf '%s\t%s\t%s\n' "$1" "$(<"$scratch/kb")" "$(du -sb "$out" | cut -f 1)" >>"$scratch/memory-used"
  rm -rf "$out"
}

# What the figures depend on: a line for each, its name first.
machine() {
  local version
  version=$(git -C "$root" describe --always --dirty 2>/dev/null || echo unknown)
  printf 'syswall\t%s\n' "$version"
  printf 'scale\t%s\n' "$scale"
  printf 'cpus\t%s\n' "$(nproc)"
  printf 'cpu\t%s\n' "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)"
  printf 'kernel\t%s\n' "$(uname -srm)"
  printf 'jdk\t%s\n' "$(java -version 2>&1 | sed -n 2p)"
  printf 'strace\t%s\n' "$(strace -V | sed -n '1s/.*version //p')"
  printf 'perf\t%s\n' "$(has perf && perf --version 2>/dev/null || echo none)"
  printf 'load\t%s\n' "$(cut -d ' ' -f 1 /proc/loadavg)"
  printf 'date\t%s\n' "$(date -u +%FT%TZ)"
}

"$syswall" record -q -o "$scratch/small.cq" -- true || trouble "$syswall does not work" # built, on first use
machine >"$scratch/machine"
touch "$scratch"/{left-out,titles,runs,failed,memory-used}
require_tools
for workload in "${chosen[@]}"; do
  echo "measuring $workload" >&2
  if [ "$workload" = startup ]; then startup; else each_workload; fi
done
if [ -n "$long" ]; then
  if has time; then
    memory 10000
    memory 10000000
  else
    leave_out memory 'GNU time is not installed'
  fi
fi
cd "$scratch"
awk -F '\t' -v rounds="$rounds" -v clock=$clock -v json="${json:-/dev/null}" -f "$bench/overhead.awk" \
  machine left-out titles failed memory-used runs
[ ! -s failed ]
