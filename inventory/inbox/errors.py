"""Refusals to operators about events. Each carries its data (`inventory.errors`)."""

from __future__ import annotations

from inventory.errors import InventoryError


class UnknownEvent(InventoryError):
    """The inbox has no event {id}. `inventory events list` shows its events."""

    code = "unknown_event"
    id: int


class EventNotDead(InventoryError):
    """Event {id} is not a dead letter but pending or done. There is nothing to replay."""

    code = "event_not_dead"
    id: int


class EventUnusable(InventoryError):
    """Event {id} could not be used ({reason}), and still can't: {detail}. Publish a corrected
    event, under the same id or a new one.
    """

    code = "event_unusable"
    id: int
    reason: str
    detail: str


class EventSuperseded(InventoryError):
    """Event {by} has taken the place of dead letter {id}, under the same source and id. There is
    nothing to replay.
    """

    code = "event_superseded"
    id: int
    by: int


class EventForgotten(InventoryError):
    """Retention has deleted the payload of event {id}. Publish it again under a new id."""

    code = "event_forgotten"
    id: int


class EventNotPending(InventoryError):
    """Event {id} is not pending but done or a dead letter. There is nothing to abandon."""

    code = "event_not_pending"
    id: int
