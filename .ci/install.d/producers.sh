#!/usr/bin/env bash
# The SDKs of other people that tests/system/producers publishes with, by npm, Maven and Go, at exact versions.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$root/.ci/foreign_tools"
foreign_tools "$root/tests/system/producers/tools" \
    "${INVENTORY_PRODUCER_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/inventory-producer-tools}"
GOMODCACHE=$PWD/go/modules GOCACHE=$PWD/go/built GOFLAGS="-mod=readonly -modcacherw" GOTOOLCHAIN=local \
    go build github.com/cloudevents/sdk-go/protocol/kafka_sarama/v2 github.com/cloudevents/sdk-go/v2
complete
