#!/usr/bin/env bash
# What tests/system/containers builds the image from, and podman-compose: by pip, at the versions of the lock files.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
tools=${INVENTORY_CONTAINER_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/inventory-container-tools}
wanted=$(cat "$root/requirements.lock" "$root/requirements-build.lock" "${BASH_SOURCE[0]}" | sha256sum)
[ "$(cat "$tools/complete" 2>/dev/null)" = "$wanted" ] && exit 0
rm -rf "$tools"
mkdir -p "$tools"
echo "fetching what the image is built from into $tools"
python3 -m venv "$tools/python"
pip=("$tools/python/bin/python" -m pip --quiet --disable-pip-version-check)
for lock in requirements.lock requirements-build.lock; do
    "${pip[@]}" download --require-hashes --requirement "$root/$lock" --dest "$tools/wheels"
done
"${pip[@]}" install podman-compose==1.6.0 PyYAML==6.0.4 python-dotenv==1.2.4
echo "$wanted" >"$tools/complete"
