"""The bridge refuses events that the inbox has forgotten: read again, a topic does nothing twice
(G3).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from bridge.decode.cloudevents import InboundMessage
from bridge.decode.decode import decode
from inventory.database.transactions import Database, now
from inventory.inbox.claiming import complete
from inventory.inbox.decoded import Origin
from inventory.settings import Settings
from inventory.upkeep import retention
from inventory.upkeep.periods import Periods
from inventory.upkeep.retention import MARGIN, Kind
from tests.bridge.line import Inbox, Kafka, Processes, eventually
from tests.inventory.post import payment, poll

DAY = timedelta(days=1)
PERIODS = Periods(30 * DAY, 7 * DAY, 90 * DAY, 365 * DAY, 7 * DAY, movements=None)


def forget(database: Database) -> None:
    """Have all events that are done and old enough forgotten."""
    more = True
    while more:
        with database.transaction() as session:
            more = retention.prune(session, Kind.EVENTS, now=now(session), periods=PERIODS)


def finish(database: Database, *, age: timedelta) -> None:
    """Have all events done, and heard so long ago."""
    with database.transaction() as session:
        complete(session, session.scalars(text("SELECT id FROM inbox_pending")).all())
        session.execute(text("UPDATE inbox_event SET received_at = now() - :age"), {"age": age})


def paid(number: int, *, days_ago: float) -> dict[str, Any]:
    time = datetime.now(UTC) - timedelta(days=days_ago)
    data = {"order_id": f"o-{number}"}
    return {"type": "PaymentSucceeded", "id": f"e-{number}", "time": time.isoformat(), "data": data}


def test_a_topic_that_is_read_again_after_pruning_does_nothing_twice(
    settings: Settings, kafka: Kafka, inbox: Inbox, processes: Processes, database: Database
) -> None:
    """Events on both sides of the bound: those forgotten are too old, those remembered are
    known.
    """
    ages = (40, 32, 30.5, 29, 2)
    kafka.publish(settings.topic_payments, *(paid(number, days_ago=age) for number, age in enumerate(ages)))
    bridge = processes.bridge("consume", INVENTORY_INBOX_RETENTION_DAYS="60")  # the time when they were young
    eventually(lambda: inbox.count() == len(ages), "all are heard")
    assert bridge.terminate() == 0
    finish(database, age=40 * DAY)
    forget(database)
    assert inbox.ids() == ["e-2", "e-3", "e-4"]

    processes.bridge("consume", INVENTORY_CONSUMER_GROUP=f"again-{uuid4().hex[:8]}")
    kafka.publish(settings.topic_payments, paid(9, days_ago=0))
    eventually(lambda: "e-9" in inbox.ids(), "the topic is read to its end")
    eventually(lambda: len(inbox.ids()) == len(ages) + 1, "the old ones are dead letters")
    rows = {row["event_id"]: row for row in inbox.rows()}
    assert {name for name, row in rows.items() if row["reason"] == "too_old"} == {"e-0", "e-1"}
    assert [name for name, row in rows.items() if row["operation"]] == ["e-9"]


@pytest.mark.parametrize("hours", [0, 24 * 29, 24 * 30 - 1, 24 * 30 + 1, 24 * 31 - 1, 24 * 31 + 1, 24 * 40])
@pytest.mark.parametrize("ahead", [timedelta(0), timedelta(hours=23), -6 * DAY])
@pytest.mark.parametrize("slow", [timedelta(0), MARGIN - timedelta(hours=1)])
def test_what_is_forgotten_is_refused(database: Database, hours: int, ahead: timedelta, slow: timedelta) -> None:
    """An event that was heard `hours` ago, its own time `ahead` of that, by a bridge whose clock is
    `slow`.
    """
    with database.transaction() as session:
        moment = now(session)
        received = moment - timedelta(hours=hours)
        occurred = received + ahead
        poll(session, payment("e"))
        session.execute(text("UPDATE inbox_event SET occurred_at = :occurred"), {"occurred": occurred})
    finish(database, age=timedelta(hours=hours))
    forget(database)
    with database.transaction() as session:
        forgotten = session.scalar(text("SELECT count(*) FROM inbox_event")) == 0
    assert forgotten == (max(received, occurred) < moment - PERIODS.events - MARGIN)

    value = b'{"type":"PaymentSucceeded","id":"e","time":"%b","data":{"order_id":"o"}}' % occurred.isoformat().encode()
    heard = decode(InboundMessage(Origin("payments", 0, 1), value), now=moment - slow, retention=PERIODS.events)
    assert not forgotten or getattr(heard, "reason", None) == "too_old"
