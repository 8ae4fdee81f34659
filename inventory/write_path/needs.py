"""Ask commands for the rows, callers and times that they are about, before anything is locked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import assert_never

from inventory.boundary.moments import require_utc
from inventory.domain.commands import (
    DEFAULT_LOCATION,
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
    Line,
    Move,
    OrderCommand,
    PolicyCommand,
    Reassign,
    Release,
    Reserve,
    SetPolicy,
    StateCancellation,
    StateCompletion,
    StateDispatch,
    StateLinesCancelled,
    StateOrder,
    StatePayment,
    StatePaymentFailure,
    StatePolicy,
    StateSupply,
)
from inventory.domain.dispatch_commands import DispatchCommand
from inventory.domain.orders.shipping import Ask
from inventory.domain.told_apart import made_by, makes_location, named_lines
from inventory.write_path import locks


def require_times(commands: Sequence[Command], now: datetime) -> None:
    """Raise `ValueError` unless all times are in UTC: holds and facts are reckoned from them."""
    require_utc(now)
    for command in commands:
        match command:
            case StateSupply() | StatePolicy():
                require_utc(command.at)
            case StateOrder() | StatePayment() | StatePaymentFailure() | StateCancellation():
                require_utc(command.at)
            case StateDispatch() | StateCompletion() | StateLinesCancelled():
                require_utc(command.at)
            case Reserve() | Confirm() | Release() | Cancel() | Extend() | Amend() | Reassign() | Expire():
                pass
            case AdjustStock() | SetPolicy() | Move() | FollowLocation() | Dispatch() | AssumeDispatched():
                pass
            case CancelLines():
                pass
            case _:
                assert_never(command)


def capped_callers(commands: Sequence[Command]) -> set[str]:
    """Return the callers that have a cap on their units and ask for units."""
    return {
        command.cause.actor
        for command in commands
        if isinstance(command, (Reserve, Amend)) and command.cause.allowance.max_units is not None
    }


def wanted_rows(commands: Sequence[Command], overdue: Sequence[str], dispatched: Collection[Ask] = ()) -> locks.Wanted:
    """Return the rows of these commands, of `overdue` holds, and of `dispatched` goods."""
    wanted = locks.Wanted(set(overdue), set(), {}, set(), set(), set())
    for ask in dispatched:
        _add_dispatched(wanted, ask, makes_location=True)
    for command in commands:
        if isinstance(command, OrderCommand):
            wanted.order_ids.add(command.order_id)
            wanted.skus.update(line.sku for line in named_lines(command))
            if isinstance(command, DispatchCommand):
                wanted.dispatched.add(command.order_id)
                for line in named_lines(command):
                    stated = isinstance(command, StateDispatch)
                    _add_dispatched(wanted, (line.sku, line.location), makes_location=stated)
            continue
        wanted.skus.add(command.sku)
        if (made := made_by(command)) is not None:
            wanted.new.setdefault(*made)
            if makes_location(command):
                (_, location), _ = made
                wanted.locations.add(location)
        if isinstance(command, PolicyCommand):
            wanted.policies.add(command.sku)
    return wanted


def _add_dispatched(wanted: locks.Wanted, ask: Ask, *, makes_location: bool) -> None:
    """Goods may leave a location where the SKU has no row yet, or one that is not set up yet."""
    sku, location = ask
    wanted.skus.add(sku)
    if location is not None:
        wanted.new.setdefault((sku, location), sku)
        if makes_location or location == DEFAULT_LOCATION:
            wanted.locations.add(location)


def rows_of_dispatches(
    commands: Sequence[Command], wanted: locks.Wanted, locked: locks.LockedRows, tried: Collection[Ask]
) -> set[Ask]:
    """Return the SKUs of goods that left, and the locations of SKUs, that have no row here. Others
    than those `tried` before.

    The statement that locks stock knows the lines of the orders alone. A SKU without any row gets
    one by its goods that left, at the default location if none is named.
    """
    known = {order.order_id for order in locked.reservations.values() if order.shipping is not None}
    missing: set[Ask] = set()
    if not known and not wanted.dispatched:
        return missing
    for sku, location in _asked_of_dispatches(commands, known | wanted.dispatched, locked):
        if location is not None and locked.shelf.find((sku, location)) is None:
            missing.add((sku, location))
        elif location is None and all(row.created for row in locked.shelf.of(sku)):
            # Rows that other commands of the batch are to make are not there, one by one.
            missing.add((sku, DEFAULT_LOCATION if (sku, None) in tried else None))
    return missing.difference(tried)


def _asked_of_dispatches(
    commands: Sequence[Command], shipped: Collection[str], locked: locks.LockedRows
) -> Iterator[Ask]:
    """Yield the SKUs and locations of goods that left, and of the lines that they may have left
    for.
    """
    for order in locked.reservations.values():
        if order.shipping is not None:
            yield from _asks(line for one in order.shipping.dispatches for line in one.lines)
        if order.order_id in shipped:
            yield from _asks(line for one in order.all_statements for line in one.lines)
    for command in commands:
        if isinstance(command, OrderCommand) and command.order_id in shipped:
            patient = isinstance(command, StateOrder | StateDispatch) and command.patient
            # A patient command makes no SKU known. Those that are known may leave a new location.
            yield from (ask for ask in _asks(named_lines(command)) if ask[1] is not None or not patient)


def _asks(lines: Iterable[Line]) -> Iterator[Ask]:
    for line in lines:
        yield line.sku, line.location
