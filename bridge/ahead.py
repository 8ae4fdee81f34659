"""Events that say that they happen later than they were received: counted, and told by source (ADR 0036)."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta

from bridge import metrics
from inventory.inbox import Ahead

logger = logging.getLogger(__name__)

NOTICEABLE = timedelta(seconds=1)
"""Clocks that are kept by NTP differ by less. Such events are counted, and not worth a line each."""


def tell(ahead: Sequence[Ahead]) -> None:
    """Count these, and log of each source and type the one that was furthest ahead."""
    worst: dict[tuple[str, str | None], Ahead] = {}
    others: dict[tuple[str, str | None], int] = {}
    for one in ahead:
        metrics.AHEAD.labels(one.heard.type).observe(one.by.total_seconds())
        if one.by < NOTICEABLE:
            continue
        of = one.heard.source, one.heard.type
        others[of] = others.get(of, -1) + 1
        if of not in worst or one.by > worst[of].by:
            worst[of] = one
    for of, one in worst.items():
        logger.warning(
            "%s %a of %a in %s/%d is %.3f s ahead of PostgreSQL's clock%s. It counts as of its receipt: look after the clock or "
            "the time zone of its producer (inventory events ahead)",
            one.heard.type,
            one.heard.event_id,
            one.heard.source,
            one.heard.origin.topic,
            one.heard.origin.partition,
            one.by.total_seconds(),
            f", as are {others[of]} more less far" if others[of] else "",
        )
