"""Events whose time is later than their receipt: counted, and logged by source (ADR 0036)."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from datetime import timedelta

from bridge import metrics
from inventory.inbox.events import EventType
from inventory.inbox.insertion import EventAhead

logger = logging.getLogger(__name__)

NOTICEABLE = timedelta(seconds=1)
"""Clocks that NTP keeps differ by less. Smaller differences are counted, but not logged."""
QUIET_SECONDS = 60.0
"""Time between two log lines about one source and type."""
MAX_LINES = 10
"""Maximum number of log lines for a poll. Only a hundred times as many names are remembered,
because sources are names that others give themselves.
"""

Of = tuple[str, str | None]


class Clocks:
    """Logs the sources and types whose clock is ahead, each once in a while."""

    def __init__(self) -> None:
        self._quiet_until: dict[Of, float] = {}
        for type_ in EventType:
            metrics.AHEAD.labels(type_)  # Prometheus sees no increase in the first value of a new series

    def tell(self, ahead: Sequence[EventAhead]) -> None:
        """Count these events, and log of each source and type the one that was furthest ahead."""
        found: dict[Of, list[EventAhead]] = {}
        for one in ahead:
            metrics.AHEAD.labels(one.event.type).observe(one.by.total_seconds())
            if one.by >= NOTICEABLE:
                found.setdefault((one.event.source, one.event.type), []).append(one)
        moment = time.monotonic()
        due = [of for of in found if self._quiet_until.get(of, 0.0) <= moment]
        if len(self._quiet_until) > 100 * MAX_LINES:
            self._quiet_until.clear()
        for of in due[:MAX_LINES]:
            self._quiet_until[of] = moment + QUIET_SECONDS
            _log(max(found[of], key=lambda one: one.by), others=len(found[of]) - 1)
        if len(due) > MAX_LINES:
            logger.warning(
                "%d more sources are ahead of PostgreSQL's clock. List them: inventory events ahead",
                len(due) - MAX_LINES,
            )


def _log(one: EventAhead, *, others: int) -> None:
    logger.warning(
        "%s %a of %a in %s/%d is %.3f s ahead of PostgreSQL's clock%s. It counts as of its receipt: look after the clock or the "
        "time zone of its producer (inventory events ahead)",
        one.event.type,
        one.event.event_id,
        one.event.source,
        one.event.origin.topic,
        one.event.origin.partition,
        one.by.total_seconds(),
        f" (and {others} more events less far)" if others else "",
    )
