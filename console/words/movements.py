"""Movements of units as sentences, past or foreseen."""

from __future__ import annotations

from typing import NamedTuple, Protocol

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
    def shortfall_after(self) -> int: ...
    @property
    def to_ship_delta(self) -> int | None: ...
    @property
    def to_ship_after(self) -> int | None: ...


_BECAUSE: dict[str, str] = {
    MovementKind.CONFIRMED: "the order is paid",
    MovementKind.EXPIRED: "the hold was over",
    MovementKind.REASSIGNED: "the order is served from another location",
    MovementKind.DISPATCHED: "goods of the order left",
    MovementKind.RETURNED: "goods came back",
    MovementKind.SUPPLIED: "the catalogue stated its supply",
    MovementKind.REDUCED: "units of the order were cancelled",
}


class _Verb(NamedTuple):
    """A verb of units, said of one unit, of several, and ahead."""

    one: str
    several: str
    ahead: str


def _are(rest: str) -> _Verb:
    return _Verb(f"is {rest}", f"are {rest}", f"will be {rest}")


def _did(verb: str, rest: str, ahead: str) -> _Verb:
    return _Verb(f"{verb} {rest}", f"{verb} {rest}", f"will {ahead} {rest}")


_CAME = _did("went", "on the shelf", "go")
_LEFT = _did("left", "the stock that can be sold", "leave")
_LEFT_HELD = _Verb(
    f"{_LEFT.one} and is no longer held",
    f"{_LEFT.several} and are no longer held",
    f"{_LEFT.ahead}, and no longer be held",
)
_GONE = _did("left", "the building", "leave")
_HELD, _FREE = _are("held for the order"), _are("free again")
_MISSING, _FOUND, _NOTED = _are("known to be missing"), _are("no longer missing"), _are("noted")


def sentence(one: Moved) -> str:
    """Return the movement in a sentence."""
    verb, count = _happens(one), _count(one)
    return _sentence(one, verb.one if count == 1 else verb.several)


def foretold(one: Moved) -> str:
    """Return the movement in a sentence, before it happens."""
    return _sentence(one, _happens(one).ahead)


def _sentence(one: Moved, happens: str) -> str:
    because = _BECAUSE.get(one.kind)
    return f"{units(_count(one))} of {named(one.sku)} at {named(one.location)} {happens}{f': {because}' if because else ''}."


def _count(one: Moved) -> int:
    """Return the number of units that a sentence tells of."""
    physical = one.on_hand_delta - one.shortfall_delta
    return abs(physical or one.reserved_delta or one.shortfall_delta or one.to_ship_delta or 0)


def _happens(one: Moved) -> _Verb:
    physical = one.on_hand_delta - one.shortfall_delta
    if physical > 0:
        return _CAME
    if physical < 0:
        return _LEFT_HELD if one.reserved_delta < 0 else _LEFT
    if one.reserved_delta:
        return _HELD if one.reserved_delta > 0 else _FREE
    if one.shortfall_delta:
        return _MISSING if one.shortfall_delta > 0 else _FOUND
    return _GONE if (one.to_ship_delta or 0) < 0 else _NOTED


def balance(one: Moved) -> str:
    """Return the numbers that change, before and after."""
    to_ship, to_ship_delta = one.to_ship_after or 0, one.to_ship_delta or 0
    on_the_shelf = one.on_hand_after - one.shortfall_after + to_ship
    numbers = (
        ("on hand", one.on_hand_after, one.on_hand_delta),
        ("held", one.reserved_after, one.reserved_delta),
        ("missing", one.shortfall_after, one.shortfall_delta),
        ("to ship", to_ship, to_ship_delta),
        ("on the shelf", on_the_shelf, one.on_hand_delta - one.shortfall_delta + to_ship_delta),
    )
    return ", ".join(f"{what} {after - delta:,} → {after:,}" for what, after, delta in numbers if delta)
