"""Sheets: uploaded, checked, applied, and their rejected rows. All stock as a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Self

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from pydantic import Field, model_validator

from api.tracing import actor, allowance, cause
from console.access.errors import PageNotFound
from console.access.scopes import needs
from console.asked import asked
from console.forms import Form, FormModel
from console.imports.uploads import MAX_BYTES, ImportState, Phase, Upload
from console.imports.work import Work
from console.page import page
from console.pages.stock.changing import words
from console.services import database, services
from console.sheets import Line, sheet
from inventory.boundary.fields import Identifier, ShortText
from inventory.bulk import sheet as stock_sheet
from inventory.database.transactions import Database
from inventory.domain.adjustments import AdjustmentReason
from inventory.domain.moves import MoveReason
from inventory.reading import queries
from inventory.tokens import Scope

pages = Blueprint("importing", __name__)
_BLOCK = 64 * 1024
_ROOM = 64 * 1024
"""Bytes of a form beside its sheet."""
_REASONS = {one.value: one for one in (*AdjustmentReason, *MoveReason)}
SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}
BROKEN_OFF = (
    "The console ended while it worked on this. Rows that were applied stay so, and no row is applied twice: go on."
)


class SheetTerms(FormModel):
    """The terms of all rows of a sheet, as `inventory stock import` has them."""

    reason: str | None = None
    reference: Identifier | None = None
    note: ShortText | None = None
    separator: Annotated[str, Field(pattern="^(comma|semicolon|tab)$")] = "comma"
    overwrite: bool = False
    create: bool = False
    strict: bool = False
    ignored: str | None = None
    """Names of columns to pass over, with commas between."""

    @model_validator(mode="after")
    def _meaning(self) -> Self:
        if self.reason is not None and self.reason not in _REASONS:
            raise ValueError("choose a reason of the list")
        if self.reason is not None and _REASONS[self.reason].needs_note and not (self.note or "").strip():
            raise ValueError(f"the reason {self.reason} needs a note: say what happened")
        return self

    def stored(self) -> dict[str, Any]:
        """Return the terms as the state of the import keeps them."""
        return {
            "reason": self.reason,
            "reference": self.reference,
            "note": self.note,
            "overwrite": self.overwrite,
            "create": self.create,
            "strict": self.strict,
            "delimiter": SEPARATORS[self.separator],
            "ignored": [one.strip() for one in (self.ignored or "").split(",") if one.strip()],
        }


@pages.url_value_preprocessor
def _take_a_sheet(endpoint: str | None, _: dict[str, Any] | None) -> None:
    """Take more than a form, before anything of it is read."""
    if endpoint == "importing.upload" and request.method == "POST":
        request.max_content_length = MAX_BYTES + _ROOM


@pages.route("/import", methods=["GET", "POST"])
@needs(Scope.STOCK_ADJUST)
def upload() -> ResponseReturnValue:
    """Take a sheet, and begin to check it."""
    form = Form(SheetTerms, separator="comma")
    given = request.files.get("sheet") if form.is_sent else None
    if form.parsed:
        if given is not None and given.filename:
            made, key = Upload.new(actor(), given, ImportState(given.filename[:200], form.parsed.stored()))
            _work(made).begin(Phase.CHECKING)
            return redirect(url_for("importing.show", key=key), 303)
        form.faults["sheet"] = "Choose a file."
    reasons = words(dict.fromkeys((*AdjustmentReason, *MoveReason)))
    return page("stock/import.html", form=form, reasons=reasons, separators=SEPARATORS, most=MAX_BYTES), form.status


@pages.get("/import/<segment:key>")
@needs(Scope.STOCK_ADJUST)
def show(key: str) -> ResponseReturnValue:
    """Show the state of an import: its progress, and the changes that it would make or has made."""
    found = _found(key)
    return page("stock/imported.html", key=key, **_seen(found))


@pages.get("/import/<segment:key>/state")
@needs(Scope.STOCK_ADJUST)
def state(key: str) -> ResponseReturnValue:
    """Return the part of the page that changes."""
    return page("stock/import_state.html", key=key, **_seen(_found(key)))


@pages.post("/import/<segment:key>/apply")
@needs(Scope.STOCK_ADJUST)
def apply(key: str) -> ResponseReturnValue:
    """Begin to apply a sheet that was checked, or go on with one that was broken off. Once: while
    it is under way, or done, nothing begins.
    """
    found = _found(key)
    known = found.read()
    may_begin = known.phase in {Phase.CHECKED, Phase.APPLYING, Phase.FAILED} and not found.is_worked_on()
    if may_begin and (not known.rejected or request.form.get("skip_invalid") or known.phase is not Phase.CHECKED):
        _work(found).begin(Phase.APPLYING)
    return redirect(url_for("importing.show", key=key), 303)


@pages.get("/import/<segment:key>/rejected.csv")
@needs(Scope.STOCK_ADJUST)
def rejected(key: str) -> ResponseReturnValue:
    """Send the rejected rows with their reasons. Corrected, they can be uploaded."""
    found = _found(key)
    if not found.rejected.exists():
        raise PageNotFound
    headers = {"Content-Disposition": 'attachment; filename="rejected.csv"'}
    return Response(_blocks(found.rejected), content_type="text/csv; charset=utf-8", headers=headers)


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


class ExportQuery(FormModel):
    shelf: bool = False


@pages.get("/export")
@needs(Scope.STOCK_READ)
def export() -> ResponseReturnValue:
    """Offer all stock as a sheet."""
    return page("stock/export.html")


@pages.get("/export/stock.csv")
@needs(Scope.STOCK_READ)
def stock() -> ResponseReturnValue:
    """Send all stock that the caller may see as a count sheet."""
    query = asked(ExportQuery)
    return sheet("stock.csv", _lines(database(), shelf=query.shelf, places=allowance().locations))


def _lines(opened: Database, *, shelf: bool, places: frozenset[str] | None) -> Iterator[Line]:
    """Yield the lines of the sheet. Each piece is a transaction of its own, so that a slow reader
    holds none open: each line has its own expectation.
    """
    yield stock_sheet.columns(shelf=shelf)
    after: str | None = None
    while True:
        with opened.transaction() as session:
            found = queries.stock_page(session, after=after, limit=stock_sheet.PAGE)
            lines = [
                stock_sheet.cells(row, shelf=shelf)
                for rows in found.entries
                for row in rows
                if places is None or row.location in places
            ]
        yield from lines
        after = found.last
        if after is None:
            return


def _found(key: str) -> Upload:
    found = Upload.of(actor(), key)
    if found is None:
        raise SheetGone
    return found


class SheetGone(PageNotFound):
    """The sheet is not here any more. Upload it again: no row is imported twice."""

    code = "sheet_gone"


def _seen(found: Upload) -> dict[str, Any]:
    known = found.read()
    is_broken_off = known.phase.is_under_way and not found.is_worked_on() and found.read().phase is known.phase
    return {"state": known, "phases": Phase, "broken_off": BROKEN_OFF if is_broken_off else None}


def _work(found: Upload) -> Work:
    return Work(found, services().settings.database_url, services().holds, cause())
