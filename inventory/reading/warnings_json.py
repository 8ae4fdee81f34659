"""Warnings of a change by hand as JSON, over HTTP and at the command line alike."""

from __future__ import annotations

from typing import Annotated, NotRequired

from inventory.boundary.shown import MomentText, ShownJson, Units, open_enum
from inventory.domain.outcome import Outcome, StockOutcome
from inventory.domain.representation import moment_json
from inventory.domain.stock.paid_units import PaidUnits

PAID_UNITS_MAY_LIE_THERE = "paid_units_may_lie_there"


class WarningJson(ShownJson):
    """A reason to look again at a count. It was applied all the same."""

    code: Annotated[str, open_enum([PAID_UNITS_MAY_LIE_THERE])]
    detail: str
    """The warning in words."""
    quantity: Units
    """Units that are sold, and no part of on hand."""
    since: NotRequired[MomentText]
    """With `paid_units_may_lie_there`: the time of the first of these payments."""


class WarnedJson(ShownJson):
    warnings: NotRequired[list[WarningJson]]
    """Reasons to look again at a count. Left out if there are none."""


def warned_json(outcome: Outcome) -> WarnedJson:
    """Return the member `warnings` if there are any."""
    warnings = warnings_json(outcome)
    return {"warnings": warnings} if warnings else {}


def warnings_json(outcome: Outcome) -> list[WarningJson]:
    """Return the warnings that the outcome of a command has: of a count that may include units
    which are sold already.
    """
    if not isinstance(outcome, StockOutcome) or outcome.paid is None:
        return []
    since = moment_json(outcome.paid.since)
    return [
        {
            "code": PAID_UNITS_MAY_LIE_THERE,
            "detail": _detail(outcome.paid, since, outcome.stock.location),
            "quantity": outcome.paid.quantity,
            "since": since,
        }
    ]


def _detail(paid: PaidUnits, since: str, location: str) -> str:
    units = "1 unit was" if paid.quantity == 1 else f"{paid.quantity:,} units were"
    return f"{units} paid for since {since}. If they still lie at {location!r}, leave them out of the count."
