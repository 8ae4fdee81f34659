"""Answers to failures of the database that pass."""

from __future__ import annotations

from typing import assert_never

from api.contract.errors import Busy, DatabaseUnavailable, Unavailable
from inventory.database.failures import Kind, kind


def as_unavailable(error: Exception) -> Unavailable | None:
    """Return the answer to a failure that passes, None for any other error."""
    if isinstance(error, Unavailable):
        return error
    match kind(error):
        case Kind.WRONG_SERVER | Kind.UNAVAILABLE | Kind.NO_CONNECTION | Kind.STALE_PLAN:
            return DatabaseUnavailable()
        case Kind.BUSY | Kind.TOO_SLOW:
            return Busy()
        case Kind.SCHEMA_BEHIND | Kind.NOT_PERMITTED | Kind.DATA | Kind.BUG:
            return None
        case other:
            assert_never(other)
