#!/bin/bash
# How much noise `syswall diff` leaves: records programs several times under the same conditions and
# compares consecutive runs, and the last run with a baseline of the others. Prints Markdown tables.
#
#   analyzer/src/bench/diff/noise.sh [PROGRAMS [RUNS]]    default: all of programs/, "ls make ..."; 5
#
# Rival: the lines that differ between the texts of two runs under strace after the usual clean-up.
# Fails if less than 90 % of the pairs are empty, or any program differs from its baseline; races,
# which programs/ marks, stand apart: if two runs of the baseline differ, one of these compared with
# it must do nothing that none of them did, and what varies must be called unstable. With
# KEEP=DIRECTORY what the diffs say that are not empty stays there.
# Needs jq and awk; what else a program needs is checked, and the program skipped. $SYSWALL is the
# command to test, the checkout's by default.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

programs=${1:-$(cd "$here/programs" && echo *.sh | sed 's/\.sh//g')}
runs=${2:-5}
has jq awk || trouble "needs $missing"
has strace || echo "strace is not installed: no rival, no calls" >&2

# Lines that differ between two runs under strace, and how many lines there are.
rival() {
  has strace || { echo '- -' && return; }
  local i
  for i in 1 2; do
    fresh
    in_work strace -f -o "$scratch/strace.$i" "$@" || true
    clean "$scratch/strace.$i" >"$scratch/clean.$i"
  done
  echo "$(diff "$scratch"/clean.[12] | grep -c '^[<>]') $(wc -l <"$scratch/strace.1")"
}

# row NAME : measures a program.
row() {
  local name=$1 i code empty=0 varies=0 baseline=- unstable=- own=- found differing calls
  for ((i = 0; i <= runs; i++)); do
    record "run$i" "${run[@]}" || { echo "$name: fails when recorded" >&2 && return 1; }
  done
  : >"$scratch/differences"
  for ((i = 0; i < runs; i++)); do
    code=$(compare "$name-$i" "$scratch/run$i.cq" "$scratch/run$((i + 1)).cq")
    if [ "$code" = 0 ]; then
      empty=$((empty + 1))
    else
      differences "$name-$i" | wc -l >>"$scratch/differences"
      [ "$i" = $((runs - 1)) ] || varies=1 # the last run is none of the baseline
    fi
  done
  if understands --baseline; then
    local good
    good=$(printf "$scratch/run%s.cq," $(seq 0 $((runs - 1))) | sed 's/,$//')
    own=$(compare "$name-own" --baseline "$good" "$scratch/run0.cq"):$(unstable "$name-own")
    baseline=$(compare "$name-baseline" --baseline "$good" "$scratch/run$runs.cq")
    unstable=$(unstable "$name-baseline")
  fi
  found=$(median <"$scratch/differences")
  read -r differing calls < <(rival "${run[@]}")
  echo "| $name | $calls | $runs | $empty | $found | $baseline | $unstable | $differing |" \
    >>"$scratch/$kind.rows"
  echo "$runs $empty $baseline $unstable $varies $own" >>"$scratch/$kind.sums"
}

# unstable NAME : how much a diff calls unstable.
unstable() {
  jq '.unstable | length' "$scratch/$1.json"
}

table() {
  printf '\n| %s | calls | pairs | empty | differences else | exit against baseline | unstable | strace, cleaned |\n' "$2"
  echo '|---|---|---|---|---|---|---|---|'
  cat "$scratch/$1.rows"
}

touch "$scratch"/{steady,race}.{rows,sums}
each_program row $programs

[ ! -s "$scratch/steady.rows" ] || table steady program
[ ! -s "$scratch/race.rows" ] || table race race
read -r pairs empty programs_measured differ < <(
  awk '{ p += $1; e += $2; d += $3 != "0" } END { print p + 0, e + 0, NR, d + 0 }' "$scratch/steady.sums")
printf '\n%s programs, %s pairs, %s %% empty; %s differ from their baseline\n' \
  "$programs_measured" "$pairs" "$(percent "$empty" "$pairs")" "$differ"
hidden=$(awk '$6 != "-" && $5 && ($6 == "0:0" || $6 !~ /^0:/)' "$scratch/race.sums" | wc -l)
[ ! -e "$scratch/failed" ] || trouble "not all could be measured: $(echo $(cat "$scratch/failed"))"
reaches "$empty" "$pairs" 90 && [ "$differ" = 0 ] && [ "$hidden" = 0 ]
