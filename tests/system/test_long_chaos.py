"""`make chaos` long enough for every kind of fault to come at least once, and two minutes of
drain are allowed.

`test_chaos.py` has some of the faults, and is over sooner.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.system.needs import need
from tools.chaos.schedule import FULL_SECONDS
from tools.devstack import PROJECT

SEED = os.environ.get("CHAOS_SEED", "7")

pytestmark = pytest.mark.timeout(900)


@pytest.mark.parametrize("broker", ["redis", "rabbitmq"])
def test_nothing_is_lost_or_doubled_by_any_kind_of_fault(broker: str) -> None:
    if broker == "rabbitmq":
        need("rabbitmq-server", "epmd")
    arguments = ["--seed", SEED, "--seconds", f"{FULL_SECONDS:.0f}", "--broker", broker]
    run = subprocess.run(
        [sys.executable, "-m", "tools.chaos", *arguments], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout[-8_000:] + run.stderr[-4_000:]
    if os.geteuid() == 0:  # without root's rights no disk can be filled and no clock set
        assert "left out" not in run.stdout, "not every kind of fault came"
