"""Forms with a row of fields for each line: units of a SKU, at a place or in a state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NamedTuple, TypeVar

from flask import request
from pydantic import AfterValidator

from console.access.errors import FormOutdated
from console.forms import Form, FormModel, TypedQuantity
from console.pages.orders.acting import OrderForm
from inventory.boundary.fields import Identifier
from inventory.domain.commands import MAX_LINES
from inventory.domain.lines import Disposition, Line, ReturnLine, merge_lines


class FormRow(NamedTuple):
    """A row of fields: units of one SKU, at most `most`, with the typed text."""

    sku: str
    most: int
    location: str = ""
    disposition: str = ""
    quantity: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Return the SKU with the state or the place of the row. The place of a return is typed."""
        return self.sku, self.disposition or self.location

    @property
    def is_filled(self) -> bool:
        return self.quantity.strip() not in {"", "0"}

    def line(self) -> Line:
        return Line(self.sku, int(self.quantity), self.location or None)


class TypedLine(FormModel):
    sku: Identifier
    quantity: TypedQuantity
    location: Identifier | None = None

    def line(self) -> Line:
        return Line(self.sku, self.quantity, self.location)


class TypedReturnLine(TypedLine):
    disposition: Disposition

    def return_line(self) -> ReturnLine:
        return ReturnLine(self.sku, self.quantity, self.disposition, self.location)


Item = TypeVar("Item")


def _bounded(items: tuple[Item, ...]) -> tuple[Item, ...]:
    if not items:
        raise ValueError("type the units of one line at least")
    if len(items) > MAX_LINES:
        raise ValueError(f"at most {MAX_LINES} lines go together: leave some for another form")
    return items


class LinesForm(OrderForm):
    items: Annotated[tuple[TypedLine, ...], AfterValidator(_bounded)]


class ReturnLinesForm(LinesForm):
    items: Annotated[tuple[TypedReturnLine, ...], AfterValidator(_bounded)]


OfLines = TypeVar("OfLines", bound=LinesForm)


class FormOfLines(Form[OfLines]):
    """A form with rows. A row without units means nothing."""

    def __init__(self, model: type[OfLines], offered: Sequence[FormRow]) -> None:
        """Read the form that was sent. `offered` are the rows of the order as it is."""
        self._offered = offered
        self._typed = _typed_rows() if request.method == "POST" else []
        super().__init__(model)

    @property
    def rows(self) -> list[tuple[int, FormRow]]:
        """Return the rows to show, with their numbers: the sent ones as typed, then all others."""
        most = {row.key: row.most for row in self._offered}
        typed = [row._replace(most=most.get(row.key, 0)) for row in self._typed]
        known = {row.key for row in typed}
        return [*enumerate([*typed, *(row for row in self._offered if row.key not in known)])]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return the lines that the form means: as it was sent, or as it begins. None of a form
        with faults.
        """
        if self.parsed is not None:
            return merge_lines([one.line() for one in self.parsed.items])
        return () if self.is_sent else merge_lines([row.line() for row in self._offered if row.is_filled])

    def _filled(self) -> dict[str, object]:
        items = [{name: typed for name, typed in row._asdict().items() if typed} for _, row in self._filled_rows()]
        return {**super()._filled(), "items": items}

    def _at(self, place: tuple[int | str, ...]) -> str:
        match place:
            case ("items", int(index), str(field), *_):
                return f"{field}-{self._filled_rows()[index][0]}"
        return super()._at(place)

    def _filled_rows(self) -> list[tuple[int, FormRow]]:
        return [(number, row) for number, row in enumerate(self._typed) if row.is_filled]


def _typed_rows() -> list[FormRow]:
    """Return the rows of the form that was sent. Raises `FormOutdated` for one with half a row."""
    columns: dict[str, list[str]] = {name: request.form.getlist(name) for name in ("sku", "location", "quantity")}
    states = request.form.getlist("disposition") or [""] * len(columns["sku"])
    try:
        return [
            FormRow(sku, 0, location.strip(), state, quantity)
            for sku, location, quantity, state in zip(*columns.values(), states, strict=True)
        ]
    except ValueError as error:
        raise FormOutdated from error
