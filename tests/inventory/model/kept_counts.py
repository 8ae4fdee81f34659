"""The counts of pairs that looks at one tree have made, kept from run to run.

A thousand of each pair take longer than a machine is quiet. So a run goes on where others ended,
and two of them side by side add up. The counts are of one tree: others begin anew.
"""

from __future__ import annotations

import fcntl
import json
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.inventory.model.coverage import PAIRS, Coverage
from tests.inventory.model.facts import names
from tools.devstack import PROJECT

_TREE = ("inventory", "tests/inventory/model")
_DIRECTORY = PROJECT / ".data" / "pairs"


def file_of_tree() -> Path:
    """Return the file with the counts of this core and this model, as they are now."""
    digest = sha256()
    for folder in _TREE:
        for path in sorted((PROJECT / folder).rglob("*.py")):
            digest.update(path.relative_to(PROJECT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return _DIRECTORY / f"{digest.hexdigest()[:16]}.json"


def add(file: Path, counted: Coverage) -> Coverage:
    """Add these counts to the file. Return all that it has now."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept: dict[str, Any] = json.loads(file.read_text()) if file.exists() else {"histories": 0, "pairs": {}}
        told: Counter[str] = Counter(kept["pairs"])
        told.update({names(pair): units for pair, units in counted.counts.items()})
        histories = kept["histories"] + counted.histories
        file.write_text(json.dumps({"histories": histories, "pairs": told}, indent=1, sort_keys=True))
    return Coverage(Counter({pair: told[names(pair)] for pair in PAIRS}), histories=histories)
