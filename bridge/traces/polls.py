"""A span for each new event of a poll, in the trace of its producer, and one for the transaction
that stores them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, assert_never

from bridge.decode.decode import Decoded
from inventory.inbox.decoded import Dead, DecodedEvent, Identity, Usable
from inventory.inbox.events import Operation
from inventory.inbox.insertion import RecordingResult
from inventory.tracing.choice import Off, On, tracing

if TYPE_CHECKING:
    from inventory.tracing.spans import Span, Spans


class PollSpans(Protocol):
    """The spans of the messages of one transaction."""

    @property
    def messages(self) -> Sequence[Decoded]:
        """Return the messages, each event in the trace context that the inbox keeps of it."""
        ...

    def stored(self, recorded: RecordingResult) -> None:
        """End the spans of the events that are stored now."""
        ...


def poll_spans(group: str) -> Callable[[Sequence[Decoded]], PollSpans]:
    """Return a function that begins the spans of a poll of this consumer group."""
    match tracing():
        case Off():
            return _UntracedPoll
        case On(spans):
            return lambda decoded: _TracedPoll(spans, group, decoded)
        case other:
            assert_never(other)


class _UntracedPoll:
    def __init__(self, decoded: Sequence[Decoded]) -> None:
        self.messages = decoded

    def stored(self, recorded: RecordingResult) -> None:
        pass


class _TracedPoll:
    def __init__(self, spans: Spans, group: str, decoded: Sequence[Decoded]) -> None:
        from inventory.tracing.spans import moment  # noqa: PLC0415 - not in a process without traces

        self._spans = spans
        self._group = group
        self._began_at = moment()
        self._events: list[tuple[DecodedEvent, Span]] = []
        self._messages = [self._begun(each) if isinstance(each, Usable | Dead) else each for each in decoded]

    @property
    def messages(self) -> Sequence[Decoded]:
        return self._messages

    def stored(self, recorded: RecordingResult) -> None:
        """End the spans of new events and dead letters.

        An event that was stored before has one in its producer's trace. Without that trace it has
        none: its first delivery has begun the only one.
        """
        reasons = {dead.origin: dead.reason for dead in recorded.dead}
        new = set(recorded.identities)
        ended: list[tuple[Span, str | None]] = []
        for event, span in self._events:
            is_new = event.origin in reasons or not new.isdisjoint(_names(event))
            new -= _names(event)  # the first of a poll is stored
            if not is_new:
                span.tell({"inventory.redelivered": True})
            if is_new or event.traceparent is not None:
                ended.append((span, reasons.get(event.origin)))
        members = [span for span, _ in ended]
        self._spans.record_transaction(members, began_at=self._began_at, commands=len(members))
        for span, reason in ended:
            span.end(error=reason)

    def _begun(self, event: DecodedEvent) -> DecodedEvent:
        from inventory.tracing.spans import MESSAGE_TAKEN  # noqa: PLC0415 - not in a process without traces

        at = event.origin
        attributes: dict[str, str | int] = {
            "messaging.system": "kafka",
            "messaging.destination.name": at.topic,
            "messaging.destination.partition.id": str(at.partition),
            "messaging.kafka.offset": at.offset,
            "messaging.consumer.group.name": self._group,
            "messaging.operation.name": "process",
            "messaging.operation.type": "process",
            "cloudevents.event_id": event.event_id,
            "cloudevents.event_source": event.source,
        }
        if event.type is not None:
            attributes["cloudevents.event_type"] = event.type
        if isinstance(event, Usable):
            key = "product_id" if event.operation is Operation.INITIALIZE_STOCK else "order_id"
            attributes[f"inventory.{key}"] = event.key
        span = self._spans.begin(
            f"process {at.topic}", MESSAGE_TAKEN, attributes, parent=event.traceparent, began_at=self._began_at
        )
        self._events.append((event, span))
        return replace(event, traceparent=span.traceparent)


def _names(event: DecodedEvent) -> set[Identity]:
    """Return the identities that the event may be stored under."""
    return {event.identity, event.under_own_name().identity}
