"""Choose the overdue holds that give way to an order. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from inventory.domain.commands import Cause
from inventory.domain.orders.reservation import Reservation

NEEDED_ELSEWHERE = Cause(actor="inventory", reference="needed_by_another_order")


def giving_way(
    known: Mapping[str, Reservation],
    overdue: Iterable[str],
    skus: Collection[str],
    *,
    now: datetime,
    but: str | None,
) -> list[str]:
    """Return the orders of `overdue` that are known, still overdue, and have lines of `skus`."""
    holds = (known[order_id] for order_id in overdue if order_id in known)
    return [
        hold.order_id
        for hold in holds
        if hold.overdue(now) and hold.order_id != but and any(line.sku in skus for line in hold.lines)
    ]
