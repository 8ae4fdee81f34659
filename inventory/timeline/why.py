"""Tell the effect of an event on its order, by what is stored of both. Pure.

Facts merge by their times, and the newest of a kind counts (ADR 0003). So the effect of an event is
seen by comparing its time with the order's facts, long after the decision.
"""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from inventory.domain.orders.reservation import Reservation
from inventory.domain.representation import moment_json
from inventory.inbox.events import EventType
from inventory.inbox.queries import State, StoredEvent
from inventory.timeline.entries import Effect, HeardEvent


def told(event: StoredEvent, order: Reservation | None, *, moved: bool) -> HeardEvent:
    """Return the event with its effect. `moved`: the ledger has movements by this event."""
    effect, why = _effect(event, order, moved=moved)
    return HeardEvent(event, effect, why)


def _effect(event: StoredEvent, order: Reservation | None, *, moved: bool) -> tuple[Effect, str]:
    match event.state:
        case State.PENDING:
            return Effect.WAITS, _waiting(event)
        case State.DEAD:
            return Effect.UNUSABLE, f"It is a dead letter ({event.reason}): see `inventory events show {event.id}`."
        case State.SUPERSEDED:
            return Effect.REPLACED, f"It could not be used ({event.reason}). Event {event.superseded_by} has its place."
        case State.DONE:
            return _done(event, order, moved=moved)
        case _:
            assert_never(event.state)


def _waiting(event: StoredEvent) -> str:
    if event.waits_for:
        return f"It waits for the catalogue to name {', '.join(map(repr, event.waits_for))}."
    failed = "" if event.last_error is None else f" The last attempt failed: see `inventory events show {event.id}`."
    return f"It is not done yet, after {event.attempts} attempts.{failed}"


def _done(event: StoredEvent, order: Reservation | None, *, moved: bool) -> tuple[Effect, str]:
    if moved:
        return Effect.MOVED, "It moved units."
    if order is None:
        return Effect.UNKNOWN, "The order is forgotten, so the effect is not known."
    fact = _fact(event, order)
    if fact is not None and event.counts_at < fact:
        return Effect.OLDER, f"It changed nothing: a newer one, of {moment_json(fact)}, counts."
    if order.cancelled_at is not None and event.type not in _CANCELLING:
        return Effect.ENDED, f"The order was cancelled for good, at {moment_json(order.cancelled_at)}."
    if fact is None or event.counts_at > fact:
        return Effect.UNKNOWN, "It is done, and its effect is not recorded."
    return _newest(event, order)


def _newest(event: StoredEvent, order: Reservation) -> tuple[Effect, str]:
    reserved_at = order.reserved_at
    if event.type == EventType.PAYMENT_FAILED and reserved_at is not None and reserved_at > event.counts_at:
        return Effect.ENDED, f"It ended nothing: the order was reserved after it, at {moment_json(reserved_at)}."
    if event.type == EventType.PAYMENT_SUCCEEDED and order.refused_at == order.paid_at:
        return Effect.COUNTS, "It is the newest payment, and was refused."
    return Effect.COUNTS, "It moved no units. It is the newest of its kind, so it counts."


_CANCELLING = frozenset({EventType.ORDER_CANCELLED, EventType.ORDER_FAILED})


def _fact(event: StoredEvent, order: Reservation) -> datetime | None:
    """Return the time of the order's fact of the event's kind, None if it has no such time."""
    match event.type:
        case EventType.ORDER_CREATED:
            return order.ordered_at
        case EventType.PAYMENT_SUCCEEDED:
            return order.paid_at
        case EventType.PAYMENT_FAILED:
            return order.failed_at
        case EventType.ORDER_CANCELLED | EventType.ORDER_FAILED:
            return order.cancelled_at
        case _:
            return None  # goods and cancels of lines are told apart by their ids
