"""The choice of a process, made once when it starts: spans are recorded, or nothing is.

A process that traces nothing loads no module of OpenTelemetry.
"""

from __future__ import annotations

import atexit
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inventory.settings import Settings

if TYPE_CHECKING:
    from inventory.tracing.spans import Spans

FLUSH_SECONDS = 2.0
"""Seconds that the end of a process waits for its last spans to be taken."""


@dataclass(frozen=True, slots=True)
class Off:
    """Nothing is traced."""


@dataclass(frozen=True, slots=True)
class On:
    """Spans are recorded and sent."""

    spans: Spans


Tracing = Off | On

_chosen: Tracing = Off()


def tracing() -> Tracing:
    """Return the choice of this process."""
    return _chosen


def start(settings: Settings, process: str) -> None:
    """Choose by the settings, for a kind of process such as `api`. Spans are sent by a thread of
    this process, so call it after any fork.
    """
    global _chosen  # noqa: PLW0603 - the one choice of the process
    stop()
    if settings.traces_url:
        from inventory.tracing.open_telemetry import spans_of  # noqa: PLC0415 - loaded only where it is used

        _chosen = On(spans_of(settings, process))
        atexit.register(stop)


def stop() -> None:
    """Send the last spans, for at most `FLUSH_SECONDS`, and trace nothing from now on. Does nothing
    in a process that traces nothing.
    """
    global _chosen  # noqa: PLW0603
    match _chosen:
        case Off():
            pass
        case On(spans):
            _chosen = Off()
            atexit.unregister(stop)
            spans.close(FLUSH_SECONDS)
