#!/bin/sh
# Builds the benchmarks and runs their Main with the arguments; benchmarks/run and benchmarks/compare call it.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
echo "Building the benchmarks (the first time fetches what they need)…" >&2
mvn -q -f "$root/pom.xml" -pl benchmarks -am -DskipTests -Djacoco.skip -Dmaven.javadoc.skip -Dspotless.check.skip package || exit 2
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
# nobody listens to the log of libraries
exec "$java" -Dslf4j.internal.verbosity=ERROR -cp "$root/benchmarks/target/classes:$root/benchmarks/target/lib/*" dev.mooring.benchmarks.report.Main "$@"
