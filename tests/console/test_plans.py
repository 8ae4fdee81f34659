"""In a shop with a million rows in each table no page of the console reads a whole one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from console.reading import minutes
from inventory.database.transactions import Database, now
from inventory.upkeep.backlog import backlog
from inventory.upkeep.scheduled_audit import last_run
from tests.inventory.making import NOON
from tests.inventory.plans import fill, opened, recording
from tools.devstack.servers.postgresql import PostgreSQL

READS: dict[str, Callable[[Session], object]] = {
    "count a minute": lambda session: minutes.minute(session, NOON),
    "find the first event of a minute": lambda session: minutes.first_heard(session, NOON),
    "show what waits": lambda session: backlog(session, now=NOON),
    "show the audit": last_run,
}


@pytest.fixture(scope="module")
def million(postgresql: PostgreSQL) -> Iterator[Database]:
    with opened(postgresql, "console_million", fill) as database:
        yield database


@pytest.mark.parametrize("name", READS)
def test_each_read_uses_an_index(million: Database, name: str) -> None:
    with million.transaction() as session, recording(session, explain=True) as recorder:
        READS[name](session)

    assert recorder.statements
    assert recorder.whole == []


def test_the_first_row_of_a_minute_is_found_by_halving(million: Database) -> None:
    with million.transaction() as session:
        moment = now(session)
        assert minutes.first_heard(session, moment - timedelta(days=1)) is not None
        before, after = (minutes.first_heard(session, moment + timedelta(days=day)) for day in (-1, 1))
    assert before is not None
    assert after is not None
    assert after > before
