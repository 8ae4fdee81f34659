"""Why an event failed is kept in the inbox, for each that can be told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from redis import Redis
from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.database.tables import InboxPending
from inventory.database.transactions import Database, Limits
from inventory.inbox import claiming
from inventory.inbox.claiming import ClaimedEvent
from inventory.inbox.events import EventType
from tasks import stock
from tasks.failures import DatabaseUnavailable, EventsFailed
from tests.tasks.line import Line, ids
from tools.devstack.machine.ports import free_ports


@pytest.fixture
def impatient(line: Line, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A worker that waits for locks a tenth of a second."""
    url = line.database.engine.url.render_as_string(hide_password=False)
    database = Database(url, limits=Limits(lock_timeout=100), pool_size=1)
    monkeypatch.setattr(stock, "database", lambda: database)
    yield
    database.dispose()


@pytest.mark.usefixtures("impatient")
def test_one_that_cannot_be_recorded_keeps_no_other_from_it(
    line: Line, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(_: Sequence[int], *, begun: set[int]) -> None:
        raise ValueError

    monkeypatch.setattr(stock, "apply_events", fails)
    work = ids(line.hears_all([(EventType.PAYMENT_FAILED, {"order_id": f"order-{n}"}) for n in range(3)]))
    with line.database.transaction() as session:
        session.execute(select(InboxPending.id).where(InboxPending.id == work[0]).with_for_update())
        with pytest.raises(EventsFailed) as failed:
            stock.process(work)
    assert list(failed.value.failures) == work
    first, *others = (line.errors()[id_] for id_ in work)
    assert first is None
    assert all(error is not None and error.startswith("ValueError in fails") for error in others)
    assert f"inbox event {work[0]} failed: ValueError in fails" in caplog.text
    assert "could not store this reason, and shows none for this attempt: LockNotAvailable" in caplog.text


def test_what_was_begun_stays_counted_when_postgresql_goes_away_in_the_middle(
    line: Line, broker: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One fails, so that the others are tried one by one, and then there is no connection: the one
    that failed was tried.
    """
    here = Database(line.database.engine.url.render_as_string(hide_password=False), pool_size=1)
    away = Database(f"postgresql+psycopg://postgres@127.0.0.1:{free_ports(1)[0]}/postgres", pool_size=1)
    work = ids(line.hears_all([(EventType.PAYMENT_FAILED, {"order_id": f"order-{n}"}) for n in range(3)]))

    def fails(*_: object, **__: object) -> None:
        monkeypatch.setattr(stock, "database", lambda: away)
        raise ValueError

    monkeypatch.setattr(stock, "database", lambda: here)
    monkeypatch.setattr("tasks.stock.operations.apply", fails)
    with pytest.raises(DatabaseUnavailable):
        stock.process(work)
    here.dispose()
    assert broker.llen("inventory:sweeps") == 0
    assert set(line.pending().values()) == {1}


@pytest.mark.usefixtures("impatient")
def test_large_events_of_a_task_are_done_in_several_transactions(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    claimed: list[int] = []
    claim = claiming.claim

    def claims(session: Session, some: Sequence[int]) -> list[ClaimedEvent]:
        claimed.append(len(some))
        return claim(session, some)

    work = ids(line.hears_all([(EventType.PAYMENT_FAILED, {"order_id": f"order-{n}"}) for n in range(10)]))
    monkeypatch.setattr("inventory.inbox.claiming.MAX_CLAIMED_BYTES", 100)
    monkeypatch.setattr("inventory.inbox.claiming.claim", claims)
    stock.process(work)
    assert sum(claimed) == 10
    assert max(claimed) < 10
    assert line.pending() == {}
