"""`make demo`, smaller: it exits 0 only if the whole day adds up."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = [pytest.mark.faults, pytest.mark.timeout(180)]


def test_a_day_at_a_shop_adds_up() -> None:
    day = subprocess.run(
        [sys.executable, "-m", "tools.demo", "--orders", "150", "--seed", "11"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert day.returncode == 0, day.stdout[-4_000:] + day.stderr[-2_000:]
