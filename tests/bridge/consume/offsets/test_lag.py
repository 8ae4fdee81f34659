"""Tell the lag of each partition, for operators without an exporter for Kafka."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from bridge.consume import reading
from bridge.consume.offsets import lag
from bridge.metrics import CONSUMER
from inventory.database.transactions import Database
from inventory.settings import Settings
from tests.bridge.line import Inbox, Kafka, eventually
from tests.bridge.messages import event


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "ENDS_SECONDS", 0.2)
    monkeypatch.setattr(lag, "SECONDS", 0.2)


def behind(topic: str, partition: int) -> float | None:
    return CONSUMER.get_sample_value("inventory_bridge_lag_events", {"topic": topic, "partition": str(partition)})


def test_what_postgresql_does_not_take_is_behind_until_it_does(
    settings: Settings, kafka: Kafka, inbox: Inbox, running: Any, database: Database
) -> None:
    """Although the client has read it, and fetches nothing while it waits."""
    topic = settings.topic_orders
    kafka.publish(topic, event(id="first"), partition=1)
    running()
    eventually(lambda: inbox.count() == 1, "the first")
    eventually(lambda: [behind(topic, number) for number in range(3)] == [0, 0, 0], "nothing is behind")
    with database.transaction() as session:
        session.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        session.execute(text("LOCK TABLE inbox_event IN ACCESS EXCLUSIVE MODE"))
        kafka.publish(topic, *[event(id=f"late-{number}") for number in range(5)], partition=1)
        eventually(lambda: behind(topic, 1) == 5, "five are behind")
        kafka.publish(topic, event(id="last"), partition=1)
        eventually(lambda: behind(topic, 1) == 6, "one that comes meanwhile is, too")
        assert [behind(topic, 0), behind(topic, 2)] == [0, 0]
    eventually(lambda: inbox.count() == 7, "all of them")
    eventually(lambda: behind(topic, 1) == 0, "none is behind any more")


def test_a_partition_that_went_to_another_bridge_is_told_of_no_more(
    settings: Settings, inbox: Inbox, running: Any
) -> None:
    topic = settings.topic_orders
    stopping = running()
    eventually(lambda: behind(topic, 0) == 0, "it is read")
    stopping.set()
    eventually(lambda: behind(topic, 0) is None, "whoever reads it next tells")
    assert inbox.count() == 0
