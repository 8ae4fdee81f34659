"""Bad events that are mended and sent again under their ids, as every outbox does, through real
bridges (ADR 0030).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import orjson
from sqlalchemy import text

from bridge.consume.dead_letter_cap import DeadLetterCap
from bridge.consume.intake import Intake
from bridge.consume.offsets.positions import Positions
from bridge.decode.cloudevents import InboundMessage
from bridge.decode.decode import decode
from inventory.database.transactions import Database
from inventory.inbox.decoded import Origin
from inventory.partitions import set_aside
from inventory.settings import Settings
from tests.bridge.line import Inbox, Kafka, Processes, eventually
from tests.bridge.messages import NOW, ORDER

COUNT = 90


def order(number: int, **data: Any) -> dict[str, Any]:
    return {"type": "OrderCreated", "id": f"e-{number}", "data": ORDER | {"order_id": f"o-{number}"} | data}


def taken(database: Database, intake: Intake, first: int, *bodies: dict[str, Any]) -> list[str]:
    """One poll, as the bridge takes it in. The topics where something is set aside then."""
    messages = [
        InboundMessage(Origin("orders", 0, first + at), orjson.dumps(body), (), NOW) for at, body in enumerate(bodies)
    ]
    decoded = [decode(one, now=NOW, retention=timedelta(days=30)) for one in messages]
    intake.take(decoded)
    with database.transaction() as session:
        return [one.overrun.at.topic for one in set_aside.left(session)]


def test_what_is_mended_leaves_room_in_the_window(database: Database) -> None:
    """Mended in the poll of the bad ones, or in a later one."""
    intake = Intake(database, DeadLetterCap(most=3, window=20), Positions(), retry_after=timedelta(seconds=10))
    bad = [order(number, items=[]) for number in range(7)]
    mended = [order(number) for number in range(7)]
    assert taken(database, intake, 0, *bad[:3]) == []
    assert taken(database, intake, 3, *mended[:3]) == []
    assert taken(database, intake, 6, *bad[3:6], *mended[3:5]) == []
    assert taken(database, intake, 11, *(order(number, items=[]) for number in (10, 11))) == []
    assert taken(database, intake, 13, order(12, items=[])) == ["orders"]


def test_mended_orders_are_done_once_and_trip_nothing_whoever_is_killed(
    settings: Settings, kafka: Kafka, inbox: Inbox, database: Database, processes: Processes
) -> None:
    """All on one partition, whose cap is 100: 90 bad, 90 mended, 90 bad and 90 mended again. Two
    bridges, one of them killed while it takes the place of the first, and the first mended orders
    sent on two other partitions as well.
    """
    bad = [order(number, items=[]) for number in range(2 * COUNT)]
    mended = [order(number) for number in range(2 * COUNT)]
    kafka.publish(settings.topic_orders, *bad[:COUNT])
    dies = (
        "import os; from inventory.inbox import superseding; note = superseding.note\n"
        "superseding.note = lambda *given: (note(*given), given[1] and os.kill(os.getpid(), 9))"
    )
    doomed = processes.patched("consume", dies)
    eventually(lambda: inbox.count() == COUNT, "the bad ones")
    kafka.publish(settings.topic_orders, *mended[:COUNT])
    kafka.publish(settings.topic_orders, *mended[:COUNT], partition=1)
    assert doomed.wait() == -9
    assert inbox.count() == COUNT
    bridges = [processes.bridge("consume", INVENTORY_POLL_BATCH="20") for _ in range(2)]
    kafka.publish(settings.topic_orders, *bad[COUNT:], *mended[COUNT:], order(1_000))
    kafka.publish(settings.topic_orders, *mended[:COUNT], partition=2)
    eventually(lambda: "e-1000" in inbox.ids(), "what stands behind them is read, so nothing is paused")
    eventually(lambda: kafka.read_to_the_end(settings.topic_orders), "all is read")
    rows = inbox.rows()
    assert sorted(row["event_id"] for row in rows if row["operation"]) == sorted(
        event["id"] for event in [*mended, order(1_000)]
    )
    dead = [row for row in rows if row["reason"] is not None]
    assert {row["reason"] for row in dead} == {"invalid_data"}
    assert len(dead) == 2 * COUNT
    with database.transaction() as session:
        open_ = session.execute(text("SELECT count(*) FROM dead_letter WHERE superseded_by IS NULL")).scalar_one()
    assert open_ == 0
    for bridge in bridges:
        assert bridge.terminate() == 0, bridge.log.read_text()
