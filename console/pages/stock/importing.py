"""Sheets: uploaded, checked, applied, and their rejected rows. All stock as a sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Lock
from typing import IO, Any, TextIO

from flask import Blueprint, Response, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from api.tracing import actor, allowance, cause
from console.access import cookies
from console.access.errors import PageNotFound
from console.access.scopes import needs
from console.asked import asked
from console.forms import Form, FormModel
from console.imports import room
from console.imports.errors import SheetArriving
from console.imports.uploads import MAX_BYTES, ImportState, Phase, Upload
from console.imports.work import Work
from console.page import page
from console.pages.stock.changing import words
from console.pages.stock.downloads import one_of_few
from console.pages.stock.sheet_terms import REASONS, SheetTerms
from console.services import database, services
from console.sheets import Line, sheet
from inventory import sessions
from inventory.bulk import sheet as stock_sheet
from inventory.database.begun_again import retried_on_stale_plan
from inventory.database.transactions import Database, now
from inventory.reading import queries
from inventory.tokens import Scope

pages = Blueprint("importing", __name__)
_BLOCK = 64 * 1024
_ROOM = 64 * 1024
"""Bytes of a form beside its sheet."""
_ONE_ARRIVES = Lock()
"""Each one that arrives takes its bytes beside those that are kept."""


class SheetGone(PageNotFound):
    """No such sheet of yours is at this console. It was removed after a day or for newer ones, or
    the console was begun anew, or another console took the sheet and has it. Upload it again: no
    row is imported twice.
    """

    code = "sheet_gone"


@pages.url_value_preprocessor
def _take_a_sheet(endpoint: str | None, _: dict[str, Any] | None) -> None:
    """Take more than a form, before anything of it is read, and from one at a time."""
    if endpoint == "importing.upload" and request.method == "POST":
        if not _ONE_ARRIVES.acquire(blocking=False):
            raise SheetArriving
        g.is_arriving = True
        request.max_content_length = MAX_BYTES + _ROOM


@pages.teardown_request
def _has_arrived(_: BaseException | None) -> None:
    if g.pop("is_arriving", False):
        _ONE_ARRIVES.release()


@pages.route("/import", methods=["GET", "POST"])
@needs(Scope.STOCK_ADJUST)
def upload() -> ResponseReturnValue:
    """Take a sheet, and begin to check it."""
    form = Form(SheetTerms, separator="comma", uncounted="true")
    given = request.files.get("sheet") if form.is_sent else None
    if form.parsed:
        if given is None or not given.filename:
            form.faults["sheet"] = "Choose a file."
        else:
            with form.refusals:
                kept, lock, key = room.keep(actor(), given, ImportState(given.filename[:200], form.parsed.stored()))
                _work(kept, lock).begin(Phase.CHECKING)
                return redirect(url_for("importing.show", key=key), 303)
    return page("stock/import.html", form=form, reasons=words(REASONS.values()), most=MAX_BYTES), form.status


@pages.get("/import/<segment:key>")
@needs(Scope.STOCK_ADJUST)
def show(key: str) -> ResponseReturnValue:
    """Show the state of an import: its progress, and the changes that it would make or has made."""
    return page("stock/imported.html", key=key, **_seen(key))


@pages.get("/import/<segment:key>/state")
@needs(Scope.STOCK_ADJUST)
def state(key: str) -> ResponseReturnValue:
    """Return the part of the page that changes."""
    return page("stock/import_state.html", key=key, **_seen(key))


@pages.post("/import/<segment:key>/apply")
@needs(Scope.STOCK_ADJUST)
def apply(key: str) -> ResponseReturnValue:
    """Begin to apply a sheet that was checked, or do again what was broken off. Once: while it is
    under way, or done, nothing begins.
    """
    found = _found(key)
    lock = room.take(found)
    if lock is not None:
        skips = bool(request.form.get("skip_invalid"))
        phase = found.read().next_phase(request.form.get("phase"), skip_rejected=skips)
        if phase is None:
            lock.close()
        else:
            _work(found, lock).begin(phase)
    return redirect(url_for("importing.show", key=key), 303)


@pages.get("/import/<segment:key>/rejected.csv")
@needs(Scope.STOCK_ADJUST)
def rejected(key: str) -> ResponseReturnValue:
    """Send the rejected rows with their reasons. Corrected, they can be uploaded."""
    try:
        file = _found(key).rejected.open("rb")
    except FileNotFoundError as error:
        raise PageNotFound from error
    headers = {"Content-Disposition": 'attachment; filename="rejected.csv"'}
    return Response(_blocks(file), content_type="text/csv; charset=utf-8", headers=headers)


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while block := file.read(_BLOCK):
            yield block


class ExportQuery(FormModel):
    shelf: bool = False
    blank: bool = False
    """Leave the counts to be filled in."""


@pages.get("/export")
@needs(Scope.STOCK_READ)
def export() -> ResponseReturnValue:
    """Offer all stock as a sheet."""
    return page("stock/export.html")


@pages.get("/export/stock.csv")
@needs(Scope.STOCK_READ)
@one_of_few
def stock() -> Response:
    """Send all stock that the caller may see as a count sheet."""
    query = asked(ExportQuery)
    return sheet("stock.csv", _lines(database(), query, places=allowance().locations))


def _lines(opened: Database, query: ExportQuery, *, places: frozenset[str] | None) -> Iterator[Line]:
    """Yield the lines of the sheet. Each piece is a transaction of its own, so that a slow reader
    holds none open: each line has its own expectation.
    """
    yield stock_sheet.columns(shelf=query.shelf)
    after: str | None = None
    while True:
        with opened.transaction() as session:
            found = queries.stock_page(session, after=after, limit=stock_sheet.PAGE)
            lines = [
                stock_sheet.cells(row, shelf=query.shelf, blank=query.blank)
                for rows in found.entries
                for row in rows
                if places is None or row.location in places
            ]
        yield from lines
        after = found.last
        if after is None:
            return


def _found(key: str) -> Upload:
    found = room.find(actor(), key)
    if found is None:
        raise SheetGone
    return found


def _seen(key: str) -> dict[str, Any]:
    try:
        known, is_worked_on = room.look(_found(key))
    except FileNotFoundError as error:
        raise SheetGone from error
    return {"state": known, "broken_off": known.phase.is_under_way and not is_worked_on}


def _work(found: Upload, lock: TextIO) -> Work:
    given = services()
    return Work(
        found,
        lock,
        url=given.settings.database_url,
        holds=given.holds,
        cause=cause(),
        is_signed_in=_is_signed_in(),
    )


def _is_signed_in() -> Callable[[], bool]:
    """Return a function that looks if the session of this request is not over, when that has long
    been answered.
    """
    given = services()
    if given.is_open:
        return lambda: True
    cookie = cookies.cookie()

    @retried_on_stale_plan
    def look() -> bool:
        with given.database.transaction() as session:
            return sessions.find(session, cookie, now=now(session), idle=given.idle) is not None

    return look
