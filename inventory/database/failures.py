"""The meaning of PostgreSQL's errors, told apart once for all processes and the command line."""

from __future__ import annotations

from enum import Enum, auto

from psycopg import DataError, OperationalError
from psycopg import Error as DriverError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout


class Kind(Enum):
    """The kinds of errors, told apart by their remedy."""

    WRONG_SERVER = auto()
    """This server takes no writes, so its data may be old for ever. Another server may take them:
    connect anew.
    """
    UNAVAILABLE = auto()
    """PostgreSQL was not reached, went away, or lacks the means. No fault of the caller: try
    again.
    """
    NO_CONNECTION = auto()
    """All connections of this process stayed in use for too long."""
    BUSY = auto()
    """Other transactions' locks or new rows were in the way. To try again may be enough."""
    TOO_SLOW = auto()
    """The statement ran longer than its limit."""
    STALE_PLAN = auto()
    """The session has a plan from before a migration. The statement works on a new connection."""
    SCHEMA_BEHIND = auto()
    """A table or column that this version needs is missing."""
    NOT_PERMITTED = auto()
    """The database's user lacks the right."""
    DATA = auto()
    """PostgreSQL can't store the value, today or later."""
    BUG = auto()
    """Any other error: a mistake of ours."""


ANOTHER_SERVER = frozenset({Kind.WRONG_SERVER, Kind.UNAVAILABLE, Kind.STALE_PLAN})
"""Kinds that tell nothing about the current work: it may succeed on another connection."""

_BY_STATE = {
    "0A000": Kind.BUG,  # feature_not_supported; a stale plan is one of them, see `_is_stale`
    "25006": Kind.WRONG_SERVER,  # read_only_sql_transaction
    "26000": Kind.STALE_PLAN,  # invalid_sql_statement_name: a pooler has lost a prepared statement
    "3F000": Kind.SCHEMA_BEHIND,  # invalid_schema_name
    "40001": Kind.BUSY,  # serialization_failure, or a conflict with the recovery of a replica
    "40P01": Kind.BUSY,  # deadlock_detected
    "42501": Kind.NOT_PERMITTED,  # insufficient_privilege
    "42703": Kind.SCHEMA_BEHIND,  # undefined_column
    "42P01": Kind.SCHEMA_BEHIND,  # undefined_table
    "42P05": Kind.STALE_PLAN,  # duplicate_prepared_statement: a pooler has handed out somebody else's session
    "55P03": Kind.BUSY,  # lock_not_available
    "57014": Kind.TOO_SLOW,  # query_canceled: statement_timeout
}
_BY_CLASS = {
    "08": Kind.UNAVAILABLE,  # connection exceptions
    "22": Kind.DATA,
    "53": Kind.UNAVAILABLE,  # out of connections, disk or memory
    "54": Kind.DATA,  # too large for a limit of PostgreSQL
    "57": Kind.UNAVAILABLE,  # shutting down, starting up, a dropped database
    "58": Kind.UNAVAILABLE,  # errors of the system below PostgreSQL
}


def kind(error: BaseException) -> Kind:
    """Return the kind of an error of SQLAlchemy, of the driver, or of anything else."""
    if isinstance(error, PoolTimeout):
        return Kind.NO_CONNECTION
    cause = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(cause, DriverError):
        return Kind.BUG
    if is_void(cause):
        return Kind.BUSY
    by_state = Kind.STALE_PLAN if _is_stale(cause) else _by_state(cause)
    if by_state in ANOTHER_SERVER or not (isinstance(error, DBAPIError) and error.connection_invalidated):
        return by_state
    return Kind.UNAVAILABLE


VOID_WRITES = "somebody else has made a row of this batch meanwhile, so it begins again"
"""The text that a statement tries to read as a number if its writes are void. It is in PostgreSQL's
log then, in any language.
"""
_NO_NUMBER = "22P02"  # invalid_text_representation


def is_void(error: BaseException) -> bool:
    """Return True if a statement undid its writes itself, because of a row that somebody else has
    made meanwhile. The transaction is undone, and may succeed when it is begun again.
    """
    cause = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(cause, DriverError) or cause.sqlstate != _NO_NUMBER:
        return False
    return VOID_WRITES in (cause.diag.message_primary or "")


def ends_connection(error: BaseException) -> bool:
    """Return True if the connection, and those opened before it, can do no more work."""
    return kind(error) in {Kind.WRONG_SERVER, Kind.STALE_PLAN}


def connection_was_lost(error: BaseException) -> bool:
    """Return True if an established connection is gone. Its work may or may not be done."""
    return isinstance(error, DBAPIError) and error.connection_invalidated


def sqlstate(error: BaseException) -> str | None:
    """Return PostgreSQL's five characters for the error (its manual, appendix A), None without
    any.
    """
    cause = error.orig if isinstance(error, DBAPIError) else error
    return cause.sqlstate if isinstance(cause, DriverError) else None


def _by_state(error: DriverError) -> Kind:
    state = error.sqlstate
    if state is not None:
        return _BY_STATE.get(state) or _BY_CLASS.get(state[:2], Kind.BUG)
    if isinstance(error, DataError):  # what psycopg itself refuses to send
        return Kind.DATA
    # libpq has no SQLSTATE for a connection that it did not get, and psycopg none for a silent one.
    return Kind.UNAVAILABLE if isinstance(error, OperationalError) else Kind.BUG


def _is_stale(error: DriverError) -> bool:
    """Return True for PostgreSQL's refusal of a plan from before a migration. The message, "cached
    plan must not change result type", can't tell: it comes in the server's language.
    """
    return error.sqlstate == "0A000" and error.diag.source_function == "RevalidateCachedQuery"
