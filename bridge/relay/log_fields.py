"""Fields of the lines of the log about outcomes on their way to Kafka."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inventory.logs.fields import Fields, listed, trace_id
from inventory.outbox.store import OutboxRow


def of_outcomes(rows: Sequence[OutboxRow], types: Mapping[str, int], places: Mapping[str, tuple[int, int]]) -> Fields:
    """Return the fields of outcomes that Kafka has acknowledged, with the first and the last offset
    of each partition.
    """
    traces = listed(trace_id(row.traceparent) for row in rows)
    fields = Fields(
        events=len(rows),
        event_ids=listed(str(row.event_id) for row in rows),
        keys=listed(row.key for row in rows),
        outcomes=dict(types),
        places={place: f"{first}-{last}" for place, (first, last) in places.items()},
    )
    if traces:
        fields["trace_ids"] = traces
    return fields
