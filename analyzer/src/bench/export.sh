#!/bin/bash
# How long exports of a synthetic session take, with a heap of 512 MB, and how long reports of it, as text
# to compare with and as a page: seconds, seconds of CPU, most memory, size of what was written.
#
#   analyzer/src/bench/export.sh [EVENTS]   default 1000000
#
# Needs a JDK, GNU time and, for 1 million events, 0.6 GB in the temporary directory.
set -euo pipefail

events=${1:-1000000}
root=$(cd "$(dirname "$0")/../../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cd "$root"
./mvnw -q -B -Dunchecked -pl schemas,recorder,analyzer,cli test-compile dependency:build-classpath \
  -Dmdep.outputFile="$scratch/classpath"
classes=
for module in schemas recorder analyzer cli; do
  classes+=$module/target/unchecked/classes:$module/target/unchecked/test-classes:
done

java=(java --add-exports java.base/sun.nio.ch=ALL-UNNAMED --add-exports java.base/jdk.internal.ref=ALL-UNNAMED
  --add-opens java.base/java.lang.reflect=ALL-UNNAMED -XX:+UseSerialGC -Xmx512m -cp "$classes$(<"$scratch/classpath")")
session=$scratch/synthetic.cq
out=$scratch/out

"${java[@]}" syswall.bench.SyntheticJournal "$session" "$events"
/usr/bin/time -f "report: %e s, %U s of CPU, %M kB" "${java[@]}" syswall.cli.Syswall report "$session" >/dev/null
/usr/bin/time -f "report --html: %e s, %U s of CPU, %M kB" \
  "${java[@]}" syswall.cli.Syswall report --html "$out" "$session"
du -sh --apparent-size "$out" | cut -f1
rm "$out"
for format in csv xlsx jsonl folded perfetto; do
  /usr/bin/time -f "$format: %e s, %U s of CPU, %M kB" \
    "${java[@]}" syswall.cli.Syswall export --format "$format" -o "$out" "$session"
  du -sh "$out" | cut -f1
  rm -rf "$out"
done
