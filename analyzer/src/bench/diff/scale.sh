#!/bin/bash
# How long `syswall diff` takes for long sessions, and how much memory: makes pairs of journals
# (syswall.bench.SyntheticJournal), a build of some fifty processes a million events. In one pair
# every hundredth stat ends otherwise, in the other nothing is alike but the files. Prints a Markdown
# table.
#
#   analyzer/src/bench/diff/scale.sh [EVENTS..]     default: 1000000 10000000, of each run
#
# Rival: diff of what `syswall show` prints of both runs; to print that is not in its time.
# Fails if 10 million events take more than 20 s or 1 GB.
# Needs GNU time, awk, a JDK and, for 10 million events, 5 GB in the temporary directory. $SYSWALL is
# the command to test.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

[ $# -gt 0 ] || set -- 1000000 10000000
has time diff awk java || trouble "needs $missing"

# timed COMMAND.. : seconds and MB; to $scratch/lines how many lines it wrote. Exit code 1 is "differs".
timed() {
  local code=0
  { command time -q -o "$scratch/time" -f '%e %M' "$@" || code=$?; } | wc -l >"$scratch/lines"
  [ $code -lt 2 ] || trouble "$1 exits with $code"
  awk '{ printf "%.1f %d\n", $1, $2 * 1024 / 1e6 }' "$scratch/time"
}

# row PAIR EVENTS SEED [ONE-OF] : the pair of the seeds 1 and SEED.
row() {
  local pair=$1 events=$2 i s mb rival rival_mb lines
  shift 2
  bench SyntheticJournal "$scratch/1.cq" "$events" 1
  bench SyntheticJournal "$scratch/2.cq" "$events" "$@"
  for i in 1 2; do
    "$syswall" show --time=none "$scratch/$i.cq" >"$scratch/$i.txt"
  done
  "$syswall" diff "$scratch"/[12].cq >"$scratch/warm" || true
  read -r s mb < <(timed "$syswall" diff "$scratch"/[12].cq)
  read -r rival rival_mb < <(timed diff "$scratch"/[12].txt)
  lines=$(cat "$scratch/lines")
  echo "| $pair | $events | $s s | $mb MB | $rival s | $rival_mb MB | $lines |" \
    "$(awk -v a="$s" -v b="$rival" 'BEGIN { printf "%.1f", b ? a / b : 0 }') |"
  if [ "$events" = 10000000 ] && ! { reaches 20 "$s" 100 && reaches 1000 "$mb" 100; }; then
    echo "$pair" >>"$scratch/failed"
  fi
  rm -rf "$scratch"/[12].*
}

build_bench
echo '| pair | events a side | `syswall diff` | memory | GNU diff of text | memory | lines | ratio |'
echo '|---|---|---|---|---|---|---|---|'
for events; do
  row 'one stat of 100 otherwise' "$events" 1 100
  row 'nothing alike' "$events" 2
done
[ ! -e "$scratch/failed" ] || trouble "too slow or too large: $(cat "$scratch/failed")"
