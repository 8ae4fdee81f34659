#!/usr/bin/env bash
# OpenTelemetry's own Collector, to which tests/system/traces sends, from Go's modules at exact versions. It is built in a minute.
set -euo pipefail
sources=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/tests/system/traces/tools
tools=${INVENTORY_COLLECTOR_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/inventory-collector-tools}
wanted=$(cat "$sources"/* | sha256sum)
[ "$(cat "$tools/complete" 2>/dev/null)" = "$wanted" ] && exit 0
rm -rf "$tools"
mkdir -p "$tools"
echo "building OpenTelemetry's Collector into $tools"
cp "$sources"/* "$tools"
cd "$tools"
# A Go that is too old fetches the one that go.mod names, as any other module.
GOTOOLCHAIN=auto GOMODCACHE=$PWD/modules GOCACHE=$PWD/built GOFLAGS="-mod=readonly -modcacherw" go build -ldflags='-s -w' -o collector .
chmod -R u+w modules
rm -rf modules built
echo "$wanted" >complete
