#!/bin/bash
# How fast a session is folded and how soon its state is had at any event: makes a synthetic session
# and prints speeds, the size of its snapshots, and times of seeks to random events.
#
#   analyzer/src/bench/seek.sh [EVENTS [SEEKS [EVENTS_PER_SNAPSHOT]]]   default 10000000 1000 50000
#
# Needs a JDK and, for 10 million events, 0.5 GB in the temporary directory.
set -euo pipefail

events=${1:-10000000}
seeks=${2:-1000}
every=${3:-50000}
root=$(cd "$(dirname "$0")/../../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cd "$root"
./mvnw -q -B -pl schemas,analyzer test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath

bench() {
  java --add-exports java.base/sun.nio.ch=ALL-UNNAMED --add-exports java.base/jdk.internal.ref=ALL-UNNAMED \
    --add-opens java.base/java.lang.reflect=ALL-UNNAMED -XX:+UseSerialGC -Xmx512m \
    -cp "schemas/target/classes:analyzer/target/classes:analyzer/target/test-classes:$(cat analyzer/target/classpath)" \
    "syswall.bench.$@"
}

bench SyntheticJournal "$scratch/synthetic.cq" "$events"
bench SeekBenchmark "$scratch/synthetic.cq" "$seeks" "$every"
