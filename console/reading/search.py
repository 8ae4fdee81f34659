"""Find the things that a text names: SKUs, orders, events, movements.

Everything is asked of an index. Takes no lock.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select, text
from sqlalchemy.orm import InstrumentedAttribute, Session

from console.reading.one_movement import may_read, movement
from inventory.boundary.shown import MAX_ROW_NUMBER
from inventory.database.tables import InboxEvent, Movement, Reservation, Stock
from inventory.domain.allowance import Allowance
from inventory.errors import BeyondToken, UnknownReservation
from inventory.inbox.namesakes import stated
from inventory.reading import blocks
from inventory.reading.near_skus import soon_near_skus
from inventory.reading.queries import LAST, begins_with
from inventory.timeline.page import timeline
from inventory.tokens import Scope

MAX_OF_A_KIND = 10
"""Maximum number of things of one kind that are listed."""
MAX_NEAR = 5
"""Maximum number of things of one kind whose names begin with the text."""
MAX_LOOKED_THROUGH = 20_000
"""Maximum number of rows of stock that are looked through for SKUs with the text within."""
MAX_BLOCKS = 500
"""Maximum number of blocks of movements that are asked for references that begin so: the newest."""
MAX_SOURCES = 200
"""Maximum number of sources whose events are asked for an id."""


class Kind(StrEnum):
    """The kinds of things that are found, in the order of their list."""

    SKU = "sku"
    ORDER = "order"
    EVENT = "event"
    MOVEMENT = "movement"


@dataclass(frozen=True, slots=True)
class Match:
    """A thing that the text names. `key` is its SKU, its order id, or the number of its row.

    `why` tells how the text names it. `is_certain` is False for the number of a row: it may be a
    part of another name.
    """

    kind: Kind
    key: str
    why: str
    is_certain: bool = True


@dataclass(frozen=True, slots=True)
class SearchResult:
    """All things that the text names. `near` are things that resemble it, if it names nothing for
    certain.
    """

    matches: list[Match]
    near: list[Match]


def search(
    session: Session, asked: str, *, now: datetime, allowance: Allowance, scopes: Container[Scope]
) -> SearchResult:
    """Return all things that `asked` names and that the caller may see by its scopes and limits. A
    caller with limits is told of no event, and of nothing near.
    """
    may_read_stock = Scope.STOCK_READ in scopes
    matches: list[Match] = []
    if may_read_stock:
        matches += [*_skus(session, asked, allowance), *_orders(session, asked, now, allowance)]
    if Scope.OPS in scopes and allowance.is_of_all:
        matches += _events(session, asked)
    if may_read_stock:
        matches += _movements(session, asked, allowance)
    is_known = any(one.is_certain for one in matches)
    return SearchResult(matches, [] if is_known or not may_read_stock else list(near(session, asked, allowance)))


def near(session: Session, asked: str, allowance: Allowance) -> Iterator[Match]:
    """Yield SKUs, orders and references that resemble a text, in other letters too. None for a
    caller with limits.
    """
    if not allowance.is_of_all:
        return
    written = _written(asked)
    seen: set[str] = set()
    for why, skus in (
        ("almost the same name", soon_near_skus(session, asked)),
        ("begins so", _beginning(session, Stock.sku, written)),
        ("has it within", _containing(session, asked)),
    ):
        new = [sku for sku in skus if sku not in seen]
        yield from (Match(Kind.SKU, sku, why) for sku in new[:MAX_NEAR])
        seen.update(new)
    for order_id in _beginning(session, Reservation.order_id, written):
        yield Match(Kind.ORDER, order_id, "the same in other letters" if order_id in written else "begins so")
    given = {"written": written, "most": MAX_NEAR, "max_blocks": MAX_BLOCKS, "last": LAST}
    for id_, reference, sku in session.execute(_REFERENCES, given):
        yield Match(Kind.MOVEMENT, str(id_), f"its reference {reference!r} begins so: of {sku!r}")


def _written(asked: str) -> list[str]:
    """Return the text in the letters that people write names with."""
    return list(dict.fromkeys([asked, asked.upper(), asked.lower(), asked.capitalize()]))


def _beginning(session: Session, column: InstrumentedAttribute[str], written: list[str]) -> list[str]:
    """Return the first names that begin with the text, in any of its letters."""
    found: dict[str, None] = {}
    for one in written:
        query = select(column).where(begins_with(column.expression, one)).distinct().order_by(column)
        found |= dict.fromkeys(session.scalars(query.limit(MAX_NEAR)))
    return list(found)[:MAX_NEAR]


def _containing(session: Session, asked: str) -> Sequence[str]:
    """Return SKUs that have the text within, in any letters, among the first ones by name."""
    first = select(Stock.sku).order_by(Stock.sku).limit(MAX_LOOKED_THROUGH).subquery()
    query = select(first.c.sku).where(func.lower(first.c.sku).contains(asked.lower(), autoescape=True))
    return session.scalars(query.distinct().order_by(first.c.sku).limit(MAX_NEAR)).all()


# The index begins with the number of a block (`inventory.reading.blocks`): each one is asked, the
# newest first, until there are enough.
_REFERENCES = text(
    """
    SELECT found.id, found.reference, found.sku
    FROM generate_series(
        (SELECT max(id) >> 16 FROM stock_movement),
        (SELECT greatest(min(id) >> 16, (max(id) >> 16) - :max_blocks) FROM stock_movement), -1
    ) AS block (number)
    CROSS JOIN unnest(CAST(:written AS text[])) AS beginning
    CROSS JOIN LATERAL (
        SELECT m.id, m.reference, m.sku FROM stock_movement AS m
        WHERE (m.id >> 16) = block.number AND m.reference >= beginning AND m.reference < beginning || :last
            AND m.order_id IS NULL AND m.reference IS NOT NULL
        ORDER BY m.reference
        LIMIT :most
    ) AS found
    LIMIT :most
    """
)


def _skus(session: Session, asked: str, allowance: Allowance) -> Iterator[Match]:
    query = select(Stock.sku).where(Stock.sku == asked).limit(1)
    of_product = select(Stock.sku).where(Stock.product_id == asked, Stock.sku != asked).distinct().order_by(Stock.sku)
    if allowance.locations is not None:
        is_reached = Stock.location.in_(sorted(allowance.locations))
        query, of_product = query.where(is_reached), of_product.where(is_reached)
    for sku in session.scalars(query):
        yield Match(Kind.SKU, sku, "its SKU")
    for sku in session.scalars(of_product.limit(MAX_OF_A_KIND)):
        yield Match(Kind.SKU, sku, "a SKU of this product")


def _orders(session: Session, asked: str, now: datetime, allowance: Allowance) -> Iterator[Match]:
    try:
        timeline(session, asked, now=now, limit=1, allowance=allowance)
    except (UnknownReservation, BeyondToken):
        return
    yield Match(Kind.ORDER, asked, "its order id")


# The index begins with the source. So each source is found behind the one before, and asked for the
# id. A dead letter whose id another event has is kept under the id and `#`, an event with the id of
# another stream under the id and a control character.
_EVENTS = text(
    """
    WITH RECURSIVE known (source, number) AS (
        (SELECT source, 1 FROM inbox_event ORDER BY source LIMIT 1)
        UNION ALL
        SELECT (SELECT e.source FROM inbox_event AS e WHERE e.source > known.source ORDER BY e.source LIMIT 1), number + 1
        FROM known WHERE known.source IS NOT NULL AND number < :max_sources
    )
    SELECT found.id, found.source, found.event_id
    FROM known CROSS JOIN LATERAL (
        (SELECT id, source, event_id FROM inbox_event AS e WHERE e.source = known.source AND e.event_id = :asked)
        UNION ALL
        (SELECT id, source, event_id FROM inbox_event AS e
        WHERE e.source = known.source AND e.event_id >= CAST(:asked AS text) || '#' AND e.event_id < CAST(:asked AS text) || '$'
        ORDER BY e.event_id LIMIT :most)
        UNION ALL
        (SELECT id, source, event_id FROM inbox_event AS e
        WHERE e.source = known.source AND e.event_id >= CAST(:asked AS text) || E'\\x1f' AND e.event_id < CAST(:asked AS text) || ' '
        ORDER BY e.event_id LIMIT :most)
    ) AS found
    WHERE known.source IS NOT NULL
    LIMIT :most
    """
)


def _events(session: Session, asked: str) -> Iterator[Match]:
    number = _row_number(asked)
    if number is not None and session.scalar(select(InboxEvent.id).where(InboxEvent.id == number)):
        yield Match(Kind.EVENT, asked, "its number in the inbox", is_certain=False)
    given = {"asked": asked, "max_sources": MAX_SOURCES, "most": MAX_OF_A_KIND}
    for id_, source, event_id in session.execute(_EVENTS, given):
        yield Match(Kind.EVENT, str(id_), f"event {stated(event_id)!r} of {source!r}")


def _movements(session: Session, asked: str, allowance: Allowance) -> Iterator[Match]:
    number = _row_number(asked)
    if number is not None:
        one = movement(session, number, allowance)
        if one is not None:
            why = f"its number: {one.kind} of {one.sku!r} at {one.location!r}"
            yield Match(Kind.MOVEMENT, asked, why, is_certain=False)
    query = select(Movement).where(blocks.of_order(blocks.REFERENCES, asked))
    for one in session.scalars(query.order_by(Movement.id.desc()).limit(MAX_OF_A_KIND)):
        if may_read(allowance, one):
            yield Match(Kind.MOVEMENT, str(one.id), f"its reference: {one.kind} of {one.sku!r} at {one.location!r}")


_ROW_NUMBER = re.compile(r"[1-9][0-9]{0,18}", re.ASCII)


def _row_number(asked: str) -> int | None:
    """Return the number of a row that the text is, None if it is no such number."""
    if _ROW_NUMBER.fullmatch(asked) is None or int(asked) > MAX_ROW_NUMBER:
        return None
    return int(asked)
