#!/usr/bin/env bash
# The generators of other people that tests/system/clients tries, by npm, Maven, pip and Go, at exact versions.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$root/.ci/foreign_tools"
foreign_tools "$root/tests/system/clients/tools" \
    "${INVENTORY_CLIENT_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/inventory-client-tools}"
python3 -m venv python
python/bin/python -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
GOMODCACHE=$PWD/go/modules GOFLAGS=-modcacherw GOTOOLCHAIN=local go mod download
complete
