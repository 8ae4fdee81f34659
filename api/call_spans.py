"""The spans of the calls in hand, where the transaction that they share finds them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inventory.tracing.spans import Span

_open: dict[str, Span] = {}
"""By the `traceparent` that a call has given to its commands. One for each thread at most."""


def add(span: Span) -> None:
    """Note the span of a call that begins."""
    _open[span.traceparent] = span


def remove(span: Span) -> None:
    """Forget the span of a call that ends."""
    _open.pop(span.traceparent, None)


def found(traceparents: Iterable[str | None]) -> list[Span]:
    """Return the spans of the calls that are still in hand, each once."""
    spans = (_open.get(each) for each in dict.fromkeys(traceparents) if each)
    return [span for span in spans if span is not None]
