"""Outbox to Kafka on real servers: every outcome arrives, per key in order, also when processes die
at any time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_urlsafe
from threading import Event as Flag
from threading import Thread
from typing import Any, cast
from uuid import uuid4

import orjson
import psutil
import pytest
from cloudevents.core.bindings.kafka import KafkaMessage, from_structured
from cloudevents.core.formats.json import JSONFormat
from sqlalchemy import text

from bridge.metrics import RELAY
from bridge.relay.delivery import Delivery
from bridge.relay.relay import Relay
from bridge.relay.size_limit import SizeLimit
from inventory.database.transactions import Database
from inventory.outbox.announced import KafkaPlace
from inventory.outbox.store import OutboxRow
from inventory.process.liveness import now, read
from inventory.settings import Settings
from tests.bridge.line import Kafka, Outbox, Processes, eventually
from tests.bridge.murmur2 import KNOWN, murmur2, partition
from tools.devstack.processes.patience import MachineTime
from tools.devstack.servers.together import EmbeddedServers

KEYS = [f"o-{number}" for number in range(20)]


def first_heard(events: list[dict[str, Any]]) -> dict[str, list[int]]:
    """By key, the order in which a consumer that drops ids it knows hears them."""
    known: set[str] = set()
    heard: dict[str, list[int]] = defaultdict(list)
    for event in events:
        if event["id"] not in known:
            known.add(event["id"])
            heard[event["subject"]].append(event["data"]["n"])
    return heard


def failures() -> float:
    return RELAY.get_sample_value("inventory_relay_failures_total") or 0


@pytest.fixture
def run(settings: Settings) -> Iterator[Callable[[dict[str, str]], None]]:
    """Run a relay in a thread of this process, with these properties of its client, until the test
    ends.
    """
    stopping = Flag()
    threads: list[Thread] = []

    def run(properties: dict[str, str]) -> None:
        relay = Relay(settings.model_copy(update={"kafka_config": properties}), stopping=stopping)
        threads.append(Thread(target=relay.run))
        threads[-1].start()

    yield run
    stopping.set()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()


def test_an_outcome_as_consumers_see_it(settings: Settings, kafka: Kafka, outbox: Outbox, processes: Processes) -> None:
    outbox.add(["o-1"])
    (event_id,) = outbox.event_ids()
    relay = processes.bridge("relay")
    eventually(lambda: outbox.count() == 0, "published")
    assert relay.terminate() == 0, relay.log.read_text()
    (record,) = kafka.published(settings.topic_events)
    assert record.key() == b"o-1"
    headers = cast("dict[str, bytes]", dict(record.headers() or []))
    event = from_structured(KafkaMessage(headers=headers, key=record.key(), value=record.value() or b""), JSONFormat())
    assert event.get_id() == event_id
    assert (event.get_source(), event.get_type(), event.get_subject()) == ("/inventory", "StockReserved", "o-1")
    assert event.get_extension("sequence") == "00000000000000000001"
    assert event.get_data() == {"n": 1, "lines": [""]}


def test_outcomes_lie_where_java_clients_look_for_their_key(
    settings: Settings, kafka: Kafka, outbox: Outbox, run: Callable[[dict[str, str]], None]
) -> None:
    assert {key: murmur2(key) for key in KNOWN} == {key: known % 2**32 for key, known in KNOWN.items()}
    keys = [*(f"o-{number}" for number in range(200)), "Größe 44", "x" * 199, "🫖"]
    outbox.add(keys)
    run({})
    eventually(lambda: outbox.count() == 0, "published")
    places = {(record.key() or b"").decode(): record.partition() for record in kafka.published(settings.topic_events)}
    assert places == {key: partition(key.encode(), settings.topic_partitions) for key in keys}


def test_killed_in_the_middle_everything_arrives_in_order(
    settings: Settings, kafka: Kafka, outbox: Outbox, processes: Processes
) -> None:
    rounds = 100
    outbox.add(KEYS, rounds=rounds)
    expected = outbox.event_ids()
    for _ in range(3):
        before = outbox.count()
        relay = processes.bridge("relay", INVENTORY_RELAY_BATCH="20")
        outbox.wait_until_fewer_than(before)
        relay.kill()
        assert 0 < outbox.count() < before, "it was killed in the middle"
    relay = processes.bridge("relay", INVENTORY_RELAY_BATCH="20")
    outbox.wait_until_fewer_than(1_000)
    assert relay.terminate() == 0, relay.log.read_text()
    processes.bridge("relay")
    eventually(lambda: outbox.count() == 0, "all published")
    events = kafka.events(settings.topic_events)
    assert {event["id"] for event in events} == expected
    assert first_heard(events) == {key: list(range(1, rounds + 1)) for key in KEYS}


def test_killed_between_acknowledgement_and_removal_it_repeats_with_the_same_ids(
    settings: Settings, kafka: Kafka, outbox: Outbox, processes: Processes
) -> None:
    outbox.add(KEYS)
    expected = outbox.event_ids()
    dies = "import os; from inventory.outbox import store; store.remove = lambda *_: os.kill(os.getpid(), 9)"
    assert processes.patched("relay", dies).wait() == -9
    assert outbox.count() == len(KEYS)
    processes.bridge("relay")
    eventually(lambda: outbox.count() == 0, "published again")
    events = kafka.events(settings.topic_events)
    assert len(events) == 2 * len(KEYS)
    assert {event["id"] for event in events} == expected


def test_one_relay_is_active_and_another_takes_over(
    settings: Settings, kafka: Kafka, outbox: Outbox, processes: Processes
) -> None:
    first = processes.bridge("relay")
    first.wait_until_said("publishing to")
    second = processes.bridge("relay")
    second.wait_until_said("standing by: process ")
    second.wait_until_said("(inventory-relay at ")
    outbox.add(KEYS, rounds=20)
    eventually(lambda: outbox.count() == 0, "published")
    assert not second.said("publishing to")
    assert len(kafka.events(settings.topic_events)) == 20 * len(KEYS), "by one of them, once"
    first.kill()
    outbox.add(["o-after"])
    eventually(lambda: outbox.count() == 0, "published by the second")
    second.wait_until_said("publishing to")
    assert second.terminate() == 0


@pytest.mark.faults
def test_a_leader_that_has_stopped_is_succeeded_although_nobody_kills_it(
    settings: Settings, kafka: Kafka, outbox: Outbox, processes: Processes
) -> None:
    first = processes.bridge("relay", INVENTORY_STUCK_SECONDS="3")
    first.wait_until_said("publishing to")
    second = processes.bridge("relay", INVENTORY_STUCK_SECONDS="3")
    second.wait_until_said("standing by")
    first.suspend()
    outbox.add(KEYS)
    eventually(lambda: outbox.count() == 0, "published by the second")
    second.wait_until_said("publishing to")
    first.resume()
    first.wait_until_said("standing by")  # its lock is gone, and it has noticed
    first.wait_until_said("the right to publish")
    outbox.add(["o-after"])
    eventually(lambda: outbox.count() == 0, "published")
    assert len(kafka.events(settings.topic_events)) == len(KEYS) + 1, "by one of them, once"


@contextmanager
def frozen(kafka_pid: int) -> Iterator[None]:
    """Kafka, as a leader finds it that is told nothing: connections stay, and nobody answers."""
    broker = psutil.Process(kafka_pid)
    broker.suspend()
    try:
        yield
    finally:
        broker.resume()


@pytest.mark.faults
def test_a_leader_whom_kafka_acknowledges_nothing_gives_way_and_starts_again(
    settings: Settings, kafka: Kafka, outbox: Outbox, processes: Processes, servers: EmbeddedServers
) -> None:
    relay = processes.bridge("relay", INVENTORY_STUCK_SECONDS="3")
    relay.wait_until_said("publishing to")
    with frozen(servers.kafka.pid):
        outbox.add(KEYS)
        relay.wait_until_said("nothing more was acknowledged for 3 s")
    eventually(lambda: outbox.count() == 0, "published")
    assert {event["subject"] for event in kafka.events(settings.topic_events)} == set(KEYS)


@pytest.mark.faults
def test_to_wait_for_kafka_is_progress(
    outbox: Outbox, processes: Processes, servers: EmbeddedServers, tmp_path: Path
) -> None:
    mark = str(tmp_path / "mark")
    relay = processes.bridge("relay", INVENTORY_PROGRESS_FILE=mark)
    relay.wait_until_said("publishing to")
    with frozen(servers.kafka.pid):
        outbox.add(KEYS)
        waiting_since = now()
        eventually(lambda: (marked := read(mark)) and marked.at > waiting_since + 3, "marks while it waits")
    eventually(lambda: outbox.count() == 0, "published")


@pytest.mark.usefixtures("sessions_end")
def test_who_loses_the_lock_stops_publishing(
    database: Database, settings: Settings, outbox: Outbox, processes: Processes
) -> None:
    relay = processes.bridge("relay")
    relay.wait_until_said("publishing to")
    with database.transaction() as session:
        ended = session.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'inventory-relay'")
        ).all()
    assert len(ended) == 1
    relay.wait_until_said("PostgreSQL is away, and with it the right to publish")
    outbox.add(["o-1"])
    eventually(lambda: outbox.count() == 0, "it asked for the lock again")


def test_kafka_away(
    servers: EmbeddedServers, settings: Settings, kafka: Kafka, outbox: Outbox, processes: Processes
) -> None:
    relay = processes.bridge("relay")
    outbox.add(KEYS)
    eventually(lambda: outbox.count() == 0, "published")
    servers.kafka.kill()
    try:
        outbox.add(KEYS, rounds=3)
        relay.wait_until_said("the client keeps trying")
        assert outbox.count() == 3 * len(KEYS)
        assert relay.terminate() == 0, "it stops without Kafka, too"
        relay = processes.bridge("relay")
        relay.wait_until_said("publishing starts again at the lowest id")
        assert not relay.said("publishing to")
    finally:
        servers.kafka.restart()
    eventually(lambda: outbox.count() == 0, "published after Kafka is back")
    assert relay.terminate() == 0
    heard = first_heard(kafka.events(settings.topic_events))
    assert {key: numbers[-3:] for key, numbers in heard.items()} == {key: [1, 2, 3] for key in KEYS}


def test_postgresql_away(servers: EmbeddedServers, outbox: Outbox, processes: Processes) -> None:
    servers.postgresql.kill()
    try:
        relay = processes.bridge("relay")
        relay.wait_until_said("PostgreSQL is away")
    finally:
        servers.postgresql.restart()
    outbox.add(KEYS)
    eventually(lambda: outbox.count() == 0, "published after PostgreSQL is back")
    assert relay.terminate() == 0


def test_too_large_for_kafka_it_goes_without_its_lists(
    settings: Settings, kafka: Kafka, outbox: Outbox, processes: Processes
) -> None:
    outbox.add(["o-1", "o-2"])
    outbox.add(["o-1"], filler="x" * 2_000_000)
    outbox.add(["o-1"])
    relay = processes.bridge("relay")
    eventually(lambda: outbox.count() == 0, "nothing is held up")
    relay.wait_until_said("too large for Kafka")
    events = [event for event in kafka.events(settings.topic_events) if event["subject"] == "o-1"]
    assert [event["data"] for event in events] == [
        {"n": 1, "lines": [""]},
        {"n": 1, "omitted": ["lines"]},
        {"n": 1, "lines": [""]},
    ]


def test_while_the_broker_refuses_nothing_is_lost_or_reordered(
    settings: Settings,
    kafka: Kafka,
    outbox: Outbox,
    run: Callable[[dict[str, str]], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Here for its size, unknown to the relay: it tells, and waits until that is
    mended.
    """
    monkeypatch.setattr(SizeLimit, "most", 1_000_000)
    kafka.limit(settings.topic_events, 3_000)
    outbox.add(KEYS[:3])
    outbox.add(["o-0"], filler=token_urlsafe(3_800))  # 5,067 characters, that are no smaller than 3,000 when compressed
    outbox.add(KEYS[:3])
    before = failures()
    # One message a request, so that the broker could take a later one of the key it has just
    # refused an earlier one of. Compressed, none would be too large.
    run({"batch.num.messages": "1", "compression.type": "none"})
    eventually(lambda: failures() >= before + 2, "it tries, tells, and tries again")
    assert outbox.count() > 0
    kafka.limit(settings.topic_events, 1_000_000)
    eventually(lambda: outbox.count() == 0, "published")
    events = [event for event in kafka.events(settings.topic_events) if event["subject"] == "o-0"]
    seen: list[str] = []
    for event in events:
        if event["id"] not in seen:
            seen.append(event["id"])
    lengths = {event["id"]: len(orjson.dumps(event)) for event in events}
    assert [lengths[id_] > 5_000 for id_ in seen] == [False, True, False]


