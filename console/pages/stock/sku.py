"""One SKU: its numbers by place, the orders that hold it, its rules, and its history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from api.contract.errors import SkuNotFound
from api.tracing import allowance
from console import statuses
from console.access.scopes import needs
from console.asked import TypedMoment, again, asked
from console.charts import Chart
from console.forms import FormModel
from console.page import page
from console.pages.stock.lists import summary
from console.reading.history import MOMENTS, SPANS, LookBack, StockHistory, history
from console.reading.holders import Holder, holders
from console.reading.search import Kind, Match, near
from console.services import database
from inventory.boundary.fields import Identifier
from inventory.database.tables import Stock
from inventory.database.transactions import now
from inventory.reading import movements as ledger_reads
from inventory.reading import queries
from inventory.reading.movements import MovementFilter
from inventory.reading.policy_json import policy
from inventory.reading.queries import HoldPosition, Page
from inventory.tokens import Scope

pages = Blueprint("sku", __name__)
NEWEST = 10
"""Movements on the page itself."""
HOLDERS = 20
PAGE = 50


class SkuQuery(FormModel):
    """The time that the chart looks back, and its place."""

    span: str = SPANS[1].name
    place: Identifier | None = None


class HoldsQuery(FormModel):
    """The last hold that was seen."""

    until: TypedMoment | None = None
    order: Identifier | None = None

    @property
    def position(self) -> tuple[datetime, str] | None:
        return None if self.until is None else (self.until, self.order or "")


@pages.get("/stock/<segment:sku>")
@needs(Scope.STOCK_READ)
def show(sku: str) -> ResponseReturnValue:
    """Show all about the SKU that matters now."""
    query = asked(SkuQuery)
    span = _span(query.span)
    with database().transaction() as session:
        try:
            rows, moment = known(session, sku), now(session)
        except SkuNotFound as error:
            return _unknown(sku, error, near(session, sku, allowance()))
        charted = [row for row in rows if (row.sells if query.place is None else row.location == query.place)]
        past = history(session, sku, charted, since=moment - span.length, until=moment)
        newest = ledger_reads.movements(session, sku, where=_reached(), before=None, limit=NEWEST)
        links = ledger_reads.links(session, newest.entries)
        held = _held(session, sku, rows, after=None, limit=HOLDERS)
        rules = policy(session, sku)
        return page(
            "stock/sku.html",
            sku=sku,
            rows=rows,
            listed=summary(rows),
            rules=rules,
            rule=None if rules is None else rules.broken_rule(moment),
            spans=SPANS,
            span=span,
            place=query.place,
            chart=_chart(past, f"Units over the last {span.name}"),
            sampled=past.sampled,
            moments=MOMENTS,
            movements=newest,
            links=links,
            holders=held,
            holders_next=_after(sku, held.last),
        )


@pages.get("/stock/<segment:sku>/holds")
@needs(Scope.STOCK_READ)
def holds(sku: str) -> ResponseReturnValue:
    """List the orders that hold units of the SKU, the first to end in front."""
    query = asked(HoldsQuery)
    with database().transaction() as session:
        rows = known(session, sku)
        held = _held(session, sku, rows, after=query.position, limit=PAGE)
        return page(
            "stock/holds.html",
            sku=sku,
            listed=summary(rows),
            holders=held,
            first=url_for("sku.holds", sku=sku) if query.position else None,
            next=_after(sku, held.last),
        )


def _unknown(sku: str, error: SkuNotFound, near_: Iterable[Match]) -> ResponseReturnValue:
    """Return the page of a SKU that nobody has named, with SKUs that resemble it."""
    skus = [one.key for one in near_ if one.kind is Kind.SKU]
    has_limits = allowance().locations is not None
    return page("stock/unknown.html", sku=sku, near=skus, has_limits=has_limits), statuses.of(error)


def known(session: Session, sku: str) -> list[Stock]:
    """Return the rows of the SKU that the caller may see. Raises `SkuNotFound`."""
    rows = queries.stock(session, [sku], locations=allowance().locations).get(sku)
    if not rows:
        raise SkuNotFound(skus=[sku])
    return rows


def _held(
    session: Session, sku: str, rows: Sequence[Stock], *, after: HoldPosition | None, limit: int
) -> Page[Holder, HoldPosition]:
    """Return the orders that hold units of these rows. Where none is reserved, nobody is looked
    for.
    """
    if not any(row.quantity_reserved for row in rows):
        return Page([], None)
    return holders(session, sku, allowance(), after=after, limit=limit)


def _chart(past: StockHistory, title: str) -> Chart:
    points = past.points
    series = {
        "On hand": [one.on_hand for one in points],
        "Reserved": [one.reserved for one in points],
        "Available": [one.available for one in points],
    }
    return Chart.of(title, [one.at for one in points], series, steps=True)


def _reached() -> MovementFilter:
    reach = allowance()
    return MovementFilter(locations=reach.locations, order_prefix=reach.order_prefix)


def _span(name: str) -> LookBack:
    return next((one for one in SPANS if one.name == name), SPANS[1])


def _after(sku: str, last: tuple[datetime, str] | None) -> str | None:
    """Return the address of the holds after this one."""
    if last is None:
        return None
    until, order = last
    return again(
        url_for("sku.holds", sku=sku), until=f"{until:%Y-%m-%dT%H:%M:%S.%fZ}", order=order, span=None, place=None
    )
