"""Errors of tasks: their kinds, and descriptions that are safe to show.

The text of a database error may hold a statement's parameters, whole rows or the address of the
server, and Flower shows every error that a task raises. So a task raises an error only as
`describe` returns it.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from psycopg import Error as PsycopgError
from sqlalchemy.exc import DBAPIError

from inventory.database.failures import Kind, kind, sqlstate
from inventory.errors import InventoryError

_QUOTES_DATA = "22"  # data exceptions: their messages repeat the offending value

SHOWN = 5

logger = logging.getLogger(__name__)


class TaskFailed(Exception):
    """A task did not do all of its work. The text is safe to show, and the cause is in the log."""


class DatabaseUnavailable(TaskFailed):
    """PostgreSQL does not answer. Nothing was lost: uncommitted work is done later."""


class EventsFailed(TaskFailed):
    """Events that failed alone, by inbox id. Each is retried later, or is a dead letter now."""

    def __init__(self, failures: Mapping[int, str]) -> None:
        super().__init__(failures)
        self.failures = failures

    def __str__(self) -> str:
        return _summary("inbox event", self.failures)


class HoldsFailed(TaskFailed):
    """Overdue holds that could not be ended, by order id. The next sweep tries them again."""

    def __init__(self, failures: Mapping[str, str]) -> None:
        super().__init__(failures)
        self.failures = failures

    def __str__(self) -> str:
        return _summary("order", self.failures)


class LocationsFailed(TaskFailed):
    """Locations whose stock could not follow them, by name. The next sweep goes on with them."""

    def __init__(self, failures: Mapping[str, str]) -> None:
        super().__init__(failures)
        self.failures = failures

    def __str__(self) -> str:
        return _summary("location", self.failures)


class DispatchesFailed(TaskFailed):
    """Orders whose paid units could not be taken for gone, by id. The next sweep tries them
    again.
    """

    def __init__(self, failures: Mapping[str, str]) -> None:
        super().__init__(failures)
        self.failures = failures

    def __str__(self) -> str:
        return _summary("order", self.failures)


class PruningFailed(TaskFailed):
    """Kinds of old rows that could not be removed. The next run tries them again."""

    def __init__(self, failures: Mapping[str, str]) -> None:
        super().__init__(failures)
        self.failures = failures

    def __str__(self) -> str:
        return _summary("old", self.failures)


class DiscrepanciesFound(TaskFailed):
    """The books do not balance. Every run says so again until they do."""

    def __init__(self, discrepancies: Sequence[str]) -> None:
        super().__init__(discrepancies)
        self.discrepancies = discrepancies

    def __str__(self) -> str:
        return f"{len(self.discrepancies)} discrepancies: {_shortened(self.discrepancies)}"


@contextmanager
def without_secrets() -> Iterator[None]:
    """Raise each error of the block as a `TaskFailed` with a safe text, and log it here. A
    `TaskFailed` of the block passes as it is. Raises `DatabaseUnavailable` if PostgreSQL does not
    answer.
    """
    try:
        yield
    except TaskFailed:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, its text must not get out
        if database_unavailable(error):
            logger.error("PostgreSQL does not answer: %s", describe(error))  # noqa: TRY400 - one line is enough
            raise DatabaseUnavailable(describe(error)) from None
        logger.error("%s\n%s", describe(error), frames(error))  # noqa: TRY400 - the error's text is what must not be told
        raise TaskFailed(describe(error)) from None


def database_unavailable(error: BaseException) -> bool:
    """Return True if PostgreSQL can't be reached, went away, or takes no writes any more. The work
    in hand is not at fault then.
    """
    return kind(error) in {Kind.WRONG_SERVER, Kind.UNAVAILABLE}


def may_pass(error: BaseException) -> bool:
    """Return True if the work only met somebody else's locks, or a plan from before a migration. It
    may succeed when it is tried again.
    """
    return kind(error) in {Kind.BUSY, Kind.STALE_PLAN}


def describe(error: BaseException) -> str:
    """Return one line that may be stored, logged and shown: no parameters, no rows, no addresses.

    Errors of the core keep their text. PostgreSQL's keep their primary message, unless it may quote
    data (class 22). All others keep only type and place, since their text may quote the data that
    they choked on.
    """
    if isinstance(error, InventoryError):
        return f"{error.code}: {error}"
    if isinstance(error, DBAPIError) and isinstance(error.orig, PsycopgError) and (state := sqlstate(error)):
        name = f"{type(error.orig).__name__} ({state})"
        words = None if state.startswith(_QUOTES_DATA) else error.orig.diag.message_primary
        return f"{name}: {words}" if words else name  # the connection's own errors have no words of the server's
    return f"{type(error).__name__} in {_place(error)}"


def frames(error: BaseException) -> str:
    """Return the traceback, line by line, without the error's own text."""
    return "".join(traceback.format_tb(error.__traceback__)).rstrip()


def _place(error: BaseException) -> str:
    stack = traceback.extract_tb(error.__traceback__)
    return f"{stack[-1].name}, line {stack[-1].lineno}" if stack else "an unknown place"


def _summary(noun: str, failures: Mapping[int, str] | Mapping[str, str]) -> str:
    return _shortened([f"{noun} {name}: {why}" for name, why in failures.items()])


def _shortened(told: Sequence[str]) -> str:
    more = [f"and {len(told) - SHOWN} more"] if len(told) > SHOWN else []
    return "; ".join([*told[:SHOWN], *more])
