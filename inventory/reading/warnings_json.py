"""Warnings of a change by hand as JSON, over HTTP and at the command line alike."""

from __future__ import annotations

from typing import Annotated, NotRequired

from inventory.boundary.shown import MomentText, ShownJson, Units, open_enum
from inventory.domain.outcome import Outcome, StockOutcome
from inventory.domain.representation import moment_json
from inventory.domain.stock.paid_units import PaidUnits

PAID_UNITS_MAY_LIE_THERE = "paid_units_may_lie_there"
UNITS_ARE_TO_SHIP = "units_are_to_ship"


class WarningJson(ShownJson):
    """A reason to look again at a count. It was applied all the same."""

    code: Annotated[str, open_enum([PAID_UNITS_MAY_LIE_THERE, UNITS_ARE_TO_SHIP])]
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
    return [_warning(outcome.paid, outcome.stock.location)]


def _warning(paid: PaidUnits, location: str) -> WarningJson:
    one = paid.quantity == 1
    units = "1 unit" if one else f"{paid.quantity:,} units"
    if paid.since is None:
        return {
            "code": UNITS_ARE_TO_SHIP,
            "detail": f"{units} sold and not reported as shipped may still lie at {location!r}. Leave {'it' if one else 'them'} "
            "out of a count of units on hand, or count all that lies on the shelf.",
            "quantity": paid.quantity,
        }
    since = moment_json(paid.since)
    return {
        "code": PAID_UNITS_MAY_LIE_THERE,
        "detail": f"{units} {'was' if one else 'were'} paid for since {since}. If they still lie at {location!r}, leave them "
        "out of the count, or track dispatch.",
        "quantity": paid.quantity,
        "since": since,
    }
