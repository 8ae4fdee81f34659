"""A timeline as JSON, over HTTP and at the command line alike."""

from __future__ import annotations

from typing import Annotated, NotRequired, assert_never, cast

from pydantic import Field

from inventory.boundary.shown import MomentText, RowNumber, ShownJson, Units, open_enum
from inventory.database.tables import Movement
from inventory.domain.orders.outcome_types import OutcomeType
from inventory.domain.representation import moment_json
from inventory.inbox.events import EventType
from inventory.inbox.queries import State
from inventory.reading.facts_json import FactsJson, facts_json
from inventory.reading.reservation_json import ReservationJson, reservation_json
from inventory.reading.stock_json import MovementJson, movement_json
from inventory.timeline.entries import KINDS, Effect, HeardEvent, Outcome, StoredRefusal
from inventory.timeline.page import OrderRecord, Timeline, Told
from inventory.timeline.refused_json import RefusedCallJson, ShortLineJson, refused_json

NOT_RECORDED = "not_recorded"
"""In the place of a reason that is not kept any more, or never was."""

Offset = Annotated[int, Field(ge=-1, json_schema_extra={"format": "int64"})]
_OF_ORDERS = [one for one in OutcomeType if one is not OutcomeType.STOCK_LEVEL_CHANGED]


class HeardEventJson(ShownJson):
    """An event from Kafka about the order, and its effect."""

    id: RowNumber
    type: Annotated[str | None, open_enum(EventType)]
    """Null if it could not be read."""
    source: str
    event_id: str
    topic: str
    partition: Units
    offset: Offset
    occurred_at: MomentText
    """Its own time."""
    counts_at: MomentText
    """The time as of which it counts: its own, but not after its receipt."""
    state: Annotated[str, open_enum(State)]
    effect: Annotated[str, open_enum(Effect)]
    """It `moved` units, `counts` as the newest of its kind, or is `older` than the one that counts.
    The order had `ended`, or was reserved again. It `waits`, was `unusable`, or was `replaced`. The
    effect is `unknown` where it is not recorded.
    """
    why: str
    """The same in words."""
    reason: NotRequired[str]
    """The reason of a dead letter. Left out for others."""
    waits_for: NotRequired[list[str]]
    """SKUs that the catalogue has to name first. Left out for events that do not wait for any."""


class NotSoldJson(ShownJson):
    """A SKU that was not sold, and the rule that said so."""

    sku: str
    rule: str


class OutcomeJson(ShownJson):
    """An outcome of the order on the topic of outcomes."""

    id: RowNumber
    type: Annotated[str, open_enum(_OF_ORDERS)]
    event_id: str
    sequence: Annotated[int, Field(ge=0, json_schema_extra={"format": "int64"})]
    """The version of the order that it tells of."""
    announced_at: MomentText | None
    """The time at which Kafka had it. Null while it waits."""
    partition: NotRequired[Units]
    offset: NotRequired[Offset]
    """Its place in Kafka. Left out while it waits."""
    status: NotRequired[str]
    """The status of the order by then."""
    reason: NotRequired[str]
    shortfalls: NotRequired[list[ShortLineJson]]
    """The lines that could not be met, at most 50. Left out if all were."""
    policies: NotRequired[list[NotSoldJson]]
    """The SKUs that were not sold, at most 50. Left out if there are none."""


class TimelineEntryJson(ShownJson):
    """One entry. It has the member that `entry` names."""

    at: MomentText
    """The time when the event was received, the units moved, the outcome was true, or the call was
    refused for the first time.
    """
    entry: Annotated[str, open_enum(KINDS)]
    event: NotRequired[HeardEventJson]
    movement: NotRequired[MovementJson]
    outcome: NotRequired[OutcomeJson]
    refused_call: NotRequired[RefusedCallJson]


class TimelineJson(ShownJson):
    """All that is known of one order, oldest entries first."""

    order_id: str
    as_of: MomentText
    """The time of the answer, by the database's clock."""
    record: Annotated[str, open_enum(OrderRecord)]
    """`known`. `forgotten`: it is over for longer than orders are kept, and some of its history is
    still there. `never_stored`: nothing came of it, because its events wait or could not be used,
    or its calls were refused.
    """
    reservation: NotRequired[ReservationJson]
    """The order as it is now. Left out if it has no record."""
    facts: NotRequired[FactsJson]
    rejected_for: NotRequired[str]
    """The reason why a rejected order is so: `insufficient_stock`, `unknown_sku`, … or
    `not_recorded` if it is not kept any more. Left out for others.
    """
    items: list[TimelineEntryJson]


def timeline_json(page: Timeline) -> TimelineJson:
    """Return a page of a timeline, without the position of the next one."""
    shown: TimelineJson = {
        "order_id": page.order_id,
        "as_of": moment_json(page.as_of),
        "record": page.record,
        "items": [entry_json(one) for one in page.entries],
    }
    if page.order is not None:
        shown["reservation"] = reservation_json(page.order)
        shown["facts"] = facts_json(page.order)
    if (reason := rejected_for(page)) is not None:
        shown["rejected_for"] = reason
    return shown


def rejected_for(page: Timeline) -> str | None:
    """Return the reason of a rejected order, None for any other."""
    if not page.is_rejected:
        return None
    return NOT_RECORDED if page.refusal is None else str(page.refusal.decision.get("reason", NOT_RECORDED))


def entry_json(one: Told) -> TimelineEntryJson:
    shown: TimelineEntryJson = {"at": moment_json(one.position.at), "entry": KINDS[one.position.rank]}
    match one.what:
        case HeardEvent():
            shown["event"] = _event(one.what)
        case Movement():
            shown["movement"] = movement_json(one.what)
        case Outcome():
            shown["outcome"] = _outcome(one.what)
        case StoredRefusal():
            shown["refused_call"] = refused_json(one.what)
        case _:
            assert_never(one.what)
    return shown


def _event(heard: HeardEvent) -> HeardEventJson:
    event = heard.event
    shown: HeardEventJson = {
        "id": event.id,
        "type": event.type,
        "source": event.source,
        "event_id": event.event_id,
        "topic": event.topic,
        "partition": event.partition,
        "offset": event.record_offset,
        "occurred_at": moment_json(event.occurred_at),
        "counts_at": moment_json(event.counts_at),
        "state": event.state,
        "effect": heard.effect,
        "why": heard.why,
    }
    if event.reason is not None:
        shown["reason"] = event.reason
    if event.waits_for is not None:
        shown["waits_for"] = event.waits_for
    return shown


def _outcome(one: Outcome) -> OutcomeJson:
    shown: OutcomeJson = {
        "id": one.id,
        "type": one.type,
        "event_id": one.event_id,
        "sequence": one.sequence,
        "announced_at": None if one.announced_at is None else moment_json(one.announced_at),
    }
    if one.partition is not None and one.record_offset is not None:
        shown["partition"], shown["offset"] = one.partition, one.record_offset
    decided = {name: value for name, value in one.decision.items() if name in _DECIDED}
    return cast("OutcomeJson", {**shown, **decided})


_DECIDED = ("status", "reason", "shortfalls", "policies")
