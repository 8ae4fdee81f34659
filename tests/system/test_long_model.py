"""The core beside its model for longer than tier one may take: `make model`, with a fixed number of
histories.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tools.devstack import PROJECT

HISTORIES = os.environ.get("MODEL_HISTORIES", "200")

pytestmark = pytest.mark.timeout(1_200)


def test_the_core_does_what_its_model_does() -> None:
    """Others each time, and shrunk where one fails. The output tells the way to see it again."""
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--timeout", "0", "tests/inventory/model"],
        cwd=PROJECT,
        env={**{k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}, "MODEL_HISTORIES": HISTORIES},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-12_000:] + run.stderr[-4_000:]
