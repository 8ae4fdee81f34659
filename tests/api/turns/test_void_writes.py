"""A request whose order somebody else makes meanwhile is answered as if it had come later."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from api.turns.group_commit import GroupCommit
from inventory.database.transactions import Database, now
from inventory.domain.outcome import OrderOutcome
from inventory.errors import ReservationConflict
from inventory.write_path.apply import apply
from inventory.write_path.idempotency import CallerRequest
from tests.inventory.making import HOLDS, reserve, stated
from tests.inventory.shop import Counters, Shop
from tools.devstack.processes.children import wait_until

WAITING = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'meanwhile' AND wait_event_type = 'Lock'"


def is_waiting(database: Database) -> bool:
    with database.transaction() as session:  # one transaction would see one moment
        return bool(session.scalar(text(WAITING)))


@pytest.fixture
def requests(database_url: str) -> Iterator[GroupCommit]:
    one = Database(database_url, name="meanwhile", pool_size=1)
    group_commit = GroupCommit(one, HOLDS, batch=10, queue=10, deadline_seconds=60)
    yield group_commit
    group_commit.close()
    one.dispose()


@pytest.mark.parametrize(("quantity", "refused"), [(4, False), (5, True)])
def test_an_order_that_somebody_else_makes_meanwhile(
    database: Database, requests: GroupCommit, quantity: int, *, refused: bool
) -> None:
    with database.transaction() as session:
        apply(session, [stated("a", 50)], now=now(session), holds=HOLDS)
    with ThreadPoolExecutor(1) as pool:
        with database.transaction() as other:
            apply(other, [reserve("o-1", ("a", 4))], now=now(other), holds=HOLDS)
            answer = pool.submit(requests.submit, CallerRequest((reserve("o-1", ("a", quantity)),)))
            assert wait_until(lambda: is_waiting(database), seconds=20)
        (outcome,) = answer.result()
    assert isinstance(outcome.error, ReservationConflict) == refused
    assert refused or (isinstance(outcome, OrderOutcome) and not outcome.created)
    with database.transaction() as session:
        assert Shop(session).counters("a") == Counters(50, 4)
