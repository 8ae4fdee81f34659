"""Serve lines that lack units: those with a named location, then the others together. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from inventory.domain.lines import Line
from inventory.domain.orders.shipping import Ask
from inventory.domain.orders.units.leaving import Units
from inventory.domain.stock.row import StockKey
from inventory.domain.stock.shelf import Shelf
from inventory.domain.stock.sourcing import Need, Share, source


def serve_named(
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


def serve_others(
    wishes: Sequence[Line], units: dict[Ask, Units], more: dict[StockKey, int], shelf: Shelf, *, keep_back: bool
) -> dict[Ask, int]:
    """Serve the other lines together, from few locations. Returns the missing units by line.

    They go where other lines of their kind have units. Lines that name a location draw none along:
    an order whose lines named one earlier would be elsewhere than one that was never heard so.
    """
    needs: list[Need] = []
    needing: list[tuple[Ask, Units]] = []
    for sku, quantity, location in wishes:
        if location is None:
            ask: Ask = sku, None
            own = units.setdefault(ask, {})
            if short := quantity - sum(own.values()):
                needs.append(Need(short, shelf.availabilities(sku, more, keep_back=keep_back), own))
                needing.append((ask, own))
    if not needs:
        return {}
    visited = {location for (_, named), places in units.items() if named is None for location in places}
    sourced = source(needs, visited)
    missing: dict[Ask, int] = {}
    for (ask, own), need, shares in zip(needing, needs, sourced, strict=True):
        if short := _add(own, ask[0], need.quantity, shares, more):
            missing[ask] = short
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
