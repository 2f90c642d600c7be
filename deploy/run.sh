#!/bin/sh
# Runs everything on this machine: deploy/run.sh --help
set -eu

home=$(cd "$(dirname "$0")/.." && pwd)
modules="deploy/standalone control-plane policy-server"

fail() {
  echo "$*" >&2
  exit 1
}

# The Java that Maven takes too.
find_java() {
  java=java
  javac=javac
  if [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
    javac=$JAVA_HOME/bin/javac
  fi
  command -v "$java" >/dev/null && command -v "$javac" >/dev/null ||
    fail "A JDK 17 or newer is missing${JAVA_HOME:+ in $JAVA_HOME (JAVA_HOME)}. On Debian: apt install openjdk-17-jdk-headless"
  version=$("$javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
  [ "${version:-0}" -ge 17 ] ||
    fail "JDK ${version:-of an unknown version} is too old: 17 or newer is needed. On Debian: apt install openjdk-17-jdk-headless"
}

check_maven() {
  command -v mvn >/dev/null || fail "Maven 3.8 or newer is missing. On Debian: apt install maven"
}

check_tools() {
  for tool in setsid setpriv unshare; do
    command -v $tool >/dev/null || fail "$tool is missing. On Debian: apt install util-linux"
  done
}

# Whether a module was never built, or something it is built from is newer than what this script built last.
is_stale() {
  stamp=$home/$1/target/run.stamp
  [ -f "$stamp" ] || return 0
  case $1 in
    deploy/standalone) [ -d "$home/$1/target/classes" ] && [ -f "$home/$1/target/classpath" ] || return 0 ;;
    *) [ -f "$home/$1/target/quarkus-app/quarkus-run.jar" ] || return 0 ;;
  esac
  # Folders count too: a file that was removed shows in its folder alone.
  [ -n "$(find "$home/pom.xml" "$home/$1/pom.xml" "$home/$1/src/main" -newer "$stamp" -print -quit)" ]
}

# A local repository that was emptied since leaves a class path that leads nowhere.
class_path_is_broken() {
  file=$home/deploy/standalone/target/classpath
  [ -f "$file" ] || return 0
  for entry in $(tr ':' '\n' <"$file" | head -n 1); do
    [ -f "$entry" ] || return 0
  done
  return 1
}

build() {
  stale=
  for module in $modules; do
    if is_stale "$module" || { [ "$module" = deploy/standalone ] && class_path_is_broken; }; then
      stale="$stale,$module"
    fi
  done
  [ -n "$stale" ] || return 0
  check_maven
  echo "building ${stale#,}: some minutes the first time"
  log=$home/target/run-build.log
  mkdir -p "$home/target"
  started=$(mktemp)
  # -am: the services' own tests name the launcher's module, and Maven wants it even to skip them.
  if ! (cd "$home" && mvn -B -q package -pl "${stale#,}" -am -Dmaven.test.skip=true -Dchecks.skip=true \
    </dev/null >"$log" 2>&1); then
    rm -f "$started"
    grep -v '^\[ERROR\] *$' "$log" | head -n 40 >&2
    fail "The build failed; all of its output is in $log"
  fi
  for module in $(echo "${stale#,}" | tr ',' ' '); do
    # As old as the start of the build: what changed meanwhile is built next time.
    touch -r "$started" "$home/$module/target/run.stamp"
  done
  rm -f "$started"
}

find_java
check_tools
case " $* " in
  *" --help "* | *" -h "*) [ -d "$home/deploy/standalone/target/classes" ] || build ;;
  *) build ;;
esac
exec "$java" -Xmx96m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto "-Dstandalone.home=$home" \
  -cp "$home/deploy/standalone/target/classes:$(cat "$home/deploy/standalone/target/classpath")" \
  net.hostedmtasts.standalone.Standalone "$@"
