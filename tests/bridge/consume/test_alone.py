"""Messages that kill their reader are read by a process of its own, and put aside when that dies of
them. Innocent ones are not.
"""

from __future__ import annotations

from pathlib import Path
from threading import Event as Flag
from threading import Thread
from typing import Any

import orjson
import pytest
from sqlalchemy import text

import bridge.kafka
from bridge.consume.consumer import Bridge
from bridge.consume.spare_memory import BESIDE, LEAST, MOST, spare_bytes
from inventory.database.transactions import Database
from inventory.settings import Settings
from tests.bridge.dense import foreign, publish_batch
from tests.bridge.line import Inbox, Kafka, eventually
from tests.bridge.messages import event

MIB = 1_048_576


def begun(database: Database, topic: str) -> int:
    with database.transaction() as session:
        query = "SELECT begun FROM kept_offset WHERE topic = :topic AND partition = 0"
        return int(session.execute(text(query), {"topic": topic}).scalar_one())


def kill_often(database: Database, kafka: Kafka, settings: Settings, inbox: Inbox) -> None:
    """Leave behind the rows of bridges that were killed a hundred times behind the first message,
    and got no further.
    """
    kafka.publish(settings.topic_orders, event(id="before"))
    stopping = Flag()
    bridge = Bridge(settings, database=database, dispatch=lambda _: ([], 0), stopping=stopping)
    thread = Thread(target=bridge.run)
    thread.start()
    eventually(lambda: inbox.ids() == ["before"], "the first message")
    stopping.set()
    thread.join()
    assert begun(database, settings.topic_orders) == 0, "it got further"
    with database.transaction() as session:
        session.execute(
            text("UPDATE kept_offset SET begun = 100 WHERE topic = :topic"), {"topic": settings.topic_orders}
        )


@pytest.mark.faults
def test_what_kills_its_reader_is_put_aside_and_what_is_behind_it_heard(
    settings: Settings, database: Database, kafka: Kafka, inbox: Inbox, running: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    kill_often(database, kafka, settings, inbox)
    publish_batch(settings, "gzip", foreign(60 * MIB))
    kafka.publish(settings.topic_orders, event(id="behind"))
    monkeypatch.setattr("bridge.consume.suspects.spare_bytes", lambda: 16 * MIB)
    monkeypatch.setattr("bridge.consume.suspects.MAX_FAILED", 2)

    running()

    eventually(lambda: "behind" in inbox.ids(), "what is behind it")
    assert inbox.ids() == ["0/1", "before", "behind"]
    (aside,) = (row for row in inbox.rows() if row["event_id"] == "0/1")
    assert (aside["reason"], aside["raw"]) == ("undecodable", None)
    assert "ended 2 times" in aside["detail"]
    eventually(lambda: begun(database, settings.topic_orders) == 0, "it is nobody's suspect any more")


@pytest.mark.faults
def test_an_innocent_message_is_not_put_aside_however_often_bridges_were_killed(
    settings: Settings, database: Database, kafka: Kafka, inbox: Inbox, running: Any
) -> None:
    kill_often(database, kafka, settings, inbox)
    kafka.publish(settings.topic_orders, event(id="innocent"), event(id="behind"))

    running()

    eventually(lambda: inbox.count() == 3, "all of them")
    assert inbox.ids() == ["before", "behind", "innocent"]


@pytest.mark.faults
def test_a_batch_that_the_client_can_not_unpack_is_read_alone(
    settings: Settings, kafka: Kafka, inbox: Inbox, running: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would be tried for ever, and nothing behind it be heard."""
    monkeypatch.setitem(bridge.kafka._BOUNDED, "receive.message.max.bytes", MIB)
    within = orjson.dumps(event(id="within"))
    publish_batch(settings, "zstd", foreign(900_000), within, foreign(900_000))
    kafka.publish(settings.topic_orders, event(id="behind"))

    running()

    eventually(lambda: inbox.count() == 2, "what is in it, and behind it")
    assert inbox.ids() == ["behind", "within"]


@pytest.mark.parametrize(("limit", "spare"), [("max\n", MOST), ("9223372036854771712\n", MOST), (f"{BESIDE}\n", LEAST)])
def test_what_is_spare_follows_from_the_limit_of_the_control_group(tmp_path: Path, limit: str, spare: int) -> None:
    file = tmp_path / "memory.max"
    file.write_text(limit)

    assert spare_bytes((tmp_path / "none", file)) == spare
    assert spare_bytes((tmp_path / "none",)) == MOST
