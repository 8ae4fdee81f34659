"""Apply the policies of SKUs (`inventory.domain.policies`) to an order. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from inventory.domain.commands import OrderCommand
from inventory.domain.lines import units_by_sku
from inventory.domain.orders.reservation import Hold, Reservation
from inventory.domain.stock.shelf import Shelf
from inventory.domain.told_apart import named_lines
from inventory.errors import BrokenRule, Shortfall


def broken_rules(
    before: Reservation, heard: Reservation, command: OrderCommand, hold: Hold, shelf: Shelf, now: datetime
) -> list[BrokenRule]:
    """Return the rules that forbid to hold the lines of `heard`, sorted by SKU.

    A rule forbids more units than the order has, and only for a command that asks for units to be
    held. A payment is never refused by a rule, because the customer was promised the units, or has
    paid for them.
    """
    if hold is not Hold.HELD or not shelf.has_policies:
        return []
    broken = []
    for sku in sorted({line.sku for line in named_lines(command)}):
        rule = shelf.policy(sku).broken_rule(now)
        if rule is not None and units_by_sku(heard.ordered_lines)[sku] > _had(before, now)[sku]:
            broken.append(BrokenRule(sku, rule.value))
    return broken


def with_forbidden(
    short: Iterable[Shortfall], broken: Sequence[BrokenRule], before: Reservation, heard: Reservation, now: datetime
) -> tuple[Shortfall, ...]:
    """Return the shortfalls, and one for each forbidden SKU: no more than the order has can be
    had.
    """
    asked, had = units_by_sku(heard.ordered_lines), _had(before, now)
    forbidden = {sku: Shortfall(sku, asked[sku], had[sku]) for sku in (one.sku for one in broken)}
    others = [replace(one, best_single_location=None) for one in short if one.sku not in forbidden]
    return tuple(sorted([*others, *forbidden.values()], key=lambda one: one.sku))


def _had(before: Reservation, now: datetime) -> Counter[str]:
    """Return the units by SKU of a hold that still runs. An overdue hold has none to go on with."""
    return units_by_sku(before.ordered_lines) if before.live(now) else Counter()
