"""Orders that overtake their products, through the workers' functions and redispatch."""

from __future__ import annotations

import pytest
from redis import Redis
from sqlalchemy import text

from inventory.inbox.events import EventType
from inventory.settings import settings
from tasks import stock, sweeps
from tasks.stock import process
from tests.tasks.line import Line, ids

pytestmark = pytest.mark.usefixtures("patient")


def due(line: Line) -> list[int]:
    """Take the events of redispatch, without sending them."""
    del line
    sweeps.release_waiting()
    return sorted(event.id for event in sweeps.take_due(short=True))


def wait_enough(line: Line) -> None:
    with line.database.transaction() as session:
        session.execute(text("UPDATE inbox_event SET received_at = received_at - interval '31 seconds'"))


def test_an_order_waits_for_its_product(line: Line, broker: Redis) -> None:
    del broker
    process(ids(line.product("mug", 10)))
    early = ids(line.order("early", "cup"))
    process([*early, *ids(line.order("other", "mug"))])
    assert line.statuses() == {"other": "pending"}
    assert line.pending() == {early[0]: 0}
    assert due(line) == []
    process(ids(line.product("cup", 1)))
    assert due(line) == early
    process(early)
    assert line.statuses() == {"other": "pending", "early": "pending"}
    assert line.pending() == {}


def test_one_that_waits_in_vain_is_rejected_in_the_end(line: Line, broker: Redis) -> None:
    del broker
    never = ids(line.order("never", "cup"))
    for _ in range(3):  # delivered again, it is no attempt either
        process(never)
        assert line.pending() == {never[0]: 0}
    wait_enough(line)
    assert due(line) == never
    process(never)
    assert line.statuses() == {"never": "rejected"}
    assert line.dead() == {}


def test_what_ends_it_while_it_waits_ends_it(line: Line, broker: Redis) -> None:
    del broker
    waits = ids(line.order("o-1", "cup"))
    process([*waits, *ids(line.hears(EventType.ORDER_CANCELLED, {"order_id": "o-1"}))])
    assert line.statuses() == {"o-1": "released"}
    assert line.pending() == {waits[0]: 0}
    paid = ids(line.order("o-2", "cup"))
    process(paid)
    process(ids(line.hears(EventType.ORDER_CANCELLED, {"order_id": "o-2"})))
    process(ids(line.product("cup", 5)))
    assert due(line) == [*waits, *paid]
    process([*waits, *paid])
    assert line.pending() == {}
    assert line.statuses() == {"o-1": "released", "o-2": "released"}
    assert line.stock("cup") == (5, 0)


def test_no_patience_rejects_at_once(line: Line, broker: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    del broker
    changed = settings().model_copy(update={"sku_wait_seconds": 0})
    monkeypatch.setattr(stock, "settings", lambda: changed)
    stock.patience.cache_clear()
    process(ids(line.order("never", "cup")))
    assert line.statuses() == {"never": "rejected"}
