"""Movements of units as sentences."""

from __future__ import annotations

from typing import Protocol

from console.words.names import named
from console.words.orders import units
from inventory.domain.stock.movement_kinds import MovementKind


class Moved(Protocol):
    """A movement of the ledger, or one that a preview foresees."""

    @property
    def sku(self) -> str: ...
    @property
    def location(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def on_hand_delta(self) -> int: ...
    @property
    def reserved_delta(self) -> int: ...
    @property
    def shortfall_delta(self) -> int: ...
    @property
    def on_hand_after(self) -> int: ...
    @property
    def reserved_after(self) -> int: ...
    @property
    def to_ship_delta(self) -> int | None: ...


_BECAUSE: dict[str, str] = {
    MovementKind.CONFIRMED: "the order is paid",
    MovementKind.EXPIRED: "the hold was over",
    MovementKind.REASSIGNED: "the order is served from another location",
    MovementKind.DISPATCHED: "goods of the order left",
    MovementKind.RETURNED: "goods came back",
    MovementKind.SUPPLIED: "the catalogue stated its supply",
    MovementKind.REDUCED: "units of the order were cancelled",
}


def sentence(one: Moved) -> str:
    """Return the movement in a sentence."""
    because = _BECAUSE.get(one.kind)
    return f"{units(_count(one))} of {named(one.sku)} at {named(one.location)} {_happened(one)}{f': {because}' if because else ''}."


def _count(one: Moved) -> int:
    """Return the number of units that a sentence tells of."""
    physical = one.on_hand_delta - one.shortfall_delta
    return abs(physical or one.reserved_delta or one.shortfall_delta or one.to_ship_delta or 0)


def _happened(one: Moved) -> str:
    physical = one.on_hand_delta - one.shortfall_delta
    if physical:
        held = " and are no longer held" if physical < 0 and one.reserved_delta < 0 else ""
        return ("went on the shelf" if physical > 0 else "left the stock that can be sold") + held
    if one.reserved_delta:
        return "are held for the order" if one.reserved_delta > 0 else "are free again"
    if one.shortfall_delta:
        return "are known to be missing" if one.shortfall_delta > 0 else "are no longer missing"
    return "left the building" if (one.to_ship_delta or 0) < 0 else "were noted"


def balance(one: Moved) -> str:
    """Return the numbers before and after."""
    return (
        f"on hand {one.on_hand_after - one.on_hand_delta:,} → {one.on_hand_after:,}, "
        f"held {one.reserved_after - one.reserved_delta:,} → {one.reserved_after:,}"
    )
