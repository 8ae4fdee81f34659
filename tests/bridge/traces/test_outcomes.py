"""Outcomes on their way to Kafka as spans in the trace of their cause, which consumers go on
with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event as Flag
from threading import Thread

import orjson
import pytest
from confluent_kafka import Message
from sqlalchemy import text

from bridge.relay.relay import Relay
from inventory.database.transactions import Database
from inventory.settings import Settings
from inventory.tracing import choice
from tests.bridge.line import Kafka, Outbox, eventually
from tests.collector import Collector
from tests.traced import Traced

TRACE, SPAN = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
CONTEXT = f"00-{TRACE}-{SPAN}-01"


@pytest.fixture
def publish(settings: Settings, outbox: Outbox, database: Database) -> Iterator[Callable[[str | None], None]]:
    """Have a relay publish one outcome with this trace context."""
    stopping = Flag()
    threads: list[Thread] = []

    def publish(context: str | None) -> None:
        outbox.add(["o-1"])
        with database.transaction() as session:
            session.execute(text("UPDATE outbox_event SET traceparent = :context"), {"context": context})
        threads.append(Thread(target=Relay(settings, stopping=stopping).run))
        threads[-1].start()
        eventually(lambda: outbox.count() == 0, "the outcome is published")
        stopping.set()
        threads[-1].join(60)

    yield publish
    stopping.set()
    for thread in threads:
        thread.join(60)


def headers(message: Message) -> dict[str, bytes | None]:
    return dict(message.headers() or [])  # type: ignore[arg-type]


def test_an_outcome_is_sent_in_the_trace_of_its_cause(
    settings: Settings, kafka: Kafka, publish: Callable[[str | None], None], traced: Traced, collector: Collector
) -> None:
    traced()
    publish(CONTEXT)
    choice.stop()
    (span,) = collector.spans()
    assert (span.name, span.kind, span.trace, span.parent) == (
        f"send {settings.topic_events}",
        "PRODUCER",
        TRACE,
        SPAN,
    )
    assert span.attributes["messaging.kafka.message.key"] == "o-1"
    (message,) = kafka.published(settings.topic_events)
    assert span.is_named_by(headers(message)["traceparent"])
    assert orjson.loads(message.value() or b"")["traceparent"] == CONTEXT


def test_an_outcome_without_a_trace_begins_one(
    settings: Settings, kafka: Kafka, publish: Callable[[str | None], None], traced: Traced, collector: Collector
) -> None:
    traced()
    publish(None)
    choice.stop()
    (span,) = collector.spans()
    (message,) = kafka.published(settings.topic_events)
    assert span.is_named_by(headers(message)["traceparent"])
    assert "traceparent" not in orjson.loads(message.value() or b"")


def test_without_an_endpoint_an_outcome_has_the_headers_that_it_always_had(
    settings: Settings, kafka: Kafka, publish: Callable[[str | None], None], collector: Collector
) -> None:
    publish(CONTEXT)
    (message,) = kafka.published(settings.topic_events)
    assert headers(message) == {
        "content-type": b"application/cloudevents+json; charset=utf-8",
        "inventory-outbox-id": b"1",
    }
    assert orjson.loads(message.value() or b"")["traceparent"] == CONTEXT
    assert collector.spans() == []
