#!/bin/bash
# How long the inner parts take, by JMH: an event's way into a record and back (CodecBenchmark), into a
# journal (AppenderBenchmark) and into the state (FoldBenchmark), and a diff (DiffBenchmark).
#
#   analyzer/src/bench/jmh.sh [PATTERN] [OPTION..]   default: all, in two minutes
#
#   analyzer/src/bench/jmh.sh Codec
#   analyzer/src/bench/jmh.sh 'Fold.*fold' -f 3 -prof gc
#   analyzer/src/bench/jmh.sh -l
#
# Options are JMH's, -h prints them. Needs a JDK and 40 MB in the temporary directory.
set -euo pipefail

root=$(cd "$(dirname "$0")/../../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

(cd "$root" && ./mvnw -q -B -pl schemas,analyzer test-compile dependency:build-classpath \
  -Dmdep.outputFile=target/classpath >&2)
classes=
for module in schemas analyzer; do
  classes+=$root/$module/target/classes:$root/$module/target/test-classes:
done
# JMH keeps a lock and the benchmarks their journals in this temporary directory
java -Djava.io.tmpdir="$scratch" --add-exports java.base/sun.nio.ch=ALL-UNNAMED \
  --add-exports java.base/jdk.internal.ref=ALL-UNNAMED --add-opens java.base/java.lang.reflect=ALL-UNNAMED \
  -XX:+UseSerialGC -Xmx512m -cp "$classes$(<"$root/analyzer/target/classpath")" org.openjdk.jmh.Main "$@"
