"""Look up the locations that requests name, where the locked rows do not tell enough.

A row of a location that sells tells that requests may name it. So a statement is added only for
other locations, and for locations where the SKU has no row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from sqlalchemy import ARRAY, Text, bindparam, func, select
from sqlalchemy.orm import Session

from inventory.database.pipelining import Compiled, run
from inventory.database.tables import Location
from inventory.domain.commands import (
    AdjustStock,
    Amend,
    AssumeDispatched,
    Cancel,
    CancelLines,
    Command,
    Confirm,
    Dispatch,
    Expire,
    Extend,
    FollowLocation,
    Move,
    Reassign,
    Release,
    Reserve,
    Return,
    SetPolicy,
    StateCancellation,
    StateCompletion,
    StateDispatch,
    StateLinesCancelled,
    StateOrder,
    StatePayment,
    StatePaymentFailure,
    StatePolicy,
    StateReturn,
    StateSupply,
)
from inventory.domain.stock.row import StockKey
from inventory.domain.stock.shelf import Shelf
from inventory.domain.told_apart import stated_preference

_NAMED = Compiled(
    select(Location.name, Location.active).where(Location.name == func.any(bindparam("names_", type_=ARRAY(Text))))
)


def note_locations(session: Session, commands: Sequence[Command], shelf: Shelf) -> None:
    """Note on the shelf the unknown and the inactive locations that requests name."""
    doubtful = {place[1] for command in commands for place in _named(command) if not _tells_enough(shelf, place)}
    doubtful |= _doubtful_preferred(commands, shelf)
    if not doubtful:
        return
    (found,) = run(session, _NAMED({"names_": sorted(doubtful)}))
    active: dict[str, bool] = dict(found)
    shelf.note_locations(
        unknown=doubtful - active.keys(), inactive={name for name in doubtful & active.keys() if not active[name]}
    )


def _doubtful_preferred(commands: Sequence[Command], shelf: Shelf) -> set[str]:
    """Return locations that requests rank and where none of their SKUs has a row."""
    return {
        location
        for command in commands
        if isinstance(command, (Reserve, Amend))
        for location in stated_preference(command).locations
        if not any(_tells_enough(shelf, (line.sku, location)) for line in command.lines)
    }


def _tells_enough(shelf: Shelf, place: StockKey) -> bool:
    row = shelf.find(place)
    return row is not None and row.priority is not None


def _named(command: Command) -> Iterable[StockKey]:  # noqa: C901 - a case for each form of command
    """Return the stock keys that a request names. An event may be heard before its location."""
    match command:
        case Confirm() | StateOrder() | StatePayment():  # the commonest commands first
            return ()
        case Reserve(lines=lines) | Amend(lines=lines) | Dispatch(lines=lines):
            return [(line.sku, line.location) for line in lines if line.location is not None]
        case StateSupply() | StatePaymentFailure() | StateCancellation():
            return ()
        case Release() | Cancel() | Extend() | Expire() | FollowLocation() | StatePolicy():
            return ()
        case Return(lines=returned):
            return [(line.sku, line.location) for line in returned if line.location is not None]
        case AdjustStock(sku=sku, location=location):
            return [(sku, location)]
        case Move(sku=sku, from_location=from_location, to_location=to_location):
            return [(sku, from_location), (sku, to_location)]
        case Reassign(sku=sku, to_location=to_location):
            return [(sku, to_location)]
        case SetPolicy(sku=sku, stated=stated):
            return [(sku, one.location) for one in stated.stock if one.location is not None]
        case StateLinesCancelled() | CancelLines() | StateDispatch() | StateCompletion() | AssumeDispatched():
            return ()
        case StateReturn():
            return ()
        case _:
            assert_never(command)
