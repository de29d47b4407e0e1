#!/bin/bash
# How often `syswall diff` names the cause: records each program twice under the same conditions,
# changes one thing in copies of the second journal (syswall.bench.MutateJournal) and compares the
# first run with each. Prints a Markdown table.
#
#   analyzer/src/bench/diff/recall.sh [MUTANTS [SEED [PROGRAMS]]]   default 120, 1, all of programs/
#
# Only mutants that have an effect count, judged by what calls did to which files and addresses, and
# in which order where a process had one thread; not those that do a call as often as the first run,
# where two runs differ in that by themselves. The cause is named where the resource, or the event,
# and the errno are; present also if it is among the consequences of another or, as a number that
# varies by itself, among what is unstable. Rival: `syswall show` of both, cleaned up as strace's text
# is, and diff: whether its first hunk names the same. Fails if less than 95 % are named first or any
# is absent.
# Needs jq, awk and a JDK; what a program needs is checked. $SYSWALL is the command to test.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

mutants=${1:-120}
seed=${2:-1}
programs=${3:-$(cd "$here/programs" && grep -L '^kind=race' *.sh | sed 's/\.sh$//')}
has jq awk java || trouble "needs $missing"
count=$(wc -w <<<"$programs")
each=$(((mutants + count - 1) / count))

text() {
  "$syswall" show --time=none "$1" >"$scratch/shown"
  clean "$scratch/shown"
}

# The number of the first line on stdin that names a mutation; nothing if none does.
rank() {
  awk -v resource="$resource" -v formerly="$formerly" -v outcome="$outcome" -v event="$event" '
    function names_resource() {
      if (resource == "") return /exit/
      # the event of the entry, or of the return behind it
      return index($0, resource) || (formerly != "" && index($0, formerly)) || (event >= 0 && match($0, "\"eventAfter\":(" event "|" event + 1 ")[^0-9]"))
    }
    names_resource() && (outcome == "" || index($0, outcome)) { print NR; exit }'
}

# The last two components of a path.
ending() {
  grep -oE '[^/]*/?[^/]*$' <<<"$1" || true
}

# The lines of the first hunk as one line.
first_hunk() {
  diff "$1" "$2" | awk '/^[0-9]/ && NR > 1 { exit } { printf "%s ", $0 }'
}

measure() {
  local name=$1 i mutant named present hunk
  for i in 1 2; do
    record "run$i" "${run[@]}" || { echo "$name: fails when recorded" >&2 && return 1; }
  done
  rm -rf "$scratch/mutants"
  # a seed of its own, so that each program begins with another kind of change
  bench MutateJournal "$scratch/run2.cq" "$scratch/mutants" "$each" $((seed + $(wc -l <"$scratch/sums"))) \
    "$scratch/run1.cq" >"$scratch/mutants.json"
  text "$scratch/run1.cq" >"$scratch/text1"
  mv "$scratch/shown" "$scratch/shown1"
  while IFS= read -r mutation; do
    read_mutation
    [ "$effective" = true ] || { echo "$kind 0 0 0 0 0" >>"$scratch/sums" && continue; }
    KEEP= compare mutant "$scratch/run1.cq" "$scratch/mutants/$mutant" >"$scratch/code"
    named=$(causes mutant | rank)
    present=$({ differences mutant && jq -c '.unstable[]' "$scratch/mutant.json"; } | rank)
    text "$scratch/mutants/$mutant" >"$scratch/text2"
    # What is cleaned away cannot be found, and text has no events: by the last two components.
    event=-1 resource=$(ending "$resource") formerly=$(ending "$formerly")
    hunk=$(first_hunk "$scratch/text1" "$scratch/text2" | rank)
    echo "$kind 1 $((named == 1)) $((named >= 1 && named <= 3)) $((present >= 1)) $((hunk == 1))" >>"$scratch/sums"
    [ "${named:-0}" = 1 ] || keep
  done <"$scratch/mutants.json"
}

# A name that the first run does not know is one that is made up: its directory has to do.
known() {
  local path=$1
  while [ -n "${path%/*}" ] && [ "$path" != "${path%/*}" ] &&
    ! grep -qF -- "${path##*/}" "$scratch/shown1"; do
    path=${path%/*}
  done
  echo "$path"
}

read_mutation() {
  mutant=$(jq -r .mutant <<<"$mutation")
  kind=$(jq -r .kind <<<"$mutation")
  event=$(jq -r .mutantEvent <<<"$mutation")
  resource=$(jq -r .resource <<<"$mutation")
  formerly=
  case $kind in
    # Who says that it is no longer done with what it was done names it, too.
    change) formerly=$(known "$(jq -r .formerly <<<"$mutation")") ;;
    add) ;;
    *) resource=$(known "$resource") ;;
  esac
  outcome=$(jq -r .outcome <<<"$mutation")
  effective=$(jq -r .effective <<<"$mutation")
}

# With KEEP=DIRECTORY, the mutants that were not named first stay there to look at.
keep() {
  if [ -n "${KEEP-}" ]; then
    local to=$KEEP/$name.${mutant%.cq}
    mkdir -p "$to"
    cp -r "$scratch/run1.cq" "$to"
    cp -r "$scratch/mutants/$mutant" "$to/run2.cq"
    jq .change <<<"$mutation" >"$to/change"
    "$syswall" diff "$to"/run[12].cq >"$to/diff" || true
  fi
}

build_bench
: >"$scratch/sums"
each_program measure $programs
echo '| kind | mutants | effective | named first | in first three | present | first hunk of text diff |'
echo '|---|---|---|---|---|---|---|'
awk '{ kinds[$1] = 1; kinds["all"] = 1
    for (k = 1; k <= 2; k++) { key = k == 1 ? $1 : "all"; n[key]++
      for (i = 2; i <= 6; i++) sum[key, i] += $i } }
  END { kinds_count = split("fail drop add change content exit repeat swap all", order)
    for (o = 1; o <= kinds_count; o++) if (order[o] in kinds) { key = order[o]
      printf "| %s | %d |", key, n[key]
      for (i = 2; i <= 6; i++) printf " %d |", sum[key, i]
      print "" } }' "$scratch/sums"
read -r effective first named < <(awk '{ e += $2; f += $3; p += $5 } END { print e + 0, f + 0, p + 0 }' "$scratch/sums")
printf '\n%s effective, named first %s %%, present %s %%\n' "$effective" \
  "$(percent "$first" "$effective")" "$(percent "$named" "$effective")"
[ ! -e "$scratch/failed" ] || trouble "not all could be measured: $(echo $(cat "$scratch/failed"))"
[ "$effective" -gt 0 ] && reaches "$first" "$effective" 95 && [ "$named" = "$effective" ]
