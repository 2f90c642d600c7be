#!/bin/bash
# Makes pictures of every page and state, on a desktop, on phones, in the dark and in German: deploy/e2e/target/screenshots
set -eu
cd "$(dirname "$0")/.."
mvn -B -q -pl control-plane,policy-server,deploy/standalone -am package -Dmaven.test.skip=true
mvn -B -q -pl deploy/e2e -am test -Dtest=ScreenshotsTest -Dscreenshots=true -Dsurefire.failIfNoSpecifiedTests=false
echo "pictures are in deploy/e2e/target/screenshots"
