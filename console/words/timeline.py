"""The entries of a timeline as sentences, each with its details."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, assert_never

from console.words.actors import by
from console.words.movements import balance, sentence
from console.words.names import named
from console.words.orders import STATUSES, tries
from console.words.reasons import because, why_dead
from console.words.shortfalls import Short, shorts
from inventory.database.tables import Movement
from inventory.domain.orders.outcome_types import OutcomeType
from inventory.inbox.events import EventType
from inventory.timeline.entries import Effect, HeardEvent, Outcome, StoredRefusal
from inventory.timeline.page import Told


@dataclass(frozen=True, slots=True)
class Said:
    """An entry in words: a `sign` of its kind, a sentence, the units that were not there, and
    details by their names.

    `event_id`, `movement_id` and `sku` lead to other pages.
    """

    at: datetime
    sign: str
    sentence: str
    details: dict[str, Any] = field(default_factory=dict)
    event_id: int | None = None
    movement_id: int | None = None
    sku: str | None = None
    short: list[Short] = field(default_factory=list)


_HEARD: dict[str, str] = {
    EventType.ORDER_CREATED: "the order was placed",
    EventType.ORDER_CANCELLED: "the order was cancelled",
    EventType.ORDER_FAILED: "the order failed",
    EventType.ORDER_LINES_CANCELLED: "some units of the order were cancelled",
    EventType.ORDER_DISPATCHED: "goods of the order left",
    EventType.ORDER_COMPLETED: "the order is completed, and all its goods are gone",
    EventType.ITEMS_RETURNED: "goods of the order came back",
    EventType.PAYMENT_SUCCEEDED: "the order was paid",
    EventType.PAYMENT_FAILED: "the payment failed",
}
_ANNOUNCED: dict[str, str] = {
    OutcomeType.STOCK_RESERVED: "its units are held",
    OutcomeType.STOCK_RESERVATION_REJECTED: "its units can't be held",
    OutcomeType.STOCK_CONFIRMED: "it is paid and has its units",
    OutcomeType.STOCK_AMENDED: "a paid order has other units now",
    OutcomeType.STOCK_REASSIGNED: "its units come from another location",
    OutcomeType.STOCK_PAYMENT_REQUIRED: "some of its lines wait for another payment",
    OutcomeType.STOCK_CONFIRMATION_REJECTED: "its payment can't be met, and has to be refunded",
    OutcomeType.STOCK_REDUCED: "it has fewer units",
    OutcomeType.STOCK_RELEASED: "its units were given back",
    OutcomeType.STOCK_RESERVATION_EXPIRED: "its hold is over",
    OutcomeType.STOCK_DISPATCHED: "its goods left",
    OutcomeType.STOCK_RETURNED: "its goods came back",
}


def said(one: Told) -> Said:
    """Return the entry in words."""
    at = one.position.at
    match one.what:
        case HeardEvent():
            return _heard(at, one.what)
        case Movement():
            return _moved(at, one.what)
        case Outcome():
            return _announced(at, one.what)
        case StoredRefusal():
            return _refused(at, one.what)
        case _:
            assert_never(one.what)


def _heard(at: datetime, heard: HeardEvent) -> Said:
    event = heard.event
    what = _HEARD.get(event.type or "", "something that can't be read")
    details = {
        "Event id": event.event_id,
        "Type": event.type,
        "Happened": event.occurred_at,
        "Place of the message": f"topic {event.topic}, partition {event.partition}, offset {event.record_offset}",
    }
    return Said(at, "Heard", f"{named(event.source)} reported: {what}. {_effect(heard)}", details, event_id=event.id)


def _effect(heard: HeardEvent) -> str:
    """Return the effect of an event. The reasons of letters and of waiting ones are for pages."""
    event = heard.event
    match heard.effect:
        case Effect.UNUSABLE:
            return f"It changed nothing, because it is a dead letter. {why_dead(event.reason or '')}"
        case Effect.REPLACED:
            return "It could not be used, and a corrected event has taken its place."
        case Effect.WAITS if not event.waits_for:
            failed = " The last try failed." if event.last_error else ""
            return f"It is not done yet, after {tries(event.attempts or 0)}.{failed}"
        case _:
            return heard.why


def _moved(at: datetime, moved: Movement) -> Said:
    details = {
        "Numbers": balance(moved),
        "Reason": None if moved.reason is None else because(moved.reason),
        "By": by(moved.actor),
        "Reference": moved.reference,
        "Note": moved.note,
        "Movement": moved.id,
    }
    return Said(at, "Stock", sentence(moved), details, movement_id=moved.id, sku=moved.sku)


def _announced(at: datetime, told: Outcome) -> Said:
    decided = told.decision
    what = _ANNOUNCED.get(told.type, told.type)
    why = f", because {because(str(decided['reason']))}" if decided.get("reason") else ""
    waits = "" if told.announced_at is not None else " That waits to be sent."
    details = {
        "Type": told.type,
        "Status": _status(decided.get("status")),
        "Not sold": [f"{named(one['sku'])}: {one['rule']}" for one in decided.get("policies", ())],
        "Other services were told at": told.announced_at,
        "Place of the message": None
        if told.partition is None
        else f"partition {told.partition}, offset {told.record_offset}",
    }
    missing = shorts(decided.get("shortfalls", ()))
    return Said(at, "Announced", f"Other services are told: {what}{why}.{waits}", details, short=missing)


def _status(status: str | None) -> str | None:
    return STATUSES[status][0] if status in STATUSES else status


def _refused(at: datetime, refused: StoredRefusal) -> Said:
    times = "" if refused.calls == 1 else f" {refused.calls:,} times"
    details = {
        "SKUs": ", ".join(refused.skus) or None,
        "Last": None if refused.calls == 1 else refused.last_at,
        "By": None if refused.actor is None else by(refused.actor),
        "Request": refused.request_id,
        "Code": refused.code,
    }
    what = f"A call to {refused.action.replace('_', ' ')} was refused{times}: {because(refused.code)}."
    return Said(at, "Refused", what, details, short=shorts(refused.lines))
