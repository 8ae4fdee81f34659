"""Which failures of the database are passing, and what a caller is told of them."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from api.errors import Busy, DatabaseUnavailable, Unavailable

_CONTENDED = frozenset(
    {
        "40001",  # serialization_failure
        "40P01",  # deadlock_detected
        "55P03",  # lock_not_available
        "57014",  # query_canceled: statement_timeout
    }
)


def as_unavailable(error: Exception) -> Unavailable | None:
    """What to answer for a failure that passes; None for any other error."""
    if isinstance(error, Unavailable):
        return error
    if isinstance(error, PoolTimeout):
        return DatabaseUnavailable()
    if not isinstance(error, DBAPIError):
        return None
    if sqlstate(error) in _CONTENDED:
        return Busy()
    if error.connection_invalidated or isinstance(error, OperationalError):
        return DatabaseUnavailable()
    return None


def connection_was_lost(error: Exception) -> bool:
    """Whether a connection that was established is gone: what it was doing may or may not have been done."""
    return isinstance(error, DBAPIError) and error.connection_invalidated


def sqlstate(error: DBAPIError) -> str | None:
    state: str | None = getattr(error.orig, "sqlstate", None)
    return state
