#!/usr/bin/env bash
# The SDKs of other people that tests/system/producers publishes with, by npm and Maven, at exact versions.
set -euo pipefail
sources=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../tests/system/producers/tools" && pwd)
tools=${INVENTORY_PRODUCER_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/inventory-producer-tools}
wanted=$(cat "$sources"/* | sha256sum)
[ "$(cat "$tools/complete" 2>/dev/null)" = "$wanted" ] && exit 0
rm -rf "$tools"
mkdir -p "$tools"
cp "$sources"/* "$tools"
cd "$tools"
echo "installing SDKs of producers into $tools"
mvn --quiet --batch-mode dependency:copy-dependencies -DoutputDirectory=jars
npm install --no-audit --no-fund --ignore-scripts --silent
echo "$wanted" >complete
