"""Changes by hand in two steps: a person sees the numbers that a change would leave, then makes it.

The preview and the change are the same code (`inventory.write_path.previews.stock`). Between both,
others may change the stock. Then the change is refused, and the person sees the new numbers first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple

from flask import request
from sqlalchemy.orm import Session

from api.contract.errors import BadRequest
from api.tracing import allowance
from console.changes import execute_each
from console.forms import Form
from console.pages.stock import papers
from console.pages.stock.papers import Change, Paper
from console.services import database, services
from inventory.database.transactions import now
from inventory.domain.outcome import MoveOutcome, Outcome, StockOutcome
from inventory.domain.stock.row import StockRow
from inventory.errors import InventoryError, ReferenceConflict
from inventory.reading.near_locations import with_near_names
from inventory.reading.warnings_json import warnings_json
from inventory.write_path.previews.stock import Previews

MAX_SEEN = 200
"""Maximum length of the field `seen`."""
PREVIEW, APPLY = "preview", "apply"
"""The buttons of both steps."""
SEEN, REGARDLESS = "seen", "regardless"
"""Fields of the second step: the numbers that the preview had (`Previewed`), and that others may
change them meanwhile.
"""

Asked = Callable[[Session], Change]
"""Makes the command. Taking a movement back, it reads that."""


class PreviewStale(InventoryError):
    """The stock of {sku!r} at {location!r} has changed since you saw it: from {seen} units to
    {units}. Nothing was changed. These are the numbers now: look, and apply again.
    """

    code = "preview_stale"
    sku: str
    location: str
    seen: int
    units: int


class ShortfallStale(PreviewStale):
    """Orders have taken units of {sku!r} at {location!r} since you saw it: {missing} promised units
    would be missing then, not {shown}. Nothing was changed. These are the numbers now: look, and
    apply again.
    """

    missing: int
    shown: int


class Previewed(NamedTuple):
    """The numbers of one row that a person decides by: its units before the change, and the
    promised units that are missing after it. Holds that take nothing from the change are none.
    """

    units: int
    missing: int

    @classmethod
    def of(cls, row: StockRow) -> Previewed:
        return cls(row.counters_before.physical, row.counters.shortfall)

    @classmethod
    def read(cls, field: str | None) -> list[Previewed]:
        """Return the numbers of all rows. Raises `BadRequest` if no preview has them so."""
        try:
            return [cls(*map(int, one.split("/", 1))) for one in (field or "")[:MAX_SEEN].split()]
        except (TypeError, ValueError):
            raise BadRequest(reason=f"the field {SEEN} is none of a preview. Look at one first.") from None

    def __str__(self) -> str:
        return f"{self.units}/{self.missing}"


class Number(NamedTuple):
    """One number of a stock row, before and after the change."""

    name: str
    meaning: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class RowShown:
    """A stock row before and after the change."""

    location: str
    is_new: bool
    numbers: Sequence[Number]


@dataclass(frozen=True, slots=True)
class Shown:
    """The numbers that a change would leave."""

    rows: Sequence[RowShown]
    changes: bool
    """False for a replay: it was made before."""
    warnings: Sequence[str]
    seen: str
    paper: Paper | None = None
    """The paper of a replay, or one with almost the same number: it may be this one."""


Step = tuple[Outcome | None, Shown | None]
NOTHING: Step = None, None
"""The form is due: for the first time, or again with its faults."""


def steps(form: Form[Any], asked: Asked) -> Step:
    """Go one step with a form that was filled in: return the outcome of the change, or the preview
    of it. Neither where the change is refused: the form has the problem.
    """
    with form.refusals:
        if form.step == APPLY:
            return _applied(asked), None
        if form.step == PREVIEW:
            return None, _preview(asked)
    if isinstance(form.problem, PreviewStale):
        return None, _preview(asked)
    return NOTHING


def _preview(asked: Asked) -> Shown:
    """Return the numbers that the change would leave now. Raises its refusal."""
    with database().transaction() as session:
        command = asked(session)
        (one,) = Previews(session, now=now(session), holds=services().holds).of([command])
        if one.outcome.error is not None:
            raise _told_better(session, command, one.outcome.error)
        find = papers.alike if one.outcome.changed else papers.same
        return replace(_shown(one.outcome), paper=find(session, command))


def _told_better(session: Session, command: Change, error: InventoryError) -> InventoryError:
    """Return the refusal with names of similar places, or with the movement that is in its way."""
    if isinstance(error, ReferenceConflict):
        return papers.used(session, command, error)
    return with_near_names(session, [error], within=allowance().locations)[0]


def _applied(asked: Asked) -> Outcome:
    """Make the change. Raises its refusal, `PreviewStale` and `BadRequest`."""
    accept = None if request.form.get(REGARDLESS) else partial(_require_seen, Previewed.read(request.form.get(SEEN)))
    with database().transaction() as session:
        command = asked(session)
    (outcome,) = execute_each([command], accept=accept)
    if outcome.error is not None:
        with database().transaction() as session:
            raise _told_better(session, command, outcome.error)
    return outcome


def _require_seen(seen: Sequence[Previewed], outcome: Outcome) -> None:
    """Raise `PreviewStale` if a row had other units than its person saw, or if the change leaves
    more promised units missing. The rows are locked.
    """
    if not outcome.changed:
        return
    rows = rows_of(outcome)
    if len(rows) != len(seen):
        raise BadRequest(reason=f"the field {SEEN} is none of this preview. Look at it first.")
    for row, shown in zip(rows, seen, strict=True):
        is_now = Previewed.of(row)
        if is_now.units != shown.units:
            raise PreviewStale(sku=row.sku, location=row.location, seen=shown.units, units=is_now.units)
        if is_now.missing > shown.missing:
            raise ShortfallStale(sku=row.sku, location=row.location, missing=is_now.missing, shown=shown.missing)


def rows_of(outcome: Outcome) -> list[StockRow]:
    """Return the stock rows that a change by hand has left."""
    match outcome:
        case StockOutcome(stock=row):
            return [row]
        case MoveOutcome(source=source, destination=destination):
            return [source, destination]
    return []


def _shown(outcome: Outcome) -> Shown:
    rows = rows_of(outcome)
    created = rows[-1:] if outcome.created else []
    return Shown(
        [RowShown(row.location, row in created, _numbers(row)) for row in rows],
        outcome.changed,
        warnings(outcome),
        " ".join(str(Previewed.of(row)) for row in rows),
    )


def _numbers(row: StockRow) -> list[Number]:
    before, after = row.counters_before, row.counters
    numbers = [
        Number("on hand", "physically there, and not sold", before.on_hand, after.on_hand),
        Number("reserved", "held for orders that are not paid yet", before.reserved, after.reserved),
        Number("available", "on hand and not reserved", before.available, after.available),
        Number("missing", "promised to orders, and known to be gone", before.shortfall, after.shortfall),
        Number("to ship", "sold, and not reported as shipped", before.to_ship, after.to_ship),
        Number("on the shelf", "all that lies there by the books", max(before.on_shelf, 0), max(after.on_shelf, 0)),
    ]
    return [one for one in numbers if one.name in {"on hand", "available"} or one.before or one.after]


def warnings(outcome: Outcome) -> list[str]:
    """Return reasons to look again at a change."""
    told = [one["detail"] for one in warnings_json(outcome)]
    for row in rows_of(outcome):
        missing = row.counters.shortfall
        if missing > row.counters_before.shortfall:
            told.append(
                f"At {row.location} {missing:,} units are promised to orders and missing then. Bring units there, or "
                "look at the orders that hold them."
            )
    return told


def told(outcome: Outcome) -> str:
    """Return the sentence about a change that was made."""
    if not outcome.changed:
        return "This was done before, by the same reference. Nothing was changed now."
    return f"Done. {', '.join(map(_told, rows_of(outcome)))}."


def _told(row: StockRow) -> str:
    before, after = row.counters_before, row.counters
    missing = f" and {after.shortfall:,} promised units missing" if after.shortfall else ""
    return f"{row.location}: {before.on_hand:,} → {after.on_hand:,} on hand{missing}"
