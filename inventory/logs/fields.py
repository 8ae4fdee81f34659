"""The fields that a line of the log may have beside its message. `docs/logs.md` lists them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, get_type_hints

from typing_extensions import TypedDict

MAX_LISTED = 1_200
"""Maximum number of characters that a line names in one list: some 30 UUIDs."""
_TRACE_ID = slice(3, 35)


class Fields(TypedDict, total=False):
    """Fields of one line, given as `extra=Fields(...)`. Anything else in `extra` is left out.

    A field in the plural belongs to a line about several things. It names the first ones, each
    once.
    """

    request_id: Annotated[str, "The caller's `X-Request-ID` if it is usable, else our own id of the call."]
    own_request_id: Annotated[str, "Our own id of a call (`Inventory-Request-ID`), if its caller sent a usable one."]
    task: Annotated[str, "Name of the task."]
    task_id: Annotated[str, "Celery's id of the task, as Flower shows it."]
    method: Annotated[str, "Method of a call."]
    route: Annotated[str, "Path of a call, with names in place of its ids."]
    status: Annotated[int, "HTTP status of the answer."]
    actor: Annotated[str, "Caller, as the ledger names it."]
    order_id: Annotated[str, "Order that the line is about."]
    order_ids: Annotated[list[str], "Orders that the line is about."]
    sku: Annotated[str, "SKU that the line is about."]
    skus: Annotated[list[str], "SKUs that the line is about."]
    location: Annotated[str, "Location that the line is about."]
    keys: Annotated[list[str], "Orders and products that the line is about: the keys of their messages in Kafka."]
    event_id: Annotated[str, "Event that the line is about, by its CloudEvents id."]
    event_ids: Annotated[list[str], "Events that the line is about."]
    source: Annotated[str, "Source of the event."]
    trace_id: Annotated[str, "Trace id of the caller's `traceparent`, else of the call's own span."]
    trace_ids: Annotated[list[str], "Trace ids of the events."]
    topic: Annotated[str, "Topic in Kafka."]
    partition: Annotated[int, "Partition of the topic."]
    offset: Annotated[int, "Offset in the partition."]
    places: Annotated[dict[str, str], "Offsets that were read or written, by topic and partition: `first-last`."]
    events: Annotated[int, "Number of events, or of outcomes, that the line is about."]
    outcomes: Annotated[
        dict[str, int],
        "Number of commands by their outcome: a status, `unchanged`, an error's code. Of outcomes on their way to Kafka, by type.",
    ]
    code: Annotated[str, "Code of the error that was answered or met."]
    seconds: Annotated[float, "Duration of the work."]


MEANINGS: Mapping[str, str] = {
    name: hint.__metadata__[0] for name, hint in get_type_hints(Fields, include_extras=True).items()
}
"""Meaning of each field, in the order of a line."""


def listed(names: Iterable[str | None]) -> list[str]:
    """Return the first names, each once, with at most `MAX_LISTED` characters together."""
    found: list[str] = []
    left = MAX_LISTED
    for name in dict.fromkeys(names):
        if name is None:
            continue
        left -= len(name)
        if left < 0:
            break
        found.append(name)
    return found


def trace_id(traceparent: str | None) -> str | None:
    """Return the trace id of a well-formed `traceparent`."""
    return None if traceparent is None else traceparent[_TRACE_ID]
