"""Each fact before and after each other, beside the model: histories that are aimed at the rarest
pairs so far.
"""

from __future__ import annotations

import logging
import os
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from inventory.domain.commands import Command
from tests.inventory.model.coverage import PAIRS, Coverage, Pair
from tests.inventory.model.facts import FACTS, GIVEN_BY_OTHERS
from tests.inventory.model.kept_counts import add, file_of_tree
from tests.inventory.model.machine import SideBySide
from tests.inventory.model.pairs import Aimed
from tests.inventory.model.settings import TIMEOUT

logger = logging.getLogger(__name__)

ASKED = int(os.environ.get("MODEL_PAIRS", "0"))
"""The number of times that each pair is to come about. 0 for a short look."""
IS_KEPT = "MODEL_PAIRS_KEPT" in os.environ
"""A run goes on where others of this tree ended."""
AT_A_TIME = 10
"""Histories that aim at one choice of pairs."""
IN_A_HISTORY = 12


def test_every_command_is_a_fact() -> None:
    assert set(get_args(Command)) - GIVEN_BY_OTHERS == {kind for kind in FACTS if kind in get_args(Command)}


def test_looks_at_one_tree_add_up(tmp_path: Path) -> None:
    file, pair = tmp_path / "pairs.json", PAIRS[0]
    add(file, Coverage(Counter({pair: 3}), histories=10))
    coverage = add(file, Coverage(Counter({pair: 2, PAIRS[1]: 1}), histories=5))

    assert (coverage.counts[pair], coverage.counts[PAIRS[1]], coverage.histories) == (5, 1, 15)
    assert coverage.least == 0


@pytest.mark.timeout(TIMEOUT)
def test_each_fact_comes_before_and_after_each_other(engine: Engine, database_url: str, tmp_path: Path) -> None:
    """Reach `MODEL_PAIRS` of every pair, or take a short look in which few of them come about."""
    coverage, counted = Coverage(), Coverage()
    file = file_of_tree() if IS_KEPT else tmp_path / "pairs.json"
    for _ in range(10**6 if ASKED else 1):
        if ASKED:
            coverage = add(file, counted).aiming_as(coverage)
            if coverage.least >= ASKED:
                break
        counted = Coverage()
        look(engine, counted, coverage.rarest(IN_A_HISTORY), anew=bool(ASKED))
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
