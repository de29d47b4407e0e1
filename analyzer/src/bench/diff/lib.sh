# What the scripts of this folder share; they source it.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../../.." && pwd)
syswall=${SYSWALL:-$root/syswall}
scratch=$(mktemp -d)
work=$scratch/work # where every run of every program happens: paths are the same then
trap 'rm -rf "$scratch"' EXIT

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

# Compiles syswall.bench, for what bench runs.
build_bench() {
  (cd "$root" && ./mvnw -q -B -pl schemas,analyzer test-compile dependency:build-classpath \
    -Dmdep.outputFile=target/classpath >&2)
}

# bench CLASS ARGUMENT.. : runs a class of syswall.bench.
bench() {
  local class=$1
  shift
  java --add-exports java.base/sun.nio.ch=ALL-UNNAMED --add-exports java.base/jdk.internal.ref=ALL-UNNAMED \
    --add-opens java.base/java.lang.reflect=ALL-UNNAMED -XX:+UseSerialGC -Xmx1g \
    -cp "$root/schemas/target/classes:$root/analyzer/target/classes:$root/analyzer/target/test-classes:$(cat "$root/analyzer/target/classpath")" \
    "syswall.bench.$class" "$@"
}

# What is prepared in a directory once is copied for each run, so that all runs find the same.
fresh() {
  rm -rf "$work"
  cp -a "$scratch/pristine" "$work"
}

# Runs a command in the work directory; nothing of the user's configuration counts.
in_work() {
  (
    cd "$work"
    mkdir -p tmp
    export HOME=$work TMPDIR=$work/tmp PWD=$work
    unset OLDPWD
    exec "$@"
  ) </dev/null >"$scratch/stdout" 2>"$scratch/stderr"
}

# record NAME COMMAND.. : records a command, in a fresh work directory, to $scratch/NAME.cq.
record() {
  local session=$scratch/$1.cq
  shift
  fresh
  in_work "$syswall" record -q --force -o "$session" -- "$@"
}

# each_program DO NAME.. : prepares programs, runs each once so that caches are warm, and calls
# DO NAME for it, with its command in the array run. What goes wrong leaves a line in $scratch/failed.
each_program() {
  local measure=$1
  shift
  for name in "$@"; do
    (
      needs=() kind=steady
      end() { :; }
      . "$here/programs/$name.sh"
      has "${needs[@]}" || { echo "$name: skipped, $missing is not installed" >&2 && exit; }
      prepared prepare
      trap end EXIT
      fresh
      if ! in_work "${run[@]}"; then
        echo "$name: fails: $(tail -n 1 "$scratch/stderr")" >&2
      elif "$measure" "$name"; then
        exit
      fi
      echo "$name" >>"$scratch/failed"
    )
  done
}

# prepared COMMAND.. : makes what each run finds, by a command in an empty directory.
prepared() {
  rm -rf "$scratch/pristine"
  mkdir "$scratch/pristine"
  cd "$scratch/pristine"
  "$@"
  # Copies keep these: else programs that look at times would see another world each time.
  find . -exec touch -h -d @1700000000 {} +
  cd "$scratch"
}

# causes NAME : what a diff says, cause by cause as lines of JSON, without their consequences.
causes() {
  jq -c '.findings[].cause' "$scratch/$1.json"
}

# differences NAME : likewise, the consequences among them.
differences() {
  jq -c '.findings[] | .cause, .follows[]' "$scratch/$1.json"
}

# understands OPTION : whether this syswall's diff has it.
understands() {
  "$syswall" diff --help 2>/dev/null | grep -q -- "$1"
}

# compare NAME OPTION-OR-SESSION.. : diffs to $scratch/NAME.json and prints the exit code. Where that
# is not 0 and the user wants to look, what people would see goes to $KEEP/NAME.txt.
compare() {
  local name=$1 code=0
  shift
  "$syswall" diff --json "$@" >"$scratch/$name.json" 2>"$scratch/diff.err" || code=$?
  [ $code -lt 2 ] || cat "$scratch/diff.err" >&2
  if [ $code != 0 ] && [ -n "${KEEP-}" ]; then
    mkdir -p "$KEEP"
    cp "$scratch/$name.json" "$KEEP"
    "$syswall" diff "$@" >"$KEEP/$name.txt" 2>&1 || true
  fi
  echo $code
}

# What people do to traces before they diff them: process numbers in the order of their
# appearance, addresses, times and other large numbers, random suffixes of temporary names.
clean() {
  awk '{
    if (match($0, /^[0-9]+ /)) pid = $1; else if (match($0, /\[pid +[0-9]+\]/)) {
      pid = substr($0, RSTART, RLENGTH); gsub(/[^0-9]/, "", pid) } else pid = ""
    if (pid != "" && !(pid in ordinal)) ordinal[pid] = "PID" ++pids
    out = ""; rest = $0
    while (match(rest, /[0-9]+/)) {
      number = substr(rest, RSTART, RLENGTH)
      out = out substr(rest, 1, RSTART - 1) (number in ordinal ? ordinal[number] : number)
      rest = substr(rest, RSTART + RLENGTH)
    }
    print out rest }' "$1" |
    sed -E 's/0x[0-9a-f]{5,}/ADDRESS/g; s/[0-9]{9,}/NUMBER/g; s/[0-9]+\.[0-9]{6,}/TIME/g
      s/(tmp[._]?|cc|\/t)[A-Za-z0-9_]{6,10}/\1TEMP/g'
}

percent() {
  awk -v part="$1" -v all="$2" 'BEGIN { printf "%.1f", all ? 100 * part / all : 0 }'
}

# reaches PART ALL PERCENT : whether the share is that large.
reaches() {
  awk -v part="$1" -v all="$2" -v percent="$3" 'BEGIN { exit !(part * 100 >= all * percent) }'
}

median() {
  sort -n | awk '{ v[NR] = $1 } END { if (NR) print v[int((NR + 1) / 2)]; else print "-" }'
}
