#!/bin/bash
# Whether `syswall diff` explains everyday failures: each folder of failures/ makes a program succeed
# and fail, both are recorded and compared. Prints a Markdown table.
#
#   analyzer/src/bench/diff/failures.sh [NAMES]     default: all of failures/
#
#   prepare.sh  makes what both find, in an empty directory
#   good.sh     ends in `exec "$@" PROGRAM...`: the same program in both, "$@" is what records it
#   bad.sh      the same with one thing wrong
#   expected    a regular expression (grep -E) for what the first cause names
#   needs       the tools that it needs, if they may be missing
#
# Fails if less than 75 % have the expected cause first, or less than 90 % among the first three.
# Needs jq and bash. $SYSWALL is the command to test; with KEEP=DIRECTORY what it says stays there.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

names=${1:-$(ls "$here/failures")}
has jq awk || trouble "needs $missing"

# run GOOD-OR-BAD [RECORDER..] : its exit code.
run() {
  local script=$1 code=0
  shift
  fresh
  in_work bash "$here/failures/$name/$script.sh" "$@" || code=$?
  echo $code
}

recorder() {
  echo "$syswall" record -q --force -o "$scratch/$1.cq" --
}

# first WIDTH : the first cause in words.
first() {
  causes "$name" | head -n 1 | jq -r '"\(.operation) \(.resource): \(.before // "absent") -> \(.after // "absent")"' | cut -c "1-$1" | sed 's/|/\\|/g'
}

row() {
  local needs=() good bad rank
  if [ -e "$here/failures/$name/needs" ]; then
    read -ra needs <"$here/failures/$name/needs"
  fi
  has "${needs[@]}" || { echo "$name: skipped, $missing is not installed" >&2 && return; }
  if grep -qs unshare "$here/failures/$name/needs" && ! unshare -rm true 2>/dev/null; then
    echo "$name: skipped, unshare -rm is not permitted" >&2
    return
  fi
  prepared bash "$here/failures/$name/prepare.sh"
  good=$(run good) # to warm up
  # shellcheck disable=SC2046 # several words
  good=$(run good $(recorder good))
  # shellcheck disable=SC2046
  bad=$(run bad $(recorder bad))
  if [ ! -e "$scratch/good.cq" ] || [ ! -e "$scratch/bad.cq" ]; then
    echo "$name: not recorded: $(tail -n 1 "$scratch/stderr")" >&2
    return 1
  fi
  compare "$name" "$scratch/good.cq" "$scratch/bad.cq" >"$scratch/code"
  rank=$(causes "$name" | grep -nEm 1 -f "$here/failures/$name/expected" | cut -d: -f1 || true)
  echo "| $name | $good, $bad | $(first 90) | ${rank:--} |"
  echo "${rank:-0}" >>"$scratch/ranks"
  if [ -n "${KEEP-}" ]; then
    rm -rf "$KEEP/$name"
    mkdir -p "$KEEP/$name"
    cp -r "$scratch/good.cq" "$scratch/bad.cq" "$KEEP/$name"
  fi
}

: >"$scratch/ranks"
failed=
echo '| failure | exit codes | first cause | rank of the expected |'
echo '|---|---|---|---|'
for name in $names; do
  row || failed="$failed $name"
done
read -r all first three < <(
  awk '{ f += $1 == 1; t += $1 >= 1 && $1 <= 3 } END { print NR, f + 0, t + 0 }' "$scratch/ranks")
printf '\n%s failures, first %s %%, in the first three %s %%\n' "$all" \
  "$(percent "$first" "$all")" "$(percent "$three" "$all")"
[ -z "$failed" ] || trouble "not all could be measured:$failed"
[ "$all" -gt 0 ] && reaches "$first" "$all" 75 && reaches "$three" "$all" 90
