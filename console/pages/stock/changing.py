"""Changes of the stock of a SKU by hand: units that came or went, counts, moves."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Any, Self

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from pydantic import Field, model_validator

from api.tracing import allowance, cause
from console.access.scopes import needs
from console.changes import reference
from console.forms import Form, FormModel, Typed, TypedCount, TypedQuantity
from console.page import done, page
from console.pages.stock.places import names
from console.pages.stock.previews import NOTHING, steps, told
from console.services import database
from inventory.boundary.fields import Identifier, ShortText
from inventory.domain.adjustments import Adjustment, AdjustmentReason, Count, ShelfCount
from inventory.domain.adjustments import Change as Delta
from inventory.domain.commands import DEFAULT_LOCATION, MAX_QUANTITY, AdjustStock, Move
from inventory.domain.moves import MoveReason
from inventory.domain.outcome import Outcome
from inventory.domain.stock.adjusting import ShelfStale
from inventory.errors import QuantityStale
from inventory.reading import queries
from inventory.tokens import Scope

pages = Blueprint("changing", __name__)


class _ByHand(FormModel):
    """Fields of every change: the papers, and words."""

    reference: Identifier | None = None
    note: ShortText | None = None

    def require_note(self, reason: AdjustmentReason | MoveReason) -> None:
        if reason.needs_note and not (self.note or "").strip():
            raise ValueError(f"the reason {reason.value} needs a note: say what happened")


class Adjusting(_ByHand):
    """Units that came (positive) or went (negative)."""

    location: Identifier
    delta: Annotated[int, Typed, Field(ge=-MAX_QUANTITY, le=MAX_QUANTITY)]
    reason: AdjustmentReason

    @model_validator(mode="after")
    def _meaning(self) -> Self:
        if not self.delta:
            raise ValueError("give the units that came, or with a minus the units that went, not 0")
        self.require_note(self.reason)
        return self

    def command(self, sku: str) -> AdjustStock:
        return AdjustStock(
            sku,
            Delta(self.delta),
            self.reason,
            reference(self.reference),
            cause(),
            location=self.location,
            note=self.note,
        )


class CountedUnits(StrEnum):
    """The units that a count is of."""

    SHELF = "shelf"
    ON_HAND = "on_hand"


class Counting(_ByHand):
    """A count. `expected` has the numbers of the books when its form was shown: the person counts
    against these.
    """

    location: Identifier
    of: CountedUnits = CountedUnits.SHELF
    quantity: TypedCount
    expected_shelf: TypedCount | None = None
    expected_on_hand: TypedCount | None = None

    @property
    def adjustment(self) -> Adjustment:
        if self.of is CountedUnits.SHELF:
            return ShelfCount(self.quantity, self.expected_shelf or 0)
        return Count(self.quantity, self.expected_on_hand or 0)

    def command(self, sku: str) -> AdjustStock:
        return AdjustStock(
            sku,
            self.adjustment,
            AdjustmentReason.CYCLE_COUNT,
            reference(self.reference),
            cause(),
            location=self.location,
            note=self.note,
        )


class Moving(_ByHand):
    """Units that go to another place."""

    from_location: Identifier
    to_location: Identifier
    quantity: TypedQuantity
    reason: MoveReason
    strict: bool = False

    @model_validator(mode="after")
    def _meaning(self) -> Self:
        self.require_note(self.reason)
        return self

    def command(self, sku: str) -> Move:
        return Move(
            sku,
            self.from_location,
            self.to_location,
            self.quantity,
            self.reason,
            reference(self.reference),
            cause(),
            note=self.note,
            strict=self.strict,
        )


@pages.route("/stock/<segment:sku>/adjust", methods=["GET", "POST"])
@needs(Scope.STOCK_ADJUST)
def adjust(sku: str) -> ResponseReturnValue:
    """Book units that came or went."""
    form = Form(Adjusting, location=_usual_place())
    parsed = form.parsed
    outcome, shown = steps(form, lambda _: parsed.command(sku)) if parsed else NOTHING
    if outcome is not None:
        return _done(sku, outcome)
    return _page("stock/adjust.html", sku, form, shown=shown, reasons=words(AdjustmentReason))


@pages.route("/stock/<segment:sku>/count", methods=["GET", "POST"])
@needs(Scope.STOCK_ADJUST)
def count(sku: str) -> ResponseReturnValue:
    """Book a count of one place."""
    form = Form(Counting)
    parsed = form.parsed
    outcome, shown = steps(form, lambda _: parsed.command(sku)) if parsed else NOTHING
    if outcome is not None:
        return _done(sku, outcome)
    place = form.values["location"] = form.values.get("location") or _usual_place()
    if "expected_shelf" not in form.values or isinstance(form.problem, (QuantityStale, ShelfStale)):
        form.values |= _books(sku, place)
    return _page("stock/count.html", sku, form, shown=shown, counted=CountedUnits)


@pages.route("/stock/<segment:sku>/move", methods=["GET", "POST"])
@needs(Scope.STOCK_ADJUST)
def move(sku: str) -> ResponseReturnValue:
    """Move units to another place."""
    form = Form(Moving)
    parsed = form.parsed
    outcome, shown = steps(form, lambda _: parsed.command(sku)) if parsed else NOTHING
    if outcome is not None:
        return _done(sku, outcome)
    return _page("stock/move.html", sku, form, shown=shown, reasons=words(MoveReason))


def words(reasons: Iterable[StrEnum]) -> list[tuple[str, str]]:
    """Return reasons for people to choose from: each with its words."""
    return [(reason.value, reason.value.replace("_", " ")) for reason in reasons]


def _usual_place() -> str:
    """Return the place that a form begins with: one that the caller may change."""
    reach = allowance().locations
    return DEFAULT_LOCATION if reach is None or DEFAULT_LOCATION in reach else min(reach)


def _books(sku: str, location: str) -> dict[str, str]:
    """Return the numbers of the books that a count goes against. A place without the SKU has 0.

    Raises `BeyondToken`.
    """
    allowance().require_location(location)
    with database().transaction() as session:
        rows = queries.stock(session, [sku], locations=[location]).get(sku, [])
        on_shelf, on_hand = sum(row.quantity_on_shelf for row in rows), sum(row.quantity_on_hand for row in rows)
    return {"expected_shelf": str(on_shelf), "expected_on_hand": str(on_hand)}


def _done(sku: str, outcome: Outcome) -> ResponseReturnValue:
    return done(told(outcome), url_for("sku.show", sku=sku))


def _page(template: str, sku: str, form: Form[Any], **values: object) -> ResponseReturnValue:
    with database().transaction() as session:
        rows = queries.stock(session, [sku], locations=allowance().locations).get(sku, [])
        return page(template, sku=sku, form=form, rows=rows, places=names(session), **values), form.status
