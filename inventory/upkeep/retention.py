"""Removal of old rows in small pieces: the time that each kind is kept, and the position of its
pruning.

Each piece is a transaction of its own. It locks only rows that nobody works on, so no work waits
for it. Events and ledger rows are removed by functions of the database (migration 0007), because
the service may not touch them itself. The position of a kind is a row of `retention`, locked while
a piece is removed. So two processes that prune at once do not meet.

A forgotten event could be received again as new. So an event goes only when the bridge would refuse
it as too old, and an order goes later than the events that made it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, assert_never

from sqlalchemy import TextClause, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from inventory import refused_calls, sessions
from inventory.database import commits
from inventory.database.tables import Retention
from inventory.outbox import announced
from inventory.upkeep.periods import Periods
from inventory.write_path import idempotency, moves_made

MARGIN = timedelta(days=1)
"""Extra time that an event is remembered: the bridge's clock is not the database's."""
RECEIPTS = timedelta(days=1)
"""The time that a receipt of a commit is kept. A process that lost the answer asks in seconds."""
PIECE = 2_000
"""The largest number of rows that one transaction looks at."""
BLOCKS = 64
"""The pages that one transaction looks at in a table without an index by age: about as many
orders.
"""
BLOCKS_PER_RUN = 4_096
"""The pages of such a table that one run looks at, 32 MB. Orders and idempotency keys need no index
by age, as long as one day is enough to pass them all.
"""


class Kind(StrEnum):
    """Kinds of rows that are removed."""

    EVENTS = "events"
    PAYLOADS = "payloads"
    DEAD_LETTERS = "dead_letters"
    RESERVATIONS = "reservations"
    IDEMPOTENCY_KEYS = "idempotency_keys"
    COMMIT_RECEIPTS = "commit_receipts"
    MOVEMENTS = "movements"
    MOVES = "moves"
    OUTCOMES = "outcomes"
    REFUSED_CALLS = "refused_calls"
    SESSIONS = "sessions"


class Piece(NamedTuple):
    """The rows that one transaction removed, the next position, and True if the next piece should
    follow at once.
    """

    removed: int
    position: int
    more: bool


@dataclass(frozen=True, slots=True)
class Pruned:
    """The number of rows of a kind that were removed in all, and the time of the last attempt."""

    kind: str
    removed: int
    pruned_at: datetime


_FIRST = insert(Retention).on_conflict_do_nothing()
_LOCK = select(Retention.position).with_for_update(skip_locked=True)


def prune(session: Session, kind: Kind, *, now: datetime, periods: Periods) -> bool:
    """Remove the next piece of old rows, in the caller's transaction. Return True if there may be
    more.

    Do nothing while another transaction prunes the same kind.
    """
    connection = session.connection()
    connection.execute(_FIRST, {"kind": kind, "pruned_at": now})
    position = connection.execute(_LOCK.where(Retention.kind == kind)).scalar_one_or_none()
    if position is None:
        return False
    piece = _pruner(kind)(session, position, now, periods)
    connection.execute(
        update(Retention)
        .where(Retention.kind == kind)
        .values(position=piece.position, removed=Retention.removed + piece.removed, pruned_at=now)
    )
    return piece.more


def pruned(session: Session) -> list[Pruned]:
    """Return the removed rows of each kind since the tables were made."""
    rows = session.execute(select(Retention.kind, Retention.removed, Retention.pruned_at).order_by(Retention.kind))
    return [Pruned(*row) for row in rows]


_EVENTS = text("SELECT last_id, removed FROM prune_inbox(:after, :before, :most)")
_PAYLOADS = text("SELECT last_id, removed FROM clear_payloads(:after, :before, :most)")
_DEAD_LETTERS = text("SELECT prune_dead_letters(:before, :most)")
_MOVEMENTS = text("SELECT last_id, removed FROM prune_ledger(:after, :before, :most)")
# By their place on the disk, page after page, because the order ids of a busy shop are spread over
# the whole index. Rows that somebody works on are passed over, and the next round finds them.
_RESERVATIONS = text(
    """
    WITH old AS MATERIALIZED (
        SELECT order_id FROM reservation
        WHERE ctid >= CAST(:first AS tid) AND ctid < CAST(:last AS tid) AND status NOT IN ('new', 'pending')
          AND updated_at < :before AND dispatch_due_at IS NULL AND NOT lines @? '$[*].allocations[*] ? (@.held != 0)'
        FOR UPDATE SKIP LOCKED
    )
    DELETE FROM reservation WHERE order_id = ANY (ARRAY(SELECT order_id FROM old))
    """
)
_PAGES = text("SELECT pg_relation_size(CAST(:table AS regclass)) / current_setting('block_size')::bigint")


def _events(session: Session, position: int, now: datetime, periods: Periods) -> Piece:
    """Remove events from the oldest on. Done ones go, and each run passes anew over the dead ones,
    which are kept longer.
    """
    piece = _by_id(session, _EVENTS, position, now - periods.events - MARGIN)
    return piece if piece.more else piece._replace(position=0)


def _payloads(session: Session, position: int, now: datetime, periods: Periods) -> Piece:
    return _by_id(session, _PAYLOADS, position, now - periods.payloads)


def _dead_letters(session: Session, position: int, now: datetime, periods: Periods) -> Piece:
    removed = session.execute(
        _DEAD_LETTERS, {"before": now - periods.dead_letters - MARGIN, "most": PIECE}
    ).scalar_one()
    return Piece(removed, position, more=removed == PIECE)


def _reservations(session: Session, position: int, now: datetime, periods: Periods) -> Piece:
    pages = range(position, position + BLOCKS)
    place = {"first": f"({pages.start},0)", "last": f"({pages.stop},0)"}
    removed = (
        session.connection().execute(_RESERVATIONS, {**place, "before": now - periods.reservations - MARGIN}).rowcount
    )
    return _by_page(session, "reservation", pages, removed)


def _idempotency_keys(session: Session, position: int, now: datetime, periods: Periods) -> Piece:
    pages = range(position, position + BLOCKS)
    removed = idempotency.prune(session, before=now - periods.idempotency_keys, pages=pages)
    return _by_page(session, "idempotency_key", pages, removed)


def _commit_receipts(session: Session, position: int, now: datetime, _: Periods) -> Piece:
    pages = range(position, position + BLOCKS)
    removed = commits.prune(session, before=now - RECEIPTS, pages=pages)
    return _by_page(session, "commit_receipt", pages, removed)


def _by_page(session: Session, table: str, pages: range, removed: int) -> Piece:
    """Return the piece. The next one begins behind these pages, or again at the first page after
    the last.
    """
    if pages.stop >= session.execute(_PAGES, {"table": table}).scalar_one():
        return Piece(removed, 0, more=False)
    return Piece(removed, pages.stop, more=pages.stop % BLOCKS_PER_RUN != 0)


def _movements(session: Session, position: int, now: datetime, periods: Periods) -> Piece:
    if periods.movements is None:
        return Piece(0, position, more=False)
    return _by_id(session, _MOVEMENTS, position, now - periods.movements)


def _moves(session: Session, position: int, now: datetime, periods: Periods) -> Piece:
    if periods.movements is None:
        return Piece(0, position, more=False)
    pages = range(position, position + BLOCKS)
    removed = moves_made.prune(session, before=now - periods.movements, pages=pages)
    return _by_page(session, "stock_move", pages, removed)


def _outcomes(session: Session, position: int, now: datetime, periods: Periods) -> Piece:
    """Begin anew in the end: an id may be announced later than a higher one."""
    last_id, removed = announced.prune(session, after=position, before=now - periods.outcomes, most=PIECE)
    return Piece(removed, 0 if last_id is None else last_id, more=last_id is not None)


def _refused_calls(session: Session, position: int, now: datetime, periods: Periods) -> Piece:
    removed = refused_calls.prune(session, before=now - periods.refused_calls, most=PIECE)
    return Piece(removed, position, more=removed == PIECE)


def _sessions(session: Session, position: int, now: datetime, _: Periods) -> Piece:
    removed = sessions.prune(session, before=now, most=PIECE)
    return Piece(removed, position, more=removed == PIECE)


def _by_id(session: Session, function: TextClause, position: int, before: datetime) -> Piece:
    given = {"after": position, "before": before, "most": PIECE}
    last_id, removed = session.execute(function, given).one()
    return Piece(removed, position if last_id is None else last_id, more=last_id is not None)


def _pruner(kind: Kind) -> Callable[[Session, int, datetime, Periods], Piece]:  # noqa: C901 - a case for each kind
    match kind:
        case Kind.EVENTS:
            return _events
        case Kind.PAYLOADS:
            return _payloads
        case Kind.DEAD_LETTERS:
            return _dead_letters
        case Kind.RESERVATIONS:
            return _reservations
        case Kind.IDEMPOTENCY_KEYS:
            return _idempotency_keys
        case Kind.COMMIT_RECEIPTS:
            return _commit_receipts
        case Kind.MOVEMENTS:
            return _movements
        case Kind.MOVES:
            return _moves
        case Kind.OUTCOMES:
            return _outcomes
        case Kind.REFUSED_CALLS:
            return _refused_calls
        case Kind.SESSIONS:
            return _sessions
        case _:
            assert_never(kind)
