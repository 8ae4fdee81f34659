"""Each fact before and after each other, beside the model: histories that are aimed at the rarest
pairs so far.
"""

from __future__ import annotations

import logging
import os
from datetime import timedelta
from typing import get_args

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from inventory.domain.commands import Command
from tests.inventory.model.coverage import Coverage, Pair
from tests.inventory.model.facts import FACTS, GIVEN_BY_OTHERS
from tests.inventory.model.machine import SideBySide
from tests.inventory.model.pairs import Aimed
from tests.inventory.model.settings import TIMEOUT

logger = logging.getLogger(__name__)

ASKED = int(os.environ.get("MODEL_PAIRS", "0"))
"""The number of times that each pair is to come about. 0 for a short look."""
AT_A_TIME = 10
"""Histories that aim at one choice of pairs."""
IN_A_HISTORY = 12


def test_every_command_is_a_fact() -> None:
    assert set(get_args(Command)) - GIVEN_BY_OTHERS == {kind for kind in FACTS if kind in get_args(Command)}


@pytest.mark.timeout(TIMEOUT)
def test_each_fact_comes_before_and_after_each_other(engine: Engine, database_url: str) -> None:
    """Reach `MODEL_PAIRS` of every pair, or take a short look in which few of them come about."""
    coverage = Coverage()
    for _ in range(10**6 if ASKED else 1):
        if ASKED and coverage.least >= ASKED:
            break
        look(engine, coverage, coverage.rarest(IN_A_HISTORY), anew=bool(ASKED))
    logger.info("%s", coverage)
    assert coverage.least >= ASKED


def look(engine: Engine, coverage: Coverage, pairs: list[Pair], *, anew: bool) -> None:
    """Have some histories aimed at these pairs: other ones each time if `anew`."""

    @settings(
        max_examples=AT_A_TIME,
        deadline=None,
        derandomize=not anew,
        database=None,
        phases=(Phase.generate, Phase.shrink) if anew else (Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def history(data: st.DataObject) -> None:
        with Session(engine) as session:
            patience = data.draw(st.sampled_from([timedelta(), *[timedelta(minutes=30)] * 2]))
            Aimed(SideBySide(session, patience), coverage, data).run(pairs)

    history()
