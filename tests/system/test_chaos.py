"""`make chaos`, shorter than in `test_long_chaos.py`: a fixed seed's faults under live load. It
exits 0 only if nothing is lost and nothing doubled.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = [pytest.mark.faults, pytest.mark.timeout(400)]


def test_nothing_is_lost_or_doubled_whatever_dies() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tools.chaos", "--seed", "5", "--seconds", "10"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stdout[-8_000:] + run.stderr[-4_000:]
