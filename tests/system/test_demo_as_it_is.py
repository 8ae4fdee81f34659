"""`make demo`, smaller, and with every process started as in production.

Tier one plays the same day with forked processes.
"""

from __future__ import annotations

import pytest

from tests.e2e.test_demo import play

pytestmark = [pytest.mark.faults, pytest.mark.timeout(180)]


def test_a_day_at_a_shop_adds_up() -> None:
    play("-m", "tools.demo")
