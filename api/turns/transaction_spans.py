"""The span of a transaction: below the call that it serves, or linked with all that share it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from typing import TYPE_CHECKING, assert_never

from api import call_spans
from inventory.tracing.choice import Off, On, tracing
from inventory.write_path.idempotency import CallerRequest

if TYPE_CHECKING:
    from inventory.tracing.spans import Spans

Traced = Callable[[Sequence[CallerRequest]], AbstractContextManager[None]]
"""Returns a context around the transaction of these requests."""
_NOTHING = nullcontext()


def traced() -> Traced:
    """Return the context of this process."""
    match tracing():
        case Off():
            return _untraced
        case On(spans):
            return partial(_traced, spans)
        case other:
            assert_never(other)


def _untraced(_requests: Sequence[CallerRequest]) -> AbstractContextManager[None]:
    return _NOTHING


@contextmanager
def _traced(spans: Spans, requests: Sequence[CallerRequest]) -> Iterator[None]:
    from inventory.tracing.spans import moment  # noqa: PLC0415 - not in a process without traces

    began_at = moment()
    error: str | None = None
    try:
        yield
    except BaseException as raised:
        error = type(raised).__name__
        raise
    finally:
        commands = [command for request in requests for command in request.commands]
        calls = call_spans.found(command.cause.traceparent for command in commands)
        spans.record_transaction(calls, began_at=began_at, commands=len(commands), error=error)
