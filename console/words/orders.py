"""The statuses and the facts of an order, and numbers, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from inventory.domain.orders.status import Status

STATUSES: dict[str, tuple[str, str]] = {
    Status.NEW: ("unknown", "Nothing was heard of this order."),
    Status.AWAITING_ORDER: (
        "waiting for the order",
        "Something was heard of this order, for instance a payment, and not yet what was ordered. It has no units.",
    ),
    Status.PENDING: ("held", "Units are kept for this order until it is paid, or until the hold ends."),
    Status.CONFIRMED: ("paid", "The order is paid, and its units have left the stock that can be sold."),
    Status.RELEASED: ("given back", "The order has no units: it was cancelled, released, or its payment failed."),
    Status.EXPIRED: ("hold over", "The order was not paid in time, so it has no units any more."),
    Status.REJECTED: ("not met", "There were too few units for this order, or it may not be sold. It has none."),
}
"""For each status a name for people, and a sentence that explains it."""

FACTS: dict[str, str] = {
    "ordered_at": "Ordered",
    "reserved_at": "Reserved by a call",
    "failed_at": "Payment failed, or released",
    "paid_at": "Paid",
    "refused_at": "Payment refused: too few units",
    "cancelled_at": "Cancelled for good",
    "completed_at": "Completed: all goods are gone",
}
"""The facts that a status follows from."""


def told(facts: Mapping[str, datetime]) -> dict[str, datetime]:
    """Return the facts by their words. A failure that a payment came after is an earlier one."""
    failed, paid = facts.get("failed_at"), facts.get("paid_at")
    is_over = failed is not None and paid is not None and failed <= paid
    return {
        f"{FACTS[name]} (earlier)" if is_over and name == "failed_at" else FACTS[name]: moment
        for name, moment in facts.items()
    }


def units(number: int) -> str:
    """Return a number of units, in words."""
    return f"{number:,} unit" if number == 1 else f"{number:,} units"


def tries(number: int) -> str:
    """Return a number of attempts, in words."""
    return "1 try" if number == 1 else f"{number:,} tries"
