"""Serve lines that lack units: those with a named location, then the others together. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from inventory.domain.lines import Line
from inventory.domain.locations import Preference
from inventory.domain.orders.shipping import Ask
from inventory.domain.orders.units.leaving import Units
from inventory.domain.stock.row import StockKey
from inventory.domain.stock.shelf import Shelf
from inventory.domain.stock.sourcing import Need, Share, preferred, source


def serve(
    wishes: Sequence[Line],
    units: dict[Ask, Units],
    more: dict[StockKey, int],
    shelf: Shelf,
    *,
    keep_back: bool,
    preference: Preference,
) -> dict[Ask, int]:
    """Give each line the units that it lacks, as far as they are there. Returns the missing ones by
    line.

    Lines that name a location are served first.
    """
    if len(wishes) == 1:  # nearly all orders
        return _serve_one(wishes[0], units, more, shelf, keep_back=keep_back, preference=preference)
    named = [wish for wish in wishes if wish.location is not None]
    missing = _serve_named(named, units, more, shelf, keep_back=keep_back) if named else {}
    return missing | _serve_others(wishes, units, more, shelf, keep_back=keep_back, preference=preference)


def _serve_one(
    line: Line,
    units: dict[Ask, Units],
    more: dict[StockKey, int],
    shelf: Shelf,
    *,
    keep_back: bool,
    preference: Preference,
) -> dict[Ask, int]:
    """Serve the only line of an order."""
    sku, quantity, location = line
    own = units.setdefault((sku, location), {})
    short = quantity - sum(own.values()) if own else quantity
    if short:
        places = shelf.availabilities(sku, more, keep_back=keep_back)
        if location is not None:
            places = [one for one in places if one.location == location]
        elif preference.locations:
            places = preferred(places, preference)
        short = _add(own, sku, short, source([Need(short, places, own)], frozenset(own))[0], more)
    return {(sku, location): short} if short else {}


def _serve_named(
    wishes: Sequence[Line], units: dict[Ask, Units], more: dict[StockKey, int], shelf: Shelf, *, keep_back: bool
) -> dict[Ask, int]:
    """Serve the lines, which name a location each. Returns the missing units by line."""
    missing: dict[Ask, int] = {}
    for sku, quantity, location in wishes:
        assert location is not None
        own = units.setdefault((sku, location), {})
        short = quantity - sum(own.values())
        if short:
            there = [one for one in shelf.availabilities(sku, more, keep_back=keep_back) if one.location == location]
            short = _add(own, sku, short, source([Need(short, there)])[0], more)
        if short:
            short = _make_room(own, units.get((sku, None), {}), location, short)
        if short:
            missing[sku, location] = short
    return missing


def _serve_others(
    wishes: Sequence[Line],
    units: dict[Ask, Units],
    more: dict[StockKey, int],
    shelf: Shelf,
    *,
    keep_back: bool,
    preference: Preference,
) -> dict[Ask, int]:
    """Serve the other lines together, from few locations. Returns the missing units by line.

    They go where other lines of their kind have units. Lines that name a location draw none along:
    an order whose lines named one earlier would be elsewhere than one that was never heard so.
    """
    needs: dict[str, Need] = {}
    for sku, quantity, location in wishes:
        if location is None:
            own = units.setdefault((sku, None), {})
            short = quantity - sum(own.values()) if own else quantity
            if short:
                places = shelf.availabilities(sku, more, keep_back=keep_back)
                needs[sku] = Need(short, preferred(places, preference) if preference.locations else places, own)
    if not needs:
        return {}
    visited: Collection[str] = ()
    if any(units.values()):
        visited = {location for (_, named), places in units.items() if named is None for location in places}
    missing: dict[Ask, int] = {}
    for (sku, need), shares in zip(needs.items(), source([*needs.values()], frozenset(visited)), strict=True):
        if short := _add(units[sku, None], sku, need.quantity, shares, more):
            missing[sku, None] = short
    return missing


def _add(own: Units, sku: str, missing: int, shares: Iterable[Share], more: dict[StockKey, int]) -> int:
    """Give the line its shares. Returns the number missing after that."""
    for location, quantity in shares:
        own[location] = own.get(location, 0) + quantity
        more[sku, location] = more.get((sku, location), 0) - quantity
        missing -= quantity
    return missing


def _make_room(own: Units, anywhere: Units, location: str, missing: int) -> int:
    """Take units at `location` from the line `anywhere`. Returns the number missing after that."""
    moved = min(anywhere.get(location, 0), missing)
    if moved:
        own[location] = own.get(location, 0) + moved
        anywhere[location] -= moved
        if not anywhere[location]:
            del anywhere[location]
    return missing - moved
