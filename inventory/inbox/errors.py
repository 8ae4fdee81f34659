"""What an operator may be refused about events. Each carries its data (`inventory.errors`)."""

from __future__ import annotations

from inventory.errors import InventoryError


class UnknownEvent(InventoryError):
    """No event {id} is in the inbox. `inventory events list` shows those that are."""

    code = "unknown_event"
    id: int


class EventNotDead(InventoryError):
    """Event {id} is no dead letter: it is pending or done, and there is nothing to replay."""

    code = "event_not_dead"
    id: int


class EventUnusable(InventoryError):
    """Event {id} could not be used as it came ({reason}), and can't now: {detail}. Publish a corrected event, under the same id or a new one."""

    code = "event_unusable"
    id: int
    reason: str
    detail: str


class EventSuperseded(InventoryError):
    """Event {id} is a dead letter whose place event {by} has taken: there is nothing to replay."""

    code = "event_superseded"
    id: int
    by: int


class EventForgotten(InventoryError):
    """What event {id} said is not kept any more: its payload was deleted when its time was over. Publish it again under a new id."""

    code = "event_forgotten"
    id: int


class EventNotPending(InventoryError):
    """Event {id} is not pending: it is done, or a dead letter already."""

    code = "event_not_pending"
    id: int
