#!/bin/bash
# Builds everything and runs all tests: deploy/test.sh --help
set -u

home=$(cd "$(dirname "$0")/.." && pwd)
long=false
parts=()
log=$home/target/test.log

usage() {
  cat <<'TEXT'
Builds everything and runs all tests with small counts, within 60 minutes on two cores.

Usage: deploy/test.sh [--long [PART]...] [MAVEN OPTION]...
  --long   the full counts, part by part, each ended after an hour; a part is the name of a test class in deploy/e2e,
           or of another with a full count (LifePropertyTest); without any all of them run one after another
  --help   shows this and ends

As root it installs the Debian packages that the tests need and the machine lacks.
All of Maven's output is in target/test.log.
TEXT
}

options=()
for argument in "$@"; do
  case $argument in
    --long) long=true ;;
    --help | -h)
      usage
      exit 0
      ;;
    -*) options+=("$argument") ;;
    *)
      if $long && [ ${#options[@]} -eq 0 ]; then
        parts+=("$argument")
        continue
      fi
      # The value of a Maven option, such as the list after -pl.
      [ ${#options[@]} -gt 0 ] || { echo "Unknown argument: $argument. See deploy/test.sh --help" >&2; exit 2; }
      options+=("$argument")
      ;;
  esac
done

# Prints the Debian package of each program that is not there.
missing_packages() {
  local pair
  for pair in javac:openjdk-17-jdk-headless mvn:maven curl:curl dig:bind9-dnsutils openssl:openssl \
    setpriv:util-linux kubectl:kubernetes-client /usr/sbin/unbound:unbound /usr/sbin/nsd:nsd pebble:pebble \
    testssl:testssl.sh tsc:node-typescript chromium:chromium promtool:prometheus; do
    # With JAVA_HOME Maven takes that JDK, whatever is on the path.
    if [ "${pair%%:*}" = javac ] && [ -x "${JAVA_HOME:-}/bin/javac" ]; then
      continue
    fi
    command -v "${pair%%:*}" >/dev/null || echo "${pair#*:}"
  done
}

install_packages() {
  local packages
  packages=$(missing_packages | tr '\n' ' ')
  [ -n "${packages// /}" ] || return 0
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "missing, and only root can install them here: apt install $packages" >&2
    exit 1
  fi
  echo "installing $packages"
  # shellcheck disable=SC2086 # a list of names
  { DEBIAN_FRONTEND=noninteractive apt-get -qq update &&
    DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends -y $packages; } \
    </dev/null >"$log" 2>&1 || { tail -n 20 "$log" >&2; exit 1; }
}

# Every process of this run carries this in its environment, in whatever session it is.
export HOSTED_MTA_STS_TEST_RUN=$$-$(date +%s%N)

processes_of_this_run() {
  local environment
  for environment in $(grep -lsza "^HOSTED_MTA_STS_TEST_RUN=$HOSTED_MTA_STS_TEST_RUN\$" /proc/[0-9]*/environ); do
    environment=${environment#/proc/}
    [ "${environment%/environ}" = "$BASHPID" ] || [ "${environment%/environ}" = "$$" ] || echo "${environment%/environ}"
  done
}

end_processes() {
  local left
  left=$(processes_of_this_run)
  [ -n "$left" ] || return 0
  # shellcheck disable=SC2086 # a list of numbers
  kill -KILL $left 2>/dev/null
}

interrupted() {
  trap '' INT TERM HUP
  echo "interrupted: ending all processes of this run" >&2
  end_processes
  exit "$1"
}

# What a person wants to see: tests, warnings, and everything about a failure.
shorten() {
  grep --line-buffered -v \
    -e '^\[INFO\] *$' -e '^\[INFO\] -*$' -e '^\[INFO\] --- ' -e '^\[INFO\] Running ' \
    -e '^\[ERROR\] *$' -e '^\[INFO\] [^TBR]' -e '^\[INFO\] Reactor Build Order' -e '^\[INFO\] Recompiling' \
    -e '^\[INFO\] Building jar' -e '^\[INFO\]  *[a-z]' -e 'T E S T S'
}

trap 'interrupted 130' INT
trap 'interrupted 143' TERM
trap 'interrupted 129' HUP

mkdir -p "$home/target"
install_packages
cd "$home" || exit 1

# Runs Maven with its output shortened; the rest is in the log.
run_maven() {
  : >"$log" # There before it is followed.
  setpriv --pdeathsig KILL "$@" "${options[@]}" </dev/null >>"$log" 2>&1 &
  local maven=$!
  tail -n +1 -s 0.2 -f --pid=$maven "$log" 2>/dev/null | shorten &
  local shown=$!
  wait $maven
  local result=$?
  wait $shown
  end_processes
  return $result
}

run_long() {
  local part failed=0
  if [ ${#parts[@]} -eq 0 ]; then
    # The manifests have no counts; of the other modules' tests few have one.
    mapfile -t parts < <({
      find deploy/e2e/src/test/java -name '*Test.java' ! -path '*/kubernetes/*'
      grep -rl --include='*Test.java' 'getBoolean("long")' control-plane/src/test/java policy-server/src/test/java
    } | xargs -n 1 basename -s .java | sort)
  fi
  for part in "${parts[@]}"; do
    echo "part $part"
    run_maven timeout 3600 mvn -B verify -Dlong=true -Dtest="$part" -Dsurefire.failIfNoSpecifiedTests=false || failed=$?
  done
  return $failed
}

if $long; then
  run_long
else
  run_maven mvn -B verify -Dspotless.goal=check
fi
result=$?
echo "exit code $result, all output in $log"
exit $result
