#!/usr/bin/env bash
# The SDKs of other people that tests/system/producers publishes with, by npm and Maven, at exact versions.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$root/.ci/foreign_tools"
foreign_tools "$root/tests/system/producers/tools" \
    "${INVENTORY_PRODUCER_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/inventory-producer-tools}"
complete
