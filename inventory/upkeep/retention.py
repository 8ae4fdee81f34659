"""Forgetting what is old, in small pieces: what each kind of row is kept for, and where its pruning has come to.

Each piece is a transaction of its own that locks only rows nobody works on, so the line never waits for it. Events and
ledger rows go through functions of the database (migration 0007), because the service may not touch them itself. How far
a kind has come is a row of `retention`, locked for the length of a piece: two that prune at once do not meet.

What is forgotten could be heard again as new. So events go only when the bridge would refuse them as too old, and orders
later than the events that made them.
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

from inventory.database import commits
from inventory.database.tables import Retention
from inventory.write_path import idempotency

MARGIN = timedelta(days=1)
"""How much longer an event is remembered than the bridge would take it: its clock is not the database's."""
RECEIPTS = timedelta(days=1)
"""How long a receipt of a commit is kept. Whoever lost the answer asks within seconds."""
PIECE = 2_000
"""The most rows that one transaction looks at."""
BLOCKS = 64
"""The pages that one transaction looks at of what has no index by age, and so about as many orders."""
BLOCKS_PER_RUN = 4_096
"""The pages of it that one run looks at, 32 MB: orders and idempotency keys need no such index, if they are all passed in a day."""


class Kind(StrEnum):
    """What is removed."""

    EVENTS = "events"
    PAYLOADS = "payloads"
    DEAD_LETTERS = "dead_letters"
    RESERVATIONS = "reservations"
    IDEMPOTENCY_KEYS = "idempotency_keys"
    COMMIT_RECEIPTS = "commit_receipts"
    MOVEMENTS = "movements"


@dataclass(frozen=True, slots=True)
class Periods:
    """How long each is kept; `movements` is None to keep them for ever."""

    events: timedelta
    payloads: timedelta
    dead_letters: timedelta
    reservations: timedelta
    idempotency_keys: timedelta
    movements: timedelta | None


class Piece(NamedTuple):
    """What one transaction removed, where the next one goes on, and whether it should be at once."""

    removed: int
    position: int
    more: bool


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was removed of a kind in all, and when it was last tried."""

    kind: str
    removed: int
    pruned_at: datetime


_FIRST = insert(Retention).on_conflict_do_nothing()
_LOCK = select(Retention.position).with_for_update(skip_locked=True)


def prune(session: Session, kind: Kind, *, now: datetime, periods: Periods) -> bool:
    """Remove the next piece of what is too old, in the caller's transaction. Returns whether there may be more.

    Does nothing while somebody else prunes the same kind.
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
    """What was removed since the tables were made, by kind."""
    rows = session.execute(select(Retention.kind, Retention.removed, Retention.pruned_at).order_by(Retention.kind))
    return [Pruned(*row) for row in rows]


_EVENTS = text("SELECT last_id, removed FROM prune_inbox(:after, :before, :most)")
_PAYLOADS = text("SELECT last_id, removed FROM clear_payloads(:after, :before, :most)")
_DEAD_LETTERS = text("SELECT prune_dead_letters(:before, :most)")
_MOVEMENTS = text("SELECT last_id, removed FROM prune_ledger(:after, :before, :most)")
# By their place on the disk, page after page: the order ids of a busy shop are spread over the whole index. Those that
# somebody works on are passed over, and found by the next round.
_RESERVATIONS = text(
    """
    WITH old AS MATERIALIZED (
        SELECT order_id FROM reservation
        WHERE ctid >= CAST(:first AS tid) AND ctid < CAST(:last AS tid) AND status NOT IN ('new', 'pending')
          AND updated_at < :before AND NOT lines @? '$[*].allocations[*] ? (@.held != 0)'
        FOR UPDATE SKIP LOCKED
    )
    DELETE FROM reservation r USING old WHERE r.order_id = old.order_id
    """
)
_PAGES = text("SELECT pg_relation_size(CAST(:table AS regclass)) / current_setting('block_size')::bigint")


def _events(session: Session, position: int, now: datetime, periods: Periods) -> Piece:
    """From the oldest on: what was done is gone, and the dead ones that are kept longer are passed in each run anew."""
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
    """Go on behind these pages, or from the first one again behind the last."""
    if pages.stop >= session.execute(_PAGES, {"table": table}).scalar_one():
        return Piece(removed, 0, more=False)
    return Piece(removed, pages.stop, more=pages.stop % BLOCKS_PER_RUN != 0)


def _movements(session: Session, position: int, now: datetime, periods: Periods) -> Piece:
    if periods.movements is None:
        return Piece(0, position, more=False)
    return _by_id(session, _MOVEMENTS, position, now - periods.movements)


def _by_id(session: Session, function: TextClause, position: int, before: datetime) -> Piece:
    given = {"after": position, "before": before, "most": PIECE}
    last_id, removed = session.execute(function, given).one()
    return Piece(removed, position if last_id is None else last_id, more=last_id is not None)


def _pruner(kind: Kind) -> Callable[[Session, int, datetime, Periods], Piece]:
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
        case _:
            assert_never(kind)
