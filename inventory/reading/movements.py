"""Read the ledger. Takes no lock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, literal_column, select, union_all
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from inventory.database.arrays import is_one_of
from inventory.database.tables import Movement, Reversal
from inventory.domain.stock.movement_kinds import MovementKind
from inventory.reading.queries import Page, begins_with


@dataclass(frozen=True, slots=True)
class MovementFilter:
    """Conditions on the ledger rows of a SKU. None takes all.

    Times are those of the change: from `since` on, and before `before`.
    """

    location: str | None = None
    kind: str | None = None
    reason: str | None = None
    reference: str | None = None
    order_id: str | None = None
    since: datetime | None = None
    before: datetime | None = None
    locations: frozenset[str] | None = None
    order_prefix: str | None = None
    """Only rows of no order, or of one whose id begins with this."""
    actor: str | None = None


_LINKED = {MovementKind.ADJUSTED, MovementKind.MOVED}
"""The kinds of movements that reversals are, and that they take back."""
SEARCHED_MOVEMENTS = 10_000
"""Maximum number of movements that one page of `movements` looks at."""


def adjustment(session: Session, sku: str, location: str, reference: str) -> Movement | None:
    """Return the ledger row of the adjustment with this reference, if any."""
    made = (Movement.sku == sku) & (Movement.location == location) & (Movement.reference == reference)
    return session.scalars(select(Movement).where(made, Movement.kind == literal_column("'adjusted'"))).one_or_none()


class Links(NamedTuple):
    """The reversals among some movements: each way, by id."""

    reverses: Mapping[int, int]
    reversed_by: Mapping[int, int]


NO_LINKS = Links({}, {})
_IDS: dict[str, TypeEngine[Any]] = {"reverses": BigInteger(), "reversed_by": BigInteger()}
# An OR of both would need a bitmap of two indexes, and PostgreSQL may read the whole table instead.
_LINKS = union_all(
    *(
        select(Reversal.reverses, Reversal.reversed_by).where(is_one_of(end, _IDS))
        for end in (Reversal.reverses, Reversal.reversed_by)
    )
)


def links(session: Session, movements_: Sequence[Movement]) -> Links:
    """Return the reversals that these movements are, and those that took them back."""
    ids = [one.id for one in movements_ if one.kind in _LINKED]
    if not ids:
        return NO_LINKS
    found = session.execute(_LINKS, {"reverses_": ids, "reversed_by_": ids}).all()
    return Links({row.reversed_by: row.reverses for row in found}, {row.reverses: row.reversed_by for row in found})


def movements(
    session: Session, sku: str, *, where: MovementFilter, before: int | None, limit: int
) -> Page[Movement, int]:
    """Return the ledger of a SKU, newest first. `before` is the id of the last row that was seen.

    No index serves the filters, so a page looks at no more than `SEARCHED_MOVEMENTS` rows. It may
    have fewer entries than `limit`, even none, and still not be the last.
    """
    query = select(Movement).where(Movement.sku == sku).order_by(Movement.id.desc())
    if before is not None:
        query = query.where(Movement.id < before)
    end = None
    if where != MovementFilter():
        last_searched = query.with_only_columns(Movement.id).offset(SEARCHED_MOVEMENTS - 1).limit(1)
        end = session.scalar(last_searched)
    if end is not None:
        query = query.where(Movement.id >= end)
    for column, wanted in (
        (Movement.location, where.location),
        (Movement.kind, where.kind),
        (Movement.reason, where.reason),
        (Movement.reference, where.reference),
        (Movement.order_id, where.order_id),
        (Movement.actor, where.actor),
    ):
        if wanted is not None:
            query = query.where(column == wanted)
    if where.locations is not None:
        query = query.where(Movement.location.in_(sorted(where.locations)))
    if where.order_prefix is not None:
        query = query.where(
            Movement.order_id.is_(None) | begins_with(Movement.__table__.c.order_id, where.order_prefix)
        )
    if where.since is not None:
        query = query.where(Movement.occurred_at >= where.since)
    if where.before is not None:
        query = query.where(Movement.occurred_at < where.before)
    rows = list(session.scalars(query.limit(limit + 1)))
    return Page(rows[:limit], rows[limit - 1].id if len(rows) > limit else end)
