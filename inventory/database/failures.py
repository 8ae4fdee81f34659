"""What PostgreSQL's errors mean, told apart once for the API, the tasks, the bridge, the relay and the command line."""

from __future__ import annotations

from enum import Enum, auto

from psycopg import DataError, OperationalError
from psycopg import Error as DriverError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout


class Kind(Enum):
    """What whoever meets the error can do about it."""

    WRONG_SERVER = auto()
    """This server takes no writes, so what it shows may be old for ever. Another server may take them: connect anew."""
    UNAVAILABLE = auto()
    """PostgreSQL was not reached, went away, or lacks the means. Nobody's fault who asked: try again."""
    NO_CONNECTION = auto()
    """All connections of this process stayed in use for too long."""
    BUSY = auto()
    """Somebody else's locks were in the way, and trying again may be all that is needed."""
    TOO_SLOW = auto()
    """The statement took longer than it may."""
    STALE_PLAN = auto()
    """The session has a plan from before a migration. The same on a new connection works."""
    SCHEMA_BEHIND = auto()
    """A table or column is missing that this version needs."""
    NOT_PERMITTED = auto()
    """The database's user may not do that."""
    DATA = auto()
    """PostgreSQL can't store such a value, today or later."""
    BUG = auto()
    """Anything else: ours."""


ANOTHER_SERVER = frozenset({Kind.WRONG_SERVER, Kind.UNAVAILABLE, Kind.STALE_PLAN})
"""Kinds that say nothing about the work that was in hand: the same may succeed on another connection."""

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
    """Tell what the error means; SQLAlchemy's and the driver's own are taken alike."""
    if isinstance(error, PoolTimeout):
        return Kind.NO_CONNECTION
    cause = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(cause, DriverError):
        return Kind.BUG
    by_state = Kind.STALE_PLAN if _is_stale(cause) else _by_state(cause)
    if by_state in ANOTHER_SERVER or not (isinstance(error, DBAPIError) and error.connection_invalidated):
        return by_state
    return Kind.UNAVAILABLE


def ends_connection(error: BaseException) -> bool:
    """Whether nothing more can come of the connection, nor of those that were opened before it."""
    return kind(error) in {Kind.WRONG_SERVER, Kind.STALE_PLAN}


def connection_was_lost(error: BaseException) -> bool:
    """Whether a connection that was established is gone: what it was doing may or may not have been done."""
    return isinstance(error, DBAPIError) and error.connection_invalidated


def sqlstate(error: BaseException) -> str | None:
    """PostgreSQL's five characters (its manual, appendix A); None where it did not come to that."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return cause.sqlstate if isinstance(cause, DriverError) else None


def _by_state(error: DriverError) -> Kind:
    state = error.sqlstate
    if state is not None:
        return _BY_STATE.get(state) or _BY_CLASS.get(state[:2], Kind.BUG)
    if isinstance(error, DataError):  # what psycopg itself refuses to send
        return Kind.DATA
    # libpq has no SQLSTATE for a connection that it did not get, and psycopg none for one that says nothing.
    return Kind.UNAVAILABLE if isinstance(error, OperationalError) else Kind.BUG


def _is_stale(error: DriverError) -> bool:
    """Not by the message, "cached plan must not change result type", which comes in the server's language."""
    return error.sqlstate == "0A000" and error.diag.source_function == "RevalidateCachedQuery"
