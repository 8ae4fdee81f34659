"""Find the rows of goods that left or came back, where no line of their order names them.

The statement that locks stock knows the lines of the orders alone. What it did not lock is locked
when the batch begins again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from sqlalchemy import ARRAY, Text, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from inventory.database.pipelining import Compiled, run
from inventory.database.tables import Location
from inventory.domain.commands import (
    DEFAULT_LOCATION,
    Command,
    Line,
    OrderCommand,
    StateDispatch,
    StateOrder,
    StateReturn,
)
from inventory.domain.goods_commands import DispatchCommand, ReturnCommand
from inventory.domain.orders.shipping import Ask
from inventory.domain.stock.return_places import RETURNS_LOCATION, ReturnPlace, ReturnPlaces
from inventory.domain.told_apart import named_lines
from inventory.write_path import locks


def add_goods(wanted: locks.Wanted, command: DispatchCommand | ReturnCommand) -> None:
    """Add the rows that a command on goods names. An event may be heard before its location."""
    wanted.goods_of.add(command.order_id)
    makes_location = isinstance(command, StateDispatch | StateReturn)
    for line in named_lines(command):
        add_place(wanted, (line.sku, line.location), makes_location=makes_location)


def add_place(wanted: locks.Wanted, ask: Ask, *, makes_location: bool) -> None:
    """Goods may leave a location, or come back to one, where the SKU has no row yet, or that is not
    set up yet.
    """
    sku, location = ask
    wanted.skus.add(sku)
    if location is not None:
        wanted.new.setdefault((sku, location), sku)
        if makes_location or location == DEFAULT_LOCATION:
            wanted.locations.add(location)


def rows_of_goods(
    session: Session,
    commands: Sequence[Command],
    wanted: locks.Wanted,
    locked: locks.LockedRows,
    tried: Collection[Ask],
) -> set[Ask]:
    """Return the SKUs of goods, and the locations of SKUs, that have no row here. Others than those
    `tried` before.

    A SKU without any row gets one by its goods, at the default location if none is named.
    """
    known = {order.order_id for order in locked.reservations.values() if order.shipping is not None}
    missing: set[Ask] = set()
    if not known and not wanted.goods_of:
        return missing
    asked = [*_asked_of_goods(commands, known | wanted.goods_of, locked), *_return_places(session, commands, locked)]
    for sku, location in asked:
        if location is not None and locked.shelf.find((sku, location)) is None:
            missing.add((sku, location))
        elif location is None and all(row.created for row in locked.shelf.of(sku)):
            # Rows that other commands of the batch are to make are not there, one by one.
            missing.add((sku, DEFAULT_LOCATION if (sku, None) in tried else None))
    return missing.difference(tried)


def _asked_of_goods(commands: Sequence[Command], shipped: Collection[str], locked: locks.LockedRows) -> Iterator[Ask]:
    """Yield the SKUs and locations of goods, and of the lines that they may have left for."""
    for order in locked.reservations.values():
        if order.shipping is not None:
            yield from _asks(line for one in order.shipping.dispatches for line in one.lines)
        if order.returned is not None:
            yield from _asks(line.line for one in order.returned.returns for line in one.lines)
        if order.order_id in shipped:
            yield from _asks(line for one in order.all_statements for line in one.lines)
    for command in commands:
        if isinstance(command, OrderCommand) and command.order_id in shipped:
            patient = isinstance(command, StateOrder | StateDispatch | StateReturn) and command.patient
            # A patient command makes no SKU known. Those that are known may leave a new location.
            yield from (ask for ask in _asks(named_lines(command)) if ask[1] is not None or not patient)


def _asks(lines: Iterable[Line]) -> Iterator[Ask]:
    for line in lines:
        yield line.sku, line.location


_target = aliased(Location)
_TARGET_SELLS = select(_target.sells & _target.active).where(_target.name == Location.returns_to).scalar_subquery()
_LOCATIONS = Compiled(
    select(Location.name, Location.sells & Location.active, Location.returns_to, _TARGET_SELLS).where(
        Location.name == func.any(bindparam("names_", type_=ARRAY(Text)))
    )
)


def _return_places(session: Session, commands: Sequence[Command], locked: locks.LockedRows) -> set[Ask]:
    """Note on the shelf the locations that goods may come back to. Return those where they may be
    set aside, with their SKUs.
    """
    back = set(_asks(_lines_that_came_back(commands, locked)))
    if not back:
        return set()
    skus = {sku for sku, _ in back}
    origins = {(sku, row.location) for sku in skus for row in locked.shelf.of(sku)}
    origins |= {(sku, location or DEFAULT_LOCATION) for sku, location in back}
    places = _places(session, {location for _, location in origins})
    locked.shelf.return_places = places
    return {(sku, places.aside(origin)) for sku, origin in origins}


def _lines_that_came_back(commands: Sequence[Command], locked: locks.LockedRows) -> Iterator[Line]:
    for order in locked.reservations.values():
        if order.returned is not None:
            yield from (line.line for one in order.returned.returns for line in one.lines)
    for command in commands:
        if isinstance(command, ReturnCommand):
            yield from named_lines(command)


def _places(session: Session, names: Collection[str]) -> ReturnPlaces:
    """Return these locations, with the one of the goods that are set aside: it is made where it is
    missing, and does not sell.
    """
    (found,) = run(session, _LOCATIONS({"names_": sorted({*names, RETURNS_LOCATION})}))
    places = {RETURNS_LOCATION: ReturnPlace(sells=False, set_aside=None)}
    for name, sells, returns_to, target_sells in found:
        # A target that is not there has no opinion, and one that sells takes no such goods.
        places[name] = ReturnPlace(sells, returns_to if target_sells is False else None)
    return ReturnPlaces(places)
