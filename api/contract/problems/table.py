"""Every problem that a caller may meet, with its status. `docs/errors.md` is this table."""

from __future__ import annotations

from api.contract import errors
from api.contract.problems.kinds import ProblemKind
from api.contract.problems.of_callers import OF_CALLERS
from api.contract.problems.of_cancels import OF_CANCELS
from api.contract.problems.of_counts import OF_COUNTS
from api.contract.problems.of_dispatches import OF_DISPATCHES
from api.contract.problems.of_returns import OF_RETURNS
from api.contract.problems.of_reversals import OF_REVERSALS
from inventory.errors import ConcurrentChange, InventoryError

_AGAIN = "Send the same request again after `Retry-After` seconds; it takes effect once."

OF_THE_SERVICE = (
    ProblemKind(
        500,
        errors.InternalError(request_id="5c1f0e6a7f0b4f6e9d3c2b1a09876543"),
        "The service made a mistake.",
        "Report the `request_id`. A retry is safe.",
    ),
    ProblemKind(
        503,
        errors.DatabaseUnavailable(),
        "PostgreSQL can't be reached, or the server that answers takes no writes: a standby, or an old primary after a failover.",
        _AGAIN,
    ),
    ProblemKind(503, errors.Busy(), "Another change holds the rows for too long.", _AGAIN),
    ProblemKind(503, errors.Overloaded(), "Too many commands are waiting already.", _AGAIN),
    ProblemKind(503, errors.DeadlineExceeded(), "The command waited too long for its turn.", _AGAIN),
    ProblemKind(503, errors.ShuttingDown(), "This process is stopping.", _AGAIN),
    ProblemKind(
        503,
        errors.OutcomeUnknown(),
        "The connection to PostgreSQL broke during the commit, and the service could not find out in time if the change was made.",
        "Send the same request again after `Retry-After` seconds. It takes effect once if it has the `Idempotency-Key` that it had; "
        "without a key see *Retrying*.",
    ),
    ProblemKind(
        503,
        ConcurrentChange(row="Reservation 'order-1042'"),
        "Another change made or removed the same rows meanwhile. Nothing was changed.",
        _AGAIN,
    ),
    ProblemKind(
        503,
        errors.IdentityProviderUnavailable(),
        "The issuer of the token can't be reached to check it.",
        _AGAIN,
    ),
)

PROBLEMS = (
    *sorted(
        (*OF_CALLERS, *OF_CANCELS, *OF_COUNTS, *OF_DISPATCHES, *OF_RETURNS, *OF_REVERSALS),
        key=lambda one: one.status,
    ),
    *OF_THE_SERVICE,
)
STATUS: dict[type[InventoryError], int] = {type(problem.example): problem.status for problem in PROBLEMS}


def status_of(error: InventoryError) -> int | None:
    """Return the status of this error, or of the nearest of its bases that has one. None if the
    table lacks it.
    """
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), None)
