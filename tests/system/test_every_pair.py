"""Each fact before and after each other, beside the model, as often as asked for: `make pairs`."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tools.devstack import PROJECT

PAIRS = "tests/inventory/model/test_pairs.py"
AT_LEAST = os.environ.get("PAIRS_AT_LEAST", "10")

pytestmark = pytest.mark.timeout(2_400)


def test_every_pair_of_facts_comes_about() -> None:
    """Others each time, and shrunk where one fails. The output tells the way to see it again."""
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--timeout", "0", PAIRS],
        cwd=PROJECT,
        env={**{k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}, "MODEL_PAIRS": AT_LEAST},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-12_000:] + run.stderr[-4_000:]
