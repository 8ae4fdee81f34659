"""Bad events that are mended and sent again under their ids, as every outbox does, through real bridges (ADR 0030)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from inventory.database import Database
from inventory.settings import Settings
from tests.bridge.line import Inbox, Kafka, Processes, eventually
from tests.bridge.messages import ORDER

COUNT = 90


def order(number: int, **data: Any) -> dict[str, Any]:
    return {"type": "OrderCreated", "id": f"e-{number}", "data": ORDER | {"order_id": f"o-{number}"} | data}


def test_mended_orders_are_done_once_and_trip_nothing_whoever_is_killed(
    settings: Settings, kafka: Kafka, inbox: Inbox, database: Database, processes: Processes
) -> None:
    """All on one partition, whose cap is 100: 90 bad, 90 mended, 90 bad and 90 mended again. Two bridges, one of them killed
    while it takes the place of the first, and the first mended orders sent on two other partitions as well.
    """
    bad = [order(number, items=[]) for number in range(2 * COUNT)]
    mended = [order(number) for number in range(2 * COUNT)]
    kafka.publish(settings.topic_orders, *bad[:COUNT])
    dies = (
        "import os; from inventory import superseding; note = superseding.note\n"
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
