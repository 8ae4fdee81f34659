"""The line of the log that tells a batch of outcomes in Kafka."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping, Sequence

from inventory.logs.fields import Fields, listed, trace_id
from inventory.outbox.store import OutboxRow

logger = logging.getLogger(__name__)


def of_outcome(row: OutboxRow) -> Fields:
    """Return the fields of a line about one outcome."""
    return Fields(keys=[row.key], event_id=str(row.event_id))


def tell(rows: Sequence[OutboxRow], places: Mapping[str, tuple[int, int]]) -> None:
    """Log acknowledged outcomes, with the first and the last offset of each partition."""
    if not rows or not logger.isEnabledFor(logging.INFO):
        return
    fields = Fields(
        events=len(rows),
        event_ids=listed(str(row.event_id) for row in rows),
        keys=listed(row.key for row in rows),
        outcomes=dict(Counter(row.type for row in rows)),
        places={place: f"{first}-{last}" for place, (first, last) in places.items()},
    )
    if traces := listed(trace_id(row.traceparent) for row in rows):
        fields["trace_ids"] = traces
    logger.info("outcomes published: %d", len(rows), extra=fields)