def test_what_is_acknowledged_above_a_gap_is_sent_again_after_it() -> None:
    """Were it removed, outcomes sent again from below the gap would come after it."""
    rows = [OutboxRow(id_, uuid4(), "StockReserved", "o-1", id_, "{}", datetime.now(UTC), None) for id_ in (1, 2, 3)]
    acknowledged = {1: KafkaPlace(0, 1), 3: KafkaPlace(0, 3)}
    assert Delivery(rows, acknowledged=acknowledged).settled() == rows[:1]


def test_more_than_the_client_queues_is_sent_in_parts(
    settings: Settings, kafka: Kafka, outbox: Outbox, run: Callable[[dict[str, str]], None]
) -> None:
    outbox.add(KEYS, rounds=2)
    before = failures()
    run({"queue.buffering.max.messages": "3"})
    eventually(lambda: outbox.count() == 0, "published")
    assert failures() == before
    events = kafka.events(settings.topic_events)
    assert len(events) == 2 * len(KEYS)
    assert first_heard(events) == {key: [1, 2] for key in KEYS}


def test_an_outcome_larger_than_the_client_queues_is_told_and_not_lost(
    outbox: Outbox, run: Callable[[dict[str, str]], None], caplog: pytest.LogCaptureFixture
) -> None:
    outbox.add(["o-1"], filler="x" * 5_000)
    before = failures()
    run({"queue.buffering.max.kbytes": "1"})
    eventually(lambda: failures() >= before + 2, "it tries, tells, and tries again")
    assert "does not fit into the client's empty queue" in caplog.text
    assert outbox.count() == 1


@pytest.mark.parametrize("command", ["relay", "consume"])
def test_a_stop_at_any_moment_exits_with_zero(processes: Processes, command: str) -> None:
    process = processes.bridge(command)
    process.wait_until_said("publishing to" if command == "relay" else "reading")
    taken = MachineTime()
    assert process.terminate() == 0
    assert taken.passed() < 5
