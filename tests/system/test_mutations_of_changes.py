"""Some of the guarantees whose code has changed since the last release are broken on purpose, and
noticed.

In tier two because each takes up to half a minute. `make mutations` makes all of them.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.faults.changed import newest_released
from tools.devstack import PROJECT

MOST = 4
"""Others with each commit."""

pytestmark = pytest.mark.timeout(900)


def test_breaks_of_what_has_changed_are_caught() -> None:
    base = os.environ.get("MUTATIONS_SINCE") or newest_released()
    assert base, "no released version is known: name a commit in MUTATIONS_SINCE"
    command = [sys.executable, "-m", "tests.faults.mutate", "--since", base, "--most", str(MOST)]
    ran = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout[-8_000:] + ran.stderr[-4_000:]
