"""The ledger of a SKU: page by page, filtered, and as a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue
from pydantic import Field
from sqlalchemy.orm import Session

from api.tracing import allowance
from console.access.scopes import needs
from console.asked import TypedMoment, again, asked
from console.forms import FormModel
from console.page import page
from console.pages.stock.downloads import one_of_few
from console.pages.stock.sku import known
from console.reading.moments import SLACK, first_from
from console.reading.patience import until_full
from console.services import database
from console.sheets import Line, sheet
from inventory.boundary.fields import Identifier, ShortText
from inventory.boundary.shown import MAX_ROW_NUMBER
from inventory.database.tables import Movement
from inventory.database.transactions import Database
from inventory.domain.adjustments import AdjustmentReason
from inventory.domain.moves import MoveReason
from inventory.domain.representation import moment_json
from inventory.domain.stock.movement_kinds import MovementKind
from inventory.reading import movements as ledger_reads
from inventory.reading.movements import MovementFilter
from inventory.reading.queries import Page
from inventory.tokens import Scope

pages = Blueprint("movements", __name__)
LIMIT = 50
SEARCH_SECONDS = 1.5
"""Maximum number of seconds that a page looks for movements that fit."""
SHEET_PAGE = 1_000
"""Movements of a sheet that are in memory at once."""
COLUMNS = (
    *("id", "occurred_at", "sku", "location", "other_location", "kind", "reason"),
    *("on_hand_before", "on_hand_after", "reserved_before", "reserved_after", "shortfall_before", "shortfall_after"),
    *("reference", "order_id", "actor", "note"),
)


class LedgerQuery(FormModel):
    """The movements to list."""

    place: Identifier | None = None
    kind: MovementKind | None = None
    reason: ShortText | None = None
    actor: ShortText | None = None
    reference: Identifier | None = None
    order: Identifier | None = None
    since: TypedMoment | None = None
    until: TypedMoment | None = None
    before: Annotated[int, Field(ge=1, le=MAX_ROW_NUMBER)] | None = None
    """The last movement that was seen."""

    def filter(self) -> MovementFilter:
        """Return the conditions, within the limits of the caller. Raises `BeyondToken`."""
        reach = allowance()
        if self.place is not None:
            reach.require_location(self.place)
        if self.order is not None:
            reach.require_order(self.order)
        return MovementFilter(
            location=self.place,
            kind=self.kind,
            reason=self.reason,
            reference=self.reference,
            order_id=self.order,
            since=self.since,
            before=self.until,
            locations=reach.locations,
            order_prefix=reach.order_prefix,
            actor=self.actor,
        )


class Ends(NamedTuple):
    """The ids around the movements of the asked time. None is no end."""

    first: int | None
    beyond: int | None

    @classmethod
    def of(cls, session: Session, sku: str, where: MovementFilter) -> Ends:
        """Look up the ends, so that no page looks at movements of another time."""
        return cls(
            None if where.since is None else first_from(session, sku, where.since - SLACK),
            None if where.before is None else first_from(session, sku, where.before + SLACK),
        )


@pages.get("/stock/<segment:sku>/movements")
@needs(Scope.STOCK_READ)
def show(sku: str) -> ResponseReturnValue:
    """List the movements of the SKU that fit, the newest first."""
    query = asked(LedgerQuery)
    where = query.filter()
    with database().transaction() as session:
        rows = known(session, sku)
        ends = Ends.of(session, sku, where)
        found = until_full(
            lambda before, most: _read(session, sku, where, ends, before=before, limit=most),
            after=query.before,
            limit=LIMIT,
            seconds=SEARCH_SECONDS,
        )
        links = ledger_reads.links(session, found.entries)
        here = url_for("movements.show", sku=sku)
        return page(
            "stock/movements.html",
            sku=sku,
            rows=rows,
            query=query,
            kinds=MovementKind,
            reasons=sorted({*map(str, AdjustmentReason), *map(str, MoveReason)}),
            movements=found,
            links=links,
            first=again(here, before=None) if query.before else None,
            next=again(here, before=found.last) if found.last else None,
            as_sheet=again(url_for("movements.as_sheet", sku=sku), before=None),
        )


@pages.get("/stock/<segment:sku>/movements.csv")
@needs(Scope.STOCK_READ)
@one_of_few
def as_sheet(sku: str) -> Response:
    """Send the movements of the SKU that fit, all of them, the newest first."""
    where = asked(LedgerQuery).filter()
    with database().transaction() as session:
        known(session, sku)
        ends = Ends.of(session, sku, where)
    return sheet(f"movements-{sku}.csv", _lines(database(), sku, where, ends))


def _read(
    session: Session, sku: str, where: MovementFilter, ends: Ends, *, before: int | None, limit: int
) -> Page[Movement, int]:
    found = ledger_reads.movements(session, sku, where=where, before=before or ends.beyond, limit=limit)
    is_over = found.last is not None and ends.first is not None and found.last <= ends.first
    return Page(found.entries, None if is_over else found.last)


def _lines(opened: Database, sku: str, where: MovementFilter, ends: Ends) -> Iterator[Line]:
    """Yield the lines of the sheet. Movements never change, so each piece is a transaction of its
    own, and a slow reader holds none open.
    """
    yield COLUMNS
    before: int | None = None
    while True:
        with opened.transaction() as session:
            found = _read(session, sku, where, ends, before=before, limit=SHEET_PAGE)
            lines = [_cells(one) for one in found.entries]
        yield from lines
        before = found.last
        if before is None:
            return


def _cells(one: Movement) -> Line:
    return (
        one.id,
        moment_json(one.occurred_at),
        one.sku,
        one.location,
        one.other_location,
        one.kind,
        one.reason,
        one.on_hand_after - one.on_hand_delta,
        one.on_hand_after,
        one.reserved_after - one.reserved_delta,
        one.reserved_after,
        one.shortfall_after - one.shortfall_delta,
        one.shortfall_after,
        one.reference,
        one.order_id,
        one.actor,
        one.note,
    )
