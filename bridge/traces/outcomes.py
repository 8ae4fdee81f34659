"""A span for each outcome on its way to Kafka, in the trace of its cause."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, assert_never

from inventory.outbox.store import OutboxRow
from inventory.tracing.choice import Off, On, tracing

if TYPE_CHECKING:
    from inventory.tracing.spans import Span, Spans

Headers = dict[str, str | bytes | None]
TRACEPARENT = "traceparent"
"""Header with the context of the span that has sent an outcome. Consumers go on from there."""


class OutcomeSpans(Protocol):
    """The spans of the outcomes that a relay has in hand."""

    def headers(self, row: OutboxRow, /) -> Headers:
        """Return the headers that the outcome is sent with."""
        ...

    def published(self, rows: Sequence[OutboxRow]) -> None:
        """End the spans of outcomes that Kafka has. The others are sent again, with other spans."""
        ...


def outcome_spans(topic: str, headers: Callable[[OutboxRow], Headers]) -> OutcomeSpans:
    """Return the spans of a relay that sends to `topic`, with these headers."""
    match tracing():
        case Off():
            return _UntracedOutcomes(headers)
        case On(spans):
            return _TracedOutcomes(spans, topic, headers)
        case other:
            assert_never(other)


class _UntracedOutcomes:
    def __init__(self, headers: Callable[[OutboxRow], Headers]) -> None:
        self.headers = headers

    def published(self, rows: Sequence[OutboxRow]) -> None:
        pass


class _TracedOutcomes:
    def __init__(self, spans: Spans, topic: str, headers: Callable[[OutboxRow], Headers]) -> None:
        self._spans = spans
        self._topic = topic
        self._headers = headers
        self._sent: dict[int, Span] = {}

    def headers(self, row: OutboxRow, /) -> Headers:
        from inventory.tracing.spans import MESSAGE_SENT  # noqa: PLC0415 - not in a process without traces

        attributes = {
            "messaging.system": "kafka",
            "messaging.destination.name": self._topic,
            "messaging.operation.name": "send",
            "messaging.operation.type": "send",
            "messaging.kafka.message.key": row.key,
            "cloudevents.event_id": str(row.event_id),
            "cloudevents.event_type": row.type,
        }
        span = self._spans.begin(f"send {self._topic}", MESSAGE_SENT, attributes, parent=row.traceparent)
        self._sent[row.id] = span
        return {**self._headers(row), TRACEPARENT: span.traceparent.encode()}

    def published(self, rows: Sequence[OutboxRow]) -> None:
        for row in rows:
            self._sent[row.id].end()
        self._sent.clear()
