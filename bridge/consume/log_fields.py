"""Fields of the lines of the log about messages of Kafka."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from inventory.inbox.decoded import Dead, Origin, Usable
from inventory.inbox.events import Operation
from inventory.logs.fields import Fields, listed, trace_id


def of_poll(new: int, heard: Sequence[Usable]) -> Fields:
    """Return the fields of a poll with so many new events among these."""
    orders = listed(each.key for each in heard if each.operation is not Operation.INITIALIZE_STOCK)
    products = listed(each.key for each in heard if each.operation is Operation.INITIALIZE_STOCK)
    traces = listed(trace_id(each.traceparent) for each in heard)
    fields = Fields(events=new, event_ids=listed(each.event_id for each in heard))
    fields.update(
        of_place(heard[0].origin) if len(heard) == 1 else Fields(places=places(each.origin for each in heard))
    )
    if orders:
        fields["order_ids"] = orders
    if products:
        fields["keys"] = products
    if traces:
        fields["trace_ids"] = traces
    return fields


def of_dead(dead: Dead) -> Fields:
    """Return the fields of a dead letter."""
    fields = Fields(event_id=dead.event_id, source=dead.source, code=dead.reason, **of_place(dead.origin))
    if dead.key is not None:
        fields["keys"] = [dead.key]
    return fields


def places(origins: Iterable[Origin]) -> dict[str, str]:
    """Return the first and the last offset of each partition."""
    offsets: dict[str, list[int]] = {}
    for at in origins:
        offsets.setdefault(f"{at.topic}/{at.partition}", []).append(at.offset)
    return {place: f"{min(numbers)}-{max(numbers)}" for place, numbers in offsets.items()}


def of_place(at: Origin) -> Fields:
    """Return the fields of a place in Kafka."""
    return Fields(topic=at.topic, partition=at.partition, offset=at.offset)
