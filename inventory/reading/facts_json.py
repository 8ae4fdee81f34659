"""The facts of an order with their times, which its status follows from."""

from __future__ import annotations

from datetime import datetime
from typing import NotRequired, cast

from inventory.boundary.shown import MomentText, ShownJson
from inventory.domain.orders.reservation import Reservation
from inventory.domain.representation import moment_json

FACTS = ("ordered_at", "reserved_at", "failed_at", "paid_at", "refused_at", "cancelled_at")
"""Facts of an order beside its completion, each with its time. The status follows from them."""


class FactsJson(ShownJson):
    """The times of the facts that the status follows from. Those that nobody heard of are left
    out.
    """

    ordered_at: NotRequired[MomentText]
    reserved_at: NotRequired[MomentText]
    failed_at: NotRequired[MomentText]
    paid_at: NotRequired[MomentText]
    refused_at: NotRequired[MomentText]
    """The time of the payment that was refused for want of stock."""
    cancelled_at: NotRequired[MomentText]
    completed_at: NotRequired[MomentText]


def facts(found: Reservation) -> dict[str, datetime]:
    """Return the known facts by name, each with its time."""
    known = {name: moment for name, moment in found._asdict().items() if name in FACTS and moment is not None}
    if found.shipping is not None and found.shipping.completed_at is not None:
        known["completed_at"] = found.shipping.completed_at
    return known


def facts_json(found: Reservation) -> FactsJson:
    return cast("FactsJson", {name: moment_json(moment) for name, moment in facts(found).items()})
