#!/bin/sh
# Measures on this machine: deploy/benchmark/run.sh edge-start | change-latency | checks. See README.md.
set -eu

home=$(cd "$(dirname "$0")/../.." && pwd)
case ${1:-} in
  edge-start | change-latency | checks) ;;
  *)
    echo "Usage: deploy/benchmark/run.sh edge-start|change-latency|checks [count]" >&2
    exit 2
    ;;
esac

mkdir -p "$home/target"
log=$home/target/benchmark-build.log
echo "building; the output is in $log" >&2
# Everything in one go: the class path leads to the jars of the modules built here.
(cd "$home" && mvn -B -q package -pl deploy/benchmark,control-plane,policy-server -am \
  -Dmaven.test.skip=true -Dchecks.skip=true </dev/null >"$log" 2>&1) || {
  grep -v '^\[ERROR\] *$' "$log" | head -n 40 >&2
  exit 1
}
exec java -Xmx512m "-Dbenchmark.home=$home" \
  -cp "$home/deploy/benchmark/target/classes:$(cat "$home/deploy/benchmark/target/classpath")" \
  net.hostedmtasts.benchmark.Benchmark "$@"
