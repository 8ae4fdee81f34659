"""Some of the guarantees whose code has changed since the last release are broken on purpose, and
noticed. A migration is broken each time.

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
    _mutate("--since", base, "--most", str(MOST))


def test_a_broken_migration_is_caught_beside_other_processes() -> None:
    """Processes of a run share the data of PostgreSQL. The break is a run of its own."""
    _mutate("a name is free again before its namesakes are forgotten")


def _mutate(*arguments: str) -> None:
    command = [sys.executable, "-m", "tests.faults.mutate", *arguments]
    ran = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout[-8_000:] + ran.stderr[-4_000:]
