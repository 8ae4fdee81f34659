"""The spans of a batch: one for each event, in the event's own trace, and one for the transaction
that they share.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self, assert_never

from celery import current_task

from inventory.domain.commands import Command
from inventory.domain.outcome import Outcome, in_a_word
from inventory.inbox.claiming import ClaimedEvent
from inventory.inbox.events import Operation
from inventory.tracing.choice import Off, On, tracing

if TYPE_CHECKING:
    from inventory.tracing.spans import Span, Spans


class BatchSpans(Protocol):
    """A context around the transaction of a batch."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...
    def claimed(self, rows: Sequence[ClaimedEvent]) -> Sequence[ClaimedEvent]:
        """Return the events that the batch has claimed, in the trace context that their outcomes
        get.
        """
        ...

    def decided(self, means: Sequence[Sequence[Command]], outcomes: Sequence[Outcome]) -> None:
        """Note the outcomes of the commands that the events meant."""
        ...


def batch_spans() -> BatchSpans:
    """Return the context of a batch."""
    match tracing():
        case Off():
            return _UNTRACED
        case On(spans):
            return _TracedBatch(spans)
        case other:
            assert_never(other)


class _UntracedBatch:
    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def claimed(self, rows: Sequence[ClaimedEvent]) -> Sequence[ClaimedEvent]:
        return rows

    def decided(self, means: Sequence[Sequence[Command]], outcomes: Sequence[Outcome]) -> None:
        pass


_UNTRACED = _UntracedBatch()


class _TracedBatch:
    def __init__(self, spans: Spans) -> None:
        from inventory.tracing.spans import moment  # noqa: PLC0415 - not in a process without traces

        self._spans = spans
        self._began_at = moment()
        self._rows: Sequence[ClaimedEvent] = ()
        self._events: list[Span] = []
        self._commands = 0

    def __enter__(self) -> Self:
        return self

    def claimed(self, rows: Sequence[ClaimedEvent]) -> Sequence[ClaimedEvent]:
        self._rows = rows
        self._events = [self._begin(row) for row in rows]
        return [
            row._replace(event=row.event._replace(traceparent=span.traceparent))
            for row, span in zip(rows, self._events, strict=True)
        ]

    def decided(self, means: Sequence[Sequence[Command]], outcomes: Sequence[Outcome]) -> None:
        self._commands = len(outcomes)
        told = iter(outcomes)
        for span, commands in zip(self._events, means, strict=True):
            words = {in_a_word(outcome) for outcome in islice(told, len(commands))}
            span.tell({"inventory.outcomes": sorted(words)})

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        error = None if kind is None else kind.__name__
        # Several that failed together are tried alone, and have their spans then.
        together = error is not None and len(self._events) > 1
        members = [self._spans.elsewhere(row.event.traceparent) for row in self._rows] if together else self._events
        self._spans.record_transaction(
            [member for member in members if member],
            began_at=self._began_at,
            commands=self._commands,
            error=error,
        )
        if not together:
            for span in self._events:
                span.end(error=error)

    def _begin(self, row: ClaimedEvent) -> Span:
        from inventory.tracing.spans import MESSAGE_TAKEN  # noqa: PLC0415 - not in a process without traces

        event, task = row.event, row.operation.value
        attributes: dict[str, str | int] = {
            "messaging.system": "celery",
            "messaging.destination.name": "stock",
            "messaging.operation.name": task,
            "messaging.operation.type": "process",
            "messaging.message.id": (current_task and current_task.request.id) or "",
            "messaging.batch.message_count": len(self._rows),
            "cloudevents.event_id": event.event_id,
            "cloudevents.event_source": event.source,
            "cloudevents.event_type": event.type.value,
            "inventory.attempt": row.attempts,
        }
        key = "product_id" if row.operation is Operation.INITIALIZE_STOCK else "order_id"
        attributes[f"inventory.{key}"] = str(event.payload.get(key, ""))
        return self._spans.begin(
            f"{task} stock", MESSAGE_TAKEN, attributes, parent=event.traceparent, began_at=self._began_at
        )
