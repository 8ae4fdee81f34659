#!/usr/bin/env bash
# The generators of other people that tests/system/clients tries, by npm, Maven and pip, at exact versions.
set -euo pipefail
sources=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../tests/system/clients/tools" && pwd)
tools=${INVENTORY_CLIENT_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/inventory-client-tools}
wanted=$(cat "$sources"/* | sha256sum)
[ "$(cat "$tools/complete" 2>/dev/null)" = "$wanted" ] && exit 0
rm -rf "$tools"
mkdir -p "$tools"
cp "$sources"/* "$tools"
cd "$tools"
echo "installing generators of clients into $tools"
mvn --quiet --batch-mode dependency:copy-dependencies -DoutputDirectory=jars
npm install --no-audit --no-fund --ignore-scripts --silent
python3 -m venv python
python/bin/python -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
echo "$wanted" >complete
