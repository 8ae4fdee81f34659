"""Kafka deletes events that were not read yet: told, kept and listed, each once. And no other gap
is a loss.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import orjson
import pytest
from click.testing import CliRunner
from confluent_kafka import Consumer, TopicPartition
from sqlalchemy import text

from bridge.consume.offsets.starts import Starts
from bridge.kafka import consumer_config
from inventory.cli.root import commands
from inventory.database.transactions import Database
from inventory.partitions import gaps, kept_offsets
from inventory.partitions.kept_offsets import Advance
from inventory.settings import Settings
from inventory.settings import settings as settings_of_this_process
from tests.bridge.line import Inbox, Kafka, Processes, eventually
from tests.bridge.messages import ORDER

Listed = Callable[[], list[tuple[str, int, int, int]]]


def order(number: int) -> dict[str, Any]:
    return {"type": "OrderCreated", "id": f"e-{number}", "data": ORDER | {"order_id": f"o-{number}"}}


def ids(*numbers: int) -> list[str]:
    return sorted(f"e-{number}" for number in numbers)


def heard(inbox: Inbox, number: int) -> Callable[[], bool]:
    return lambda: f"e-{number}" in inbox.ids()


@pytest.fixture
def listed(database: Database) -> Listed:
    """The gaps that are kept, the newest first."""

    def listed() -> list[tuple[str, int, int, int]]:
        with database.transaction() as session:
            found = [one.gap for one in gaps.gaps(session)]
        return [(gap.topic, gap.partition, gap.first_offset, gap.next_offset) for gap in found]

    return listed


@pytest.fixture
def starts(settings: Settings, database: Database) -> Iterator[Callable[[], Starts]]:
    """Each call is another bridge that asks where to read on."""
    consumers: list[Consumer] = []

    def make() -> Starts:
        consumers.append(Consumer(consumer_config(settings)))
        return Starts(settings, consumers[-1], database)

    yield make
    for consumer in consumers:
        consumer.close()


@pytest.mark.faults
def test_what_is_deleted_while_a_bridge_is_behind_or_away(
    settings: Settings, kafka: Kafka, inbox: Inbox, processes: Processes, listed: Listed
) -> None:
    """A new group begins at the first message left, and has lost nothing."""
    topic = settings.topic_orders
    kafka.publish(topic, *map(order, range(10)))
    kafka.delete_before(topic, 5)
    bridge = processes.bridge("consume")
    eventually(lambda: inbox.ids() == ids(*range(5, 10)), "what is left")
    assert listed() == []

    # A fetch that was under way when the bridge stood still may bring the first of them, or all.
    end, missed = 10, {*range(5)}
    for _ in range(10):
        bridge.suspend()
        kafka.publish(topic, order(end))
        kafka.publish(topic, *map(order, range(end + 1, end + 10)))
        kafka.delete_before(topic, end + 5)
        bridge.resume()
        end += 10
        eventually(heard(inbox, end - 1), "it reads on behind what is gone")
        if gaps_found := listed():
            break
    assert len(gaps_found) == 1, "what was not read is told"
    ((_, _, first, following),) = gaps_found
    missed |= {*range(first, following)}
    assert end - 10 <= first < following == end - 5
    assert inbox.ids() == ids(*({*range(end)} - missed))
    bridge.wait_until_said(
        f"Kafka deleted events of {topic}/0 before they were read: offsets {first} to {following - 1}, at most"
    )
    assert bridge.terminate() == 0

    kafka.publish(topic, *map(order, range(end, end + 10)))
    kafka.delete_before(topic, end + 5)
    for _ in range(2):
        bridge = processes.bridge("consume")
        bridge.wait_until_said("assigned")
        eventually(heard(inbox, end + 9), "whoever comes next reads on behind what is gone")
        assert bridge.terminate() == 0
    assert listed() == [(topic, 0, end, end + 5), (topic, 0, first, following)]
    settings_of_this_process.cache_clear()  # another test may have asked for them
    shown = CliRunner().invoke(commands, ["events", "gaps", "--json"])
    settings_of_this_process.cache_clear()
    assert shown.exit_code == 0, shown.output
    newest, oldest = orjson.loads(shown.stdout)["items"]
    assert (newest["first_offset"], newest["last_offset"], newest["offsets"]) == (end, end + 4, 5)
    assert (oldest["topic"], oldest["partition"], oldest["first_offset"]) == (topic, 0, first)


def test_markers_of_transactions_are_no_loss(
    settings: Settings, kafka: Kafka, inbox: Inbox, running: Any, database: Database, listed: Listed
) -> None:
    topic = settings.topic_orders
    running()
    kafka.publish_in_transaction(topic, order(0))
    kafka.publish_in_transaction(topic, order(1), abort=True)
    eventually(lambda: inbox.ids() == ids(0), "what was committed")

    def kept() -> int | None:
        statement = text("SELECT next_offset FROM kept_offset WHERE topic = :topic AND partition = 0")
        with database.transaction() as session:
            return session.execute(statement, {"topic": topic}).scalar_one_or_none()

    eventually(
        lambda: kept() == 4, "all of it is kept as read: two events, of which one was taken back, and two markers"
    )
    kafka.delete_before(topic, 4)
    kafka.publish(topic, order(2))
    eventually(lambda: inbox.ids() == ids(0, 2), "it reads on")
    assert listed() == []


class TestFinding:
    def test_two_bridges_that_find_it_at_once_keep_it_once(
        self, settings: Settings, kafka: Kafka, database: Database, starts: Callable[[], Starts], listed: Listed
    ) -> None:
        topic, place = settings.topic_orders, (settings.topic_orders, 0)
        kafka.publish(topic, *map(order, range(20)))
        bridges = [starts(), starts()]
        (topic_id,) = bridges[0].topic_ids([topic]).values()
        with database.transaction() as session:
            kept_offsets.begin(session, [Advance(*place, topic_id, 0, 3)])
        kafka.delete_before(topic, 7)
        together = Barrier(2)

        def find(bridge: Starts) -> int:
            together.wait()
            return bridge.find([place], {})[place].offset

        with ThreadPoolExecutor(2) as pool:
            assert list(pool.map(find, bridges)) == [7, 7]
        assert listed() == [(topic, 0, 3, 7)]
        kafka.delete_before(topic, 9)
        assert [find.find([place], {})[place].offset for find in bridges] == [9, 9]
        assert listed() == [(topic, 0, 7, 9), (topic, 0, 3, 7)]

    @pytest.mark.parametrize(
        ("committed", "kept", "expected"),
        [(None, None, []), (4, None, [(0, 7)]), (None, 4, [(4, 7)]), (9, 4, [(4, 7)]), (2, 9, []), (None, 7, [])],
        ids=["new", "a new database", "the group was reset", "set back", "read again", "all was read"],
    )
    def test_what_was_read_is_no_loss(
        self,
        settings: Settings,
        kafka: Kafka,
        database: Database,
        starts: Callable[[], Starts],
        listed: Listed,
        committed: int | None,
        kept: int | None,
        expected: list[tuple[int, int]],
    ) -> None:
        topic, place = settings.topic_orders, (settings.topic_orders, 0)
        kafka.publish(topic, *map(order, range(10)))
        bridge = starts()
        (topic_id,) = bridge.topic_ids([topic]).values()
        if kept is not None:
            with database.transaction() as session:
                kept_offsets.begin(session, [Advance(*place, topic_id, 0, kept)])
        if committed is not None:
            bridge._consumer.commit(offsets=[TopicPartition(*place, committed)], asynchronous=False)
        kafka.delete_before(topic, 7)
        assert bridge.find([place], {})[place].offset == 7
        assert listed() == [(topic, 0, *gap) for gap in expected]
        assert bridge.find([place], {})[place].offset == 7
        assert len(listed()) == len(expected)

    def test_where_kafka_has_lost_what_was_read_it_is_read_from_its_first_event(
        self, settings: Settings, kafka: Kafka, database: Database, starts: Callable[[], Starts], listed: Listed
    ) -> None:
        topic, place = settings.topic_orders, (settings.topic_orders, 0)
        kafka.publish(topic, *map(order, range(5)))
        bridge = starts()
        (topic_id,) = bridge.topic_ids([topic]).values()
        with database.transaction() as session:
            kept_offsets.begin(session, [Advance(*place, topic_id, 0, 50)])
        bridge._consumer.commit(offsets=[TopicPartition(*place, 50)], asynchronous=False)
        assert bridge.find([place], {})[place].offset == 50
        assert bridge.find([place], {}, {place})[place].offset == 0
        assert listed() == []
