"""`make demo`, smaller: it exits 0 only if the whole day adds up.

Its processes are forked here. Tier two has it as it is.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

import pytest

pytestmark = [pytest.mark.faults, pytest.mark.timeout(180)]

SMALL = ("--orders", "150", "--seed", "11")
FORKED = """
import sys
from tests.whole_stack import ForkedStack
from tools.demo import __main__ as demo
demo.Stack = ForkedStack
sys.exit(demo.main())
"""


def test_a_day_at_a_shop_adds_up() -> None:
    play("-c", FORKED)


def play(*program: str, day: Sequence[str] = SMALL) -> None:
    played = subprocess.run([sys.executable, *program, *day], capture_output=True, text=True, check=False)
    assert played.returncode == 0, played.stdout[-4_000:] + played.stderr[-2_000:]
