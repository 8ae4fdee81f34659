"""Outcomes lie compressed on the log of a real broker, beside those of relays that compress
otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event as Flag
from threading import Thread

import pytest

from bridge.relay.relay import Relay
from inventory.settings import Settings
from tests.bridge.line import Kafka, Outbox, eventually
from tests.bridge.relay.log_segments import batches
from tools.devstack.servers.together import EmbeddedServers

KEYS = [f"o-{number}" for number in range(20)]
UNCOMPRESSED = {"compression.type": "none"}


@contextmanager
def relaying(settings: Settings, properties: dict[str, str]) -> Iterator[None]:
    """Run a relay in a thread of this process, with these properties of its client."""
    stopping = Flag()
    relay = Relay(settings.model_copy(update={"kafka_config": properties}), stopping=stopping)
    thread = Thread(target=relay.run)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join(60)
        assert not thread.is_alive()


@pytest.mark.parametrize(("properties", "codec"), [({}, "gzip"), ({"compression.type": "lz4"}, "lz4")])
def test_outcomes_lie_compressed_on_the_log(
    settings: Settings,
    kafka: Kafka,
    outbox: Outbox,
    servers: EmbeddedServers,
    properties: dict[str, str],
    codec: str,
) -> None:
    outbox.add(KEYS, rounds=20)
    with relaying(settings, properties):
        eventually(lambda: outbox.count() == 0, "published")
    found = batches(servers.kafka.directory, settings.topic_events)
    assert {batch.codec for batch in found} == {codec}
    assert sum(batch.records for batch in found) == 20 * len(KEYS)
    sent = sum(len(record.value() or b"") for record in kafka.published(settings.topic_events))
    assert sum(batch.bytes for batch in found) < sent / 2


def test_relays_that_compress_otherwise_share_a_topic(
    settings: Settings, kafka: Kafka, outbox: Outbox, servers: EmbeddedServers
) -> None:
    """An upgrade runs two versions side by side. Each looks back at the outcomes of the other."""
    for properties in (UNCOMPRESSED, {}, UNCOMPRESSED, {}):
        with relaying(settings, properties):
            outbox.add(KEYS)
            eventually(lambda: outbox.count() == 0, "published")
    found = batches(servers.kafka.directory, settings.topic_events)
    assert {batch.codec for batch in found} == {"none", "gzip"}
    events = kafka.events(settings.topic_events)
    assert len({event["id"] for event in events}) == len(events) == 4 * len(KEYS)
    assert {event["sequence"] for event in events} == {"00000000000000000001"}, "no look back took it for set back"
