"""Spans of one event or call, and of work that many of them share."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Final

from opentelemetry.context import Context
from opentelemetry.trace import (
    Link,
    NonRecordingSpan,
    SpanContext,
    SpanKind,
    Status,
    StatusCode,
    TraceFlags,
    Tracer,
    set_span_in_context,
)
from opentelemetry.trace import Span as OpenTelemetrySpan
from opentelemetry.util.types import AttributeValue

from inventory.tracing.outgoing import Outgoing

Attributes = Mapping[str, AttributeValue]

MESSAGE_TAKEN: Final = SpanKind.CONSUMER
MESSAGE_SENT: Final = SpanKind.PRODUCER
CALL_ANSWERED: Final = SpanKind.SERVER
DATABASE_ASKED: Final = SpanKind.CLIENT
_TRANSACTION: Final[Attributes] = {"db.system.name": "postgresql", "db.operation.name": "transaction"}


class Span:
    """A span under way. It is sent when it ends, so one that never ends leaves nothing."""

    def __init__(self, span: OpenTelemetrySpan, *, is_recorded: bool) -> None:
        self._span = span
        self.is_recorded = is_recorded

    @property
    def context(self) -> SpanContext:
        return self._span.get_span_context()

    @property
    def traceparent(self) -> str:
        """Return the trace context of everything that follows from this work."""
        context = self.context
        return f"00-{context.trace_id:032x}-{context.span_id:016x}-{context.trace_flags:02x}"

    def rename(self, name: str) -> None:
        self._span.update_name(name)

    def tell(self, attributes: Attributes) -> None:
        self._span.set_attributes(attributes)

    def link(self, other: Span) -> None:
        self._span.add_link(other.context)

    def end(self, *, error: str | None = None) -> None:
        """End the span now. `error` is a type or a code: texts of errors may quote secrets."""
        if error is not None:
            self._span.set_attribute("error.type", error)
            self._span.set_status(Status(StatusCode.ERROR))
        self._span.end()


class Spans:
    """Begins the spans of one process."""

    def __init__(self, tracer: Tracer, outgoing: Outgoing) -> None:
        self._tracer = tracer
        self._outgoing = outgoing

    def begin(
        self, name: str, kind: SpanKind, attributes: Attributes, *, parent: str | None, began_at: int | None = None
    ) -> Span:
        """Begin a span below a `traceparent`, or of a new trace if there is none. `began_at` is a
        time in nanoseconds, now by default.
        """
        above = _context_of(parent)
        around = Context() if above is None else set_span_in_context(NonRecordingSpan(above), Context())
        begun = self._tracer.start_span(name, around, kind, attributes, start_time=began_at)
        return Span(begun, is_recorded=begun.is_recording())

    def elsewhere(self, traceparent: str | None) -> Span | None:
        """Return the span of another process that a `traceparent` names, to link to it."""
        context = _context_of(traceparent)
        return None if context is None else Span(NonRecordingSpan(context), is_recorded=context.trace_flags.sampled)

    def record_transaction(
        self, members: Sequence[Span], *, began_at: int, commands: int, error: str | None = None
    ) -> None:
        """Record a transaction that these events or calls shared, and that ends now.

        The only one has it below itself. Several have it in a trace of its own, with a link to each
        and from each. It is recorded only if one of them is.
        """
        recorded = [member for member in members if member.is_recorded]
        if not recorded:
            return
        attributes: Attributes = {**_TRANSACTION, "inventory.commands": commands}
        if len(members) == 1:
            parent = recorded[0].traceparent
            shared = self.begin("transaction", DATABASE_ASKED, attributes, parent=parent, began_at=began_at)
        else:
            links = [Link(member.context) for member in recorded]
            begun = self._tracer.start_span("transaction", Context(), DATABASE_ASKED, attributes, links, began_at)
            shared = Span(begun, is_recorded=begun.is_recording())
            for member in recorded:
                member.link(shared)
        shared.end(error=error)

    def close(self, seconds: float) -> None:
        """Send the last spans, for at most so long."""
        self._outgoing.close(seconds)


def moment() -> int:
    """Return the time as spans have it, in nanoseconds."""
    return time.time_ns()


def _context_of(traceparent: str | None) -> SpanContext | None:
    try:
        _, trace, span, flags = (traceparent or "").split("-")
        return SpanContext(int(trace, 16), int(span, 16), is_remote=True, trace_flags=TraceFlags(int(flags, 16)))
    except ValueError:
        return None  # no work fails for want of a trace
