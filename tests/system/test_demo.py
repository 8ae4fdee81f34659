"""`make demo`, smaller: it exits 0 only if the whole day adds up. Every process is started as in
production.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = [pytest.mark.faults, pytest.mark.timeout(180)]

SMALL = ("--orders", "150", "--seed", "11")


def test_a_day_at_a_shop_adds_up() -> None:
    demo = [sys.executable, "-m", "tools.demo", *SMALL]
    played = subprocess.run(demo, capture_output=True, text=True, check=False)
    assert played.returncode == 0, played.stdout[-4_000:] + played.stderr[-2_000:]
