"""The one write path: every change of stock is a list of commands given to `apply` (ADR 0001).

    lock reservations, then stock  ->  decide each command in memory  ->  write each table once

The caller opens and commits the transaction, and gives the time. A refused command is an outcome
of its own and never disturbs its neighbours. An exception means that nothing of the batch happened.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from inventory.database import lineage
from inventory.database.calls import Call
from inventory.database.epochs import VersionsOf
from inventory.database.failures import is_void
from inventory.database.pipelining import ROLLBACK_TO_SAVEPOINT, run, run_with_commit, undone_by_error
from inventory.database.transactions import writes_last
from inventory.domain.batch import Batch
from inventory.domain.commands import AdjustStock, Amend, Command, Move, Reassign, SetPolicy
from inventory.domain.orders.hold_times import HoldTimes
from inventory.domain.orders.shipping import Ask
from inventory.domain.outcome import Outcome
from inventory.domain.stock.return_places import RETURNS_LOCATION
from inventory.domain.stock.reversing import Reversals
from inventory.domain.stock.shelf import Shelf
from inventory.domain.stock_changes import StockChanges
from inventory.errors import ConcurrentChange
from inventory.write_path import (
    counting,
    ledger,
    locks,
    making,
    moves_made,
    naming,
    paid_units,
    policies,
    reversals,
    writing,
)
from inventory.write_path import overdue as sweep
from inventory.write_path.goods import rows_of_goods
from inventory.write_path.needs import capped_callers, require_times, wanted_rows

__all__ = ["HoldTimes", "Outcome", "apply"]

MAX_OVERDUE = 500
"""Maximum number of overdue holds that one batch ends to serve its own commands."""
MAX_LOOKS = 3
"""Maximum number of times that one batch searches for such holds."""
MAX_ROUNDS = 8
"""Maximum number of tries of one batch, for those searches or for rows made meanwhile."""
logger = logging.getLogger(__name__)


def apply(
    session: Session, commands: Sequence[Command], *, now: datetime, holds: HoldTimes, divisible: bool = False
) -> list[Outcome]:
    """Apply the commands in order, in the caller's transaction. Returns one outcome each.

    The batch gives its locks back (savepoint) and begins again in three cases. First, something
    falls short while overdue holds have units of it. Then those holds are locked too, and give way
    to the command that needs them. Second, somebody else made a row for a locked SKU during the
    wait for its lock, or made an order that was unknown, even if that order is refused here. Third,
    goods left or came back where no line of their order is. Then that stock is locked too. See
    docs/architecture.md.

    Raises `ConcurrentChange` when this does not end, `ValueError` for a time that is not in UTC,
    `TooMuchAtOnce` when `divisible` commands need more rows than fit into memory, and the errors of
    the database. Overdue holds that do not fit are left to the sweep.
    """
    require_times(commands, now)
    commands = _in_this_epoch(session, commands)
    capped = capped_callers(commands)
    locks.lock_callers(session, capped)
    overdue: list[str] = []
    goods: set[Ask] = set()
    looks = MAX_LOOKS
    for _ in range(MAX_ROUNDS):
        found: list[str] = []
        # The writes find a damaged hold, so that their error has to be seen here.
        send: writing.Send = run_with_commit if writes_last(session) and not overdue else run
        try:
            with undone_by_error(session):
                max_rows = locks.MAX_ROWS if divisible or overdue else None
                wanted = wanted_rows(commands, overdue, goods)
                locked = locks.lock(session, wanted, max_rows=max_rows)
                if more := rows_of_goods(session, commands, wanted, locked, goods):
                    goods |= more
                    run(session, ROLLBACK_TO_SAVEPOINT)
                    continue
                naming.note_locations(session, commands, locked.shelf)
                locks.require_made(wanted, locked.shelf)
                held = counting.count_held(session, capped, now=now)
                batch = Batch(
                    locked.reservations,
                    _stock_changes(session, commands, locked.shelf, now=now, holds=holds),
                    overdue,
                    now=now,
                    holds=holds,
                    held=held,
                )
                outcomes = [batch.run(command) for command in commands]
                if looks:
                    found = _overdue(session, batch, overdue, now=now)
                if (
                    not found
                    and _sees_all(session, batch, locked)
                    and _write(session, batch, locked, now=now, send=send)
                ):
                    return outcomes
                run(session, ROLLBACK_TO_SAVEPOINT)
        except locks.TooMuchAtOnce:
            if not overdue:
                raise
            overdue, looks = overdue[: len(overdue) // 4], 0
        except IntegrityError:
            if not overdue:
                raise
            # One hold is damaged. The sweep names it, and this batch does without its units.
            logger.exception("one of these overdue holds can't be ended here, the sweep names it: %s", overdue)
            overdue, looks = [], 0
        if found:
            overdue += found
            looks -= 1
    raise ConcurrentChange(row="A stock row or an order of this batch")


def _stock_changes(
    session: Session, commands: Sequence[Command], shelf: Shelf, *, now: datetime, holds: HoldTimes
) -> StockChanges:
    """Return the changes to come, with all that was done before under their references."""
    adjustments = [one for one in commands if isinstance(one, AdjustStock)]
    moves = [one for one in commands if isinstance(one, Move)]
    made = ledger.adjustments(session, adjustments)
    taken_back = chain(*(one.reverses for one in adjustments), *(one.reverses for one in moves))
    return StockChanges(
        shelf,
        made,
        moves_made.known(session, moves),
        Reversals(reversals.known(session, taken_back)),
        now=now,
        paid=paid_units.before_counts(session, adjustments, made, now=now, holds=holds),
    )


def _in_this_epoch(session: Session, commands: Sequence[Command]) -> Sequence[Command]:
    """Return the commands with versions of this epoch as their expectations.

    A version that was seen before the database was set back is none of them.
    """
    if not any(isinstance(command, _VERSIONED) and command.expected_versions is not None for command in commands):
        return commands
    epoch = lineage.epoch(session)
    return [_in_epoch(epoch, command) for command in commands]


_VERSIONED = (AdjustStock, Amend, Reassign, SetPolicy)


def _in_epoch(epoch: int, command: Command) -> Command:
    if not isinstance(command, _VERSIONED) or command.expected_versions is None:
        return command
    return replace(command, expected_versions=VersionsOf(epoch, command.expected_versions))


def first_calls(commands: Sequence[Command], *, divisible: bool = False) -> list[Call]:
    """Return the calls that `apply` runs first for these commands. A transaction may send them
    with its beginning (`Database.transaction`).
    """
    max_rows = locks.MAX_ROWS if divisible else None
    calls = locks.first_calls(wanted_rows(commands, ()), max_rows=max_rows)
    return [*locks.callers_calls(capped_callers(commands)), *calls] if calls else []


def _overdue(session: Session, batch: Batch, known: Sequence[str], *, now: datetime) -> list[str]:
    """Return overdue holds, except the `known` ones, with units that this batch lacked."""
    if not batch.short_skus:
        return []
    return sweep.overdue_holding(session, batch.short_skus, now=now, limit=MAX_OVERDUE, skipping=known)


def _sees_all(session: Session, batch: Batch, locked: locks.LockedRows) -> bool:
    """Return False if somebody made a row meanwhile that speaks against a refusal, or that the
    rules of the stock of its SKU have not reached.

    An unknown order has no row to lock. Another transaction may have made it, and hold the very
    units that are missing here. Then this command is a replay. A rule that concerns a new row may
    leave all others as they are, so that none of them is written. The other transaction committed
    before this batch could lock the stock, so another statement sees its rows.
    """
    skus = batch.short_skus | batch.policies.skus_with_stock_rules()
    found = counting.count_rows(session, skus, batch.refused_orders)
    return found == counting.RowCounts(stock=locked.shelf.count(skus))


def _write(session: Session, batch: Batch, locked: locks.LockedRows, *, now: datetime, send: writing.Send) -> bool:
    """Write the changes of the batch. Returns False if they are void.

    They are void if somebody else meanwhile made a row for one of the SKUs, or made an order that
    was unknown. Changes that go with the commit tell so only there.
    """
    rows = list(locked.shelf)
    changed_rows = [row for row in rows if row.changed]
    reservations = batch.changed_reservations()
    changes = writing.Changes(
        new=[one for one in reservations if one.order_id not in locked.reservations],
        known=[one for one in reservations if one.order_id in locked.reservations],
        stock=changed_rows,
        entries=batch.entries,
        announcements=batch.announcements(),
        lines_json=batch.lines_json,
    )
    stock_rows = locked.shelf.count({row.sku for row in changed_rows})
    try:
        writing.write(session, changes, now=now, stock_rows=stock_rows, send=send)
    except DBAPIError as error:
        if is_void(error):
            return False
        raise
    policies.write(session, batch.policies.changed.values(), send=send)
    moves_made.add(session, batch.moves, now=now, send=send)
    reversals.add(session, batch.reversals, send=send)
    writing.describe_stock(session, [row for row in changed_rows if row.described], send=send)
    making.delete_stock(session, [row for row in rows if row.created and not row.changed], send=send)
    # The location of returns stays: to remove it costs a look at all stock.
    unneeded = locked.created_locations - {row.location for row in changed_rows} - {RETURNS_LOCATION}
    making.delete_locations(session, sorted(unneeded), send=send)
    return True
