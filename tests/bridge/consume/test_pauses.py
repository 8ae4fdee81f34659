"""A partition that a bridge of an earlier version has paused stays paused, for every reader, until
an operator gives the word.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from confluent_kafka import Consumer, TopicPartition
from sqlalchemy.exc import OperationalError

from bridge.decode import decoder
from bridge.decode.decode import decode
from inventory.database.transactions import Database, now
from inventory.inbox.decoded import Origin, Usable
from inventory.inbox.store import record
from inventory.partitions.pauses import Excess, Pause, pauses, resume
from inventory.partitions.set_aside import left
from inventory.partitions.set_aside import resume as read_again
from inventory.settings import Settings
from tests.bridge.line import Inbox, Kafka, Processes, eventually
from tests.bridge.messages import ORDER
from tests.stored_pauses import store

CAP, WINDOW = 5, 10


def good(number: int | str) -> dict[str, Any]:
    return {"type": "OrderCreated", "id": f"e-{number}", "data": ORDER | {"order_id": f"o-{number}"}}


def bad(number: int) -> dict[str, Any]:
    return {"type": "OrderCreated", "id": f"bad-{number}", "data": {"order_id": f"o-{number}"}}


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    return environment | {"INVENTORY_DEAD_LETTER_CAP": str(CAP), "INVENTORY_DEAD_LETTER_WINDOW": str(WINDOW)}


class Operator:
    """Somebody with the command line, and the one partition that the tests spoil: the first of the
    orders.
    """

    def __init__(self, database: Database, topic: str) -> None:
        self._database = database
        self._place = (topic, 0)

    def pause(self) -> Pause | None:
        with self._database.transaction() as session:
            return pauses(session).get(self._place)

    def has_paused(self, at: int) -> None:
        """It was an earlier version that did."""
        excess = Excess(Origin(*self._place, at), dead=6, among=6, reasons="invalid_data (6)")
        with self._database.transaction() as session:
            store(session, excess, now=now(session))

    def wait_until_set_aside(self, at: int) -> str:
        """Returns its reasons."""
        eventually(lambda: at in self.set_aside(), f"set aside from offset {at} on")
        return self.set_aside()[at]

    def set_aside(self) -> dict[int, str]:
        """Return the offsets from which on something is set aside, with the reasons."""
        with self._database.transaction() as session:
            return {one.overrun.at.offset: one.overrun.reasons for one in left(session)}

    def reads_again(self, *, through: int | None = None) -> None:
        with self._database.transaction() as session:
            read_again(session, self._place, None, through=through, now=now(session))

    def gives_the_word(self, *, through: int | None = None) -> None:
        with self._database.transaction() as session:
            resume(session, self._place, through=through)


@pytest.fixture
def operator(database: Database, settings: Settings) -> Operator:
    return Operator(database, settings.topic_orders)


@pytest.fixture
def heard(inbox: Inbox) -> Any:
    """Return the events in the inbox, dead or not, in the order of their names."""
    return inbox.ids


def test_near_misses_and_tombstones_pause_nothing(
    settings: Settings, kafka: Kafka, inbox: Inbox, running: Any, operator: Operator
) -> None:
    missed = [good(f"missed-{number}") | {"type": "OrderCreatedEvent"} for number in range(WINDOW)]
    kafka.publish(settings.topic_orders, *missed, *([None] * WINDOW), *missed[:CAP], good("after"))
    running()
    eventually(lambda: "e-after" in inbox.ids(), "what stands behind them")
    assert operator.set_aside() == {}
    reasons = [row["reason"] for row in inbox.rows()]
    assert (reasons.count("near_miss"), reasons.count(None), len(reasons)) == (WINDOW, 1, WINDOW + 1)


def names(*numbers: int) -> list[str]:
    return sorted(f"bad-{number}" for number in numbers)


def test_it_is_paused_loudly_and_goes_on_after_the_word(
    settings: Settings, kafka: Kafka, heard: Any, operator: Operator, processes: Processes
) -> None:
    topic = settings.topic_orders
    kafka.publish(topic, *(bad(number) for number in range(50)), good("behind"))
    kafka.publish(topic, good("beside"), partition=1)
    operator.has_paused(at=CAP)
    bridge = processes.bridge("consume")
    bridge.wait_until_said(
        f'"level":"ERROR","logger":"bridge.consume.partitions","message":"PAUSED {topic}/0 at offset 5: '
        "6 of its last 6 events can't be used"
    )
    bridge.wait_until_said(f"inventory events resume {topic} 0")
    kafka.publish(topic, good("beside, later"), partition=1)
    eventually(lambda: heard() == [*names(*range(5)), "e-beside", "e-beside, later"], "its neighbour goes on")
    eventually(lambda: kafka.committed(topic)[0] == CAP, "what was stored is committed, and no more")

    operator.gives_the_word(through=39)
    eventually(lambda: "e-behind" in heard(), "what stands behind the broken ones")
    eventually(lambda: operator.pause() is None, "nothing is left of the pause")
    # Behind the accepted messages it counts again, and is set aside instead of stopping the
    # partition.
    operator.wait_until_set_aside(at=40 + CAP)
    assert heard() == [*names(*range(40 + CAP)), "e-behind", "e-beside", "e-beside, later"]
    assert bridge.terminate() == 0
    assert kafka.committed(topic) == {0: 51, 1: 2, 2: -1001}


@pytest.mark.faults
def test_the_pause_outlives_its_process_and_the_word_is_kept_for_the_next(
    settings: Settings, kafka: Kafka, heard: Any, operator: Operator, processes: Processes
) -> None:
    topic = settings.topic_orders
    kafka.publish(topic, *(bad(number) for number in range(10)), good("behind"))
    operator.has_paused(at=CAP)
    first = processes.bridge("consume")
    first.wait_until_said(f"PAUSED {topic}/0 at offset {CAP}")
    first.kill()

    second = processes.bridge("consume")
    second.wait_until_said(f"PAUSED {topic}/0 at offset 5")
    kafka.publish(topic, good("beside"), partition=1)
    eventually(lambda: "e-beside" in heard(), "the second reads the others")
    assert heard() == [*names(*range(CAP)), "e-beside"]
    assert second.terminate() == 0

    operator.gives_the_word(through=9)
    third = processes.bridge("consume")
    eventually(lambda: heard() == [*names(*range(10)), "e-behind", "e-beside"], "the third goes on")
    assert third.terminate() == 0
    assert kafka.committed(topic)[0] == 11


@pytest.mark.faults
def test_whoever_takes_the_partition_over_keeps_it_paused_and_hears_the_word(
    settings: Settings, kafka: Kafka, heard: Any, operator: Operator, processes: Processes
) -> None:
    topic = settings.topic_orders
    kafka.publish(topic, *(bad(number) for number in range(10)), good("behind"))
    operator.has_paused(at=CAP)
    first = processes.bridge("consume")
    first.wait_until_said(f"PAUSED {topic}/0 at offset {CAP}")
    second = processes.bridge("consume")
    eventually(
        lambda: second.said('"bridge.consume.consumer","message":"assigned ') and first.said("revoked"), "they share"
    )
    assert first.terminate() == 0
    eventually(lambda: second.said(f"PAUSED {topic}/0 at offset 5"), "the second has it, paused")
    assert heard() == names(*range(CAP))
    operator.gives_the_word(through=9)
    eventually(lambda: heard() == [*names(*range(10)), "e-behind"], "the second goes on")
    assert second.terminate() == 0


def test_an_outage_of_postgresql_does_not_undo_the_pause(
    settings: Settings,
    kafka: Kafka,
    heard: Any,
    inbox: Inbox,
    operator: Operator,
    running: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The wait for PostgreSQL pauses all that is assigned, and reads it on afterwards."""
    away = [0]

    def record_in_turn(session: Any, heard: Any, **options: Any) -> Any:
        if away[0]:
            away[0] -= 1
            raise OperationalError("INSERT", {}, Exception("away"))
        return record(session, heard, **options)

    monkeypatch.setattr("inventory.inbox.store.record", record_in_turn)
    topic = settings.topic_orders
    kafka.publish(topic, *(bad(number) for number in range(10)), good("behind"))
    operator.has_paused(at=CAP)
    running()
    inbox.wait_until_more_than(CAP - 1)
    for round_ in range(3):
        away[0] = 2
        kafka.publish(topic, good(f"behind-{round_}"))
        kafka.publish(topic, good(f"beside-{round_}"), partition=1)
        inbox.wait_until_more_than(CAP + round_)
    assert heard() == [*names(*range(CAP)), "e-beside-0", "e-beside-1", "e-beside-2"]
    assert kafka.committed(topic)[0] <= CAP
    away[0] = 2
    operator.gives_the_word(through=9)
    behind = {"e-behind", "e-behind-0", "e-behind-1", "e-behind-2"}
    eventually(lambda: set(heard()) >= {*names(*range(10)), *behind}, "it goes on from where it stopped")


