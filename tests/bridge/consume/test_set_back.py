"""PostgreSQL is set back to an earlier state: events that Kafka had delivered since are read again,
by the next reader.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from inventory.database.transactions import Database
from inventory.settings import Settings
from tests.bridge.backups import Backups
from tests.bridge.line import Inbox, Kafka, Processes, eventually
from tests.bridge.messages import ORDER


def order(number: int | str) -> dict[str, Any]:
    return {"type": "OrderCreated", "id": f"e-{number}", "data": ORDER | {"order_id": f"o-{number}"}}


@pytest.fixture
def database_url(backups: Backups) -> str:
    return backups.url


def ids(first: int, last: int) -> list[str]:
    return sorted(f"e-{number}" for number in range(first, last))


@pytest.fixture
def kept(database: Database) -> Callable[[str], dict[int, int]]:
    """Return the offsets up to which PostgreSQL has the partitions of a topic."""

    def kept(topic: str) -> dict[int, int]:
        statement = text("SELECT partition, next_offset FROM kept_offset WHERE topic = :topic AND next_offset > 0")
        with database.transaction() as session:
            return {row.partition: row.next_offset for row in session.execute(statement, {"topic": topic})}

    return kept


@pytest.mark.faults
def test_a_bridge_that_lives_through_it_reads_again_although_nothing_more_is_published(
    settings: Settings, kafka: Kafka, inbox: Inbox, processes: Processes, backups: Backups
) -> None:
    bridge = processes.bridge("consume")
    kafka.publish(settings.topic_orders, *(order(number) for number in range(5)))
    eventually(lambda: inbox.ids() == ids(0, 5), "the first five")
    backup = backups.dump()
    kafka.publish(settings.topic_orders, *(order(number) for number in range(5, 10)))
    kafka.publish(settings.topic_orders, *(order(number) for number in range(10, 15)), partition=1)
    eventually(lambda: inbox.ids() == ids(0, 15), "all of them")
    eventually(lambda: kafka.read_to_the_end(settings.topic_orders), "and Kafka knows")
    for _ in range(2):
        backups.restore(backup)
        eventually(lambda: inbox.ids() == ids(0, 15), "all of them again")
        eventually(lambda: kafka.read_to_the_end(settings.topic_orders), "and Kafka knows")
    bridge.wait_until_said(f"PostgreSQL was set back: it has {settings.topic_orders}/0 read up to offset 5")
    assert bridge.terminate() == 0


@pytest.mark.faults
def test_so_do_those_that_come_later_share_or_come_back_as_zombies(
    settings: Settings, kafka: Kafka, inbox: Inbox, processes: Processes, backups: Backups
) -> None:
    def publish(first: int, last: int) -> None:
        for partition in range(3):
            events = (order(number) for number in range(first, last) if number % 3 == partition)
            kafka.publish(settings.topic_orders, *events, partition=partition)

    backup = backups.dump()
    zombie = processes.bridge("consume")
    publish(0, 30)
    eventually(lambda: inbox.ids() == ids(0, 30), "the first thirty")
    zombie.suspend()
    first = processes.bridge("consume")
    publish(30, 60)
    eventually(lambda: inbox.ids() == ids(0, 60), "the second reads on, without the first")
    second = processes.bridge("consume")
    topics = (settings.topic_products, settings.topic_orders, settings.topic_payments)
    eventually(lambda: any(second.said(f"assigned {topic}/") for topic in topics), "a third has its share")
    backups.restore(backup)
    eventually(lambda: inbox.ids() == ids(0, 60), "both read again, from the first event on")
    zombie.resume()
    publish(60, 90)
    eventually(lambda: inbox.ids() == ids(0, 90), "and on")
    assert [each.terminate() for each in (zombie, first, second)] == [0, 0, 0]

    backups.restore(backup)
    later = processes.bridge("consume")
    eventually(lambda: inbox.ids() == ids(0, 90), "and whoever is started then")
    assert later.terminate() == 0
    newcomer = processes.bridge("consume", INVENTORY_CONSUMER_GROUP=f"{settings.consumer_group}-new")
    publish(90, 93)
    eventually(lambda: inbox.ids() == ids(0, 93), "another group")
    assert newcomer.terminate() == 0


@pytest.mark.faults
def test_a_topic_that_is_made_again_is_read_from_its_first_event(
    settings: Settings, kafka: Kafka, inbox: Inbox, processes: Processes
) -> None:
    """The client would go on at its old offset. It notices nothing, so long as the new topic has as
    many events.
    """
    bridge = processes.bridge("consume")
    kafka.publish(settings.topic_orders, *(order(number) for number in range(5)))
    eventually(lambda: inbox.ids() == ids(0, 5), "the first topic")
    eventually(lambda: kafka.read_to_the_end(settings.topic_orders), "and Kafka knows")
    kafka.make_again(settings.topic_orders)
    kafka.publish(settings.topic_orders, *(order(number) for number in range(5, 15)))
    eventually(lambda: inbox.ids() == ids(0, 15), "all of the second topic")
    assert bridge.terminate() == 0
    kafka.make_again(settings.topic_orders)
    kafka.publish(settings.topic_orders, *(order(number) for number in range(15, 35)))
    later = processes.bridge("consume")
    eventually(lambda: inbox.ids() == ids(0, 35), "all of the third, by whoever is started then")
    assert not later.said("set back")
    assert later.terminate() == 0


@pytest.mark.faults
def test_a_topic_of_other_peoples_messages(
    settings: Settings,
    kafka: Kafka,
    inbox: Inbox,
    processes: Processes,
    backups: Backups,
    kept: Callable[[str], dict[int, int]],
) -> None:
    """Kafka is told no more than PostgreSQL keeps, so that skipped messages are no sign of a
    loss.
    """
    topic = settings.topic_payments
    bridge = processes.bridge("consume")
    kafka.publish(topic, *({"type": "RefundRequested"} for _ in range(20)))
    eventually(lambda: kept(topic) == {0: 20}, "kept")
    eventually(lambda: kafka.read_to_the_end(topic), "and Kafka knows")
    kafka.publish(topic, *({"type": "RefundRequested"} for _ in range(20)))
    bridge.kill()
    bridge = processes.bridge("consume")
    eventually(lambda: kept(topic) == {0: 40}, "kept")
    backup = backups.dump()
    kafka.publish(topic, {"type": "RefundRequested"}, {"type": "RefundRequested"})
    eventually(lambda: kept(topic) == {0: 42}, "kept")
    eventually(lambda: kafka.read_to_the_end(topic), "and Kafka knows")
    assert not bridge.said("set back")
    backups.restore(backup)
    bridge.wait_until_said(f"PostgreSQL was set back: it has {topic}/0 read up to offset 40")
    kafka.publish(topic, {"type": "PaymentSucceeded", "id": "e-0", "data": {"order_id": "o-1"}})
    eventually(lambda: inbox.ids() == ids(0, 1), "what is ours")
    eventually(lambda: kept(topic) == {0: 43}, "kept")
    assert bridge.terminate() == 0