def test_an_id_that_is_used_again_counts_and_a_dead_letter_that_is_heard_again_does_not(
    settings: Settings, kafka: Kafka, inbox: Inbox, operator: Operator, processes: Processes
) -> None:
    topic = settings.topic_orders
    again = [bad(number) for number in range(CAP)]
    kafka.publish(topic, *again, *again, *again, *(good(number) for number in range(WINDOW)))
    reused = [good(number) | {"id": "e-0"} for number in range(1, 20)]
    kafka.publish(topic, *reused)
    bridge = processes.bridge("consume")
    reasons = operator.wait_until_set_aside(at=3 * CAP + WINDOW + CAP)
    assert reasons == "conflicting_payload (6)"
    assert inbox.count() == CAP + WINDOW + CAP
    assert bridge.terminate() == 0

    start_again(settings, topic)  # as after a reset of the group's offsets: nothing of it is new
    operator.reads_again(through=10_000)
    bridge = processes.bridge("consume")
    eventually(lambda: inbox.count() == CAP + WINDOW + len(reused), "everything")
    assert bridge.terminate() == 0


def start_again(settings: Settings, topic: str) -> None:
    group = Consumer({"bootstrap.servers": settings.kafka_bootstrap_servers, "group.id": settings.consumer_group})
    group.commit(offsets=[TopicPartition(topic, 0, 0)], asynchronous=False)
    group.close()


def test_values_that_only_postgresql_refuses_count_as_well(
    settings: Settings, kafka: Kafka, heard: Any, operator: Operator, running: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def flawed(message: Any, **options: Any) -> Any:
        found = decode(message, **options)
        return replace(found, key="\x00") if isinstance(found, Usable) and found.key != "o-beside" else found

    monkeypatch.setattr(decoder, "decode", flawed)
    kafka.publish(settings.topic_orders, *(good(number) for number in range(10)))
    kafka.publish(settings.topic_orders, good("beside"), partition=1)
    running()
    assert operator.wait_until_set_aside(at=CAP) == "unstorable (6)"
    eventually(lambda: heard() == [*(f"0/{number}" for number in range(CAP)), "e-beside"], "no more, and its neighbour")
