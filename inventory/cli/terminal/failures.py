"""Failures of commands: a sentence that says what to do, an exit code for scripts, and no traceback
unless it is our bug.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import IO, Any, NamedTuple, assert_never

import click
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from inventory.boundary.printable import printable, printable_lines
from inventory.cli.terminal import ending, interrupts
from inventory.cli.terminal.output import as_json, json_is_wanted
from inventory.database.errors import CommitUnknown, NothingCommitted
from inventory.database.failures import Kind, kind
from inventory.errors import ConcurrentChange, InvalidSettings, InventoryError


class ExitCode(IntEnum):
    """Exit codes for scripts. 0 is done, a replay included, and click itself ends with 2 for wrong
    arguments.
    """

    REFUSED = 1
    MISUSED = 2
    UNAVAILABLE = 3
    INTERRUPTED = ending.EXIT_CODE


class FailureReport(NamedTuple):
    """A failure in words: `code` is stable, `data` holds the error's own fields."""

    exit_code: ExitCode
    code: str
    detail: str
    data: Mapping[str, Any] = {}


class Failure(click.ClickException):
    """End the command with the report of a failure, and with the notes that were added to it on its
    way.
    """

    def __init__(self, told: FailureReport, *, notes: Sequence[str], as_json: bool) -> None:
        super().__init__(printable_lines("\n".join([told.detail, *notes])))
        self.exit_code = int(told.exit_code)  # type: ignore[misc] # click reads it from the instance
        self._told = told
        self._as_json = as_json

    def show(self, file: IO[Any] | None = None) -> None:
        if not self._as_json:
            super().show(file)
            return
        error = {**self._told.data, "code": self._told.code, "detail": self.message}
        click.echo(as_json({"error": error}, default=str), file=file, err=file is None)


class CommandLine(click.Group):
    """A group of commands that may raise the errors of the core and of the database."""

    def make_context(self, *arguments: Any, **options: Any) -> click.Context:
        with _printable():
            return super().make_context(*arguments, **options)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with interrupts.raised(), _printable():
                return super().invoke(ctx)
        except (InventoryError, OSError, SQLAlchemyError, KeyboardInterrupt) as error:
            told = _told(error)
            if told is None:
                raise
            raise Failure(told, notes=getattr(error, "__notes__", []), as_json=json_is_wanted(ctx)) from error


@contextmanager
def _printable() -> Iterator[None]:
    """Make messages about wrong arguments printable: they quote the arguments, and must
    steer no terminal.
    """
    try:
        yield
    except click.ClickException as error:
        error.message = printable_lines(error.message)  # type: ignore[misc] # click reads it from the instance
        raise


def _told(error: BaseException) -> FailureReport | None:
    """Return the report of an error for the user. None for an error that only a mistake of ours can
    cause.
    """
    match error:
        case InvalidSettings():
            return FailureReport(ExitCode.MISUSED, error.code, str(error))
        case ConcurrentChange() | NothingCommitted() | CommitUnknown():
            return FailureReport(ExitCode.UNAVAILABLE, error.code, str(error))
        case InventoryError():
            data = {name: value for name, value in vars(error).items() if name != "__notes__"}
            return FailureReport(ExitCode.REFUSED, error.code, str(error), data)
        case OSError(filename=str() | Path() as name):
            return FailureReport(ExitCode.REFUSED, "file", f"{printable(str(name))}: {error.strerror}.")
        case KeyboardInterrupt():
            return FailureReport(ExitCode.INTERRUPTED, "interrupted", "Interrupted.")
        case SQLAlchemyError():
            return _told_by_database(error)
    return None


def _told_by_database(error: SQLAlchemyError) -> FailureReport | None:
    """Return the report of a database error, in the server's own words: SQLAlchemy's would show the
    statement.
    """
    words = _first_line(error) if isinstance(error, DBAPIError) else ""
    match kind(error):
        case Kind.NO_CONNECTION:
            return FailureReport(
                ExitCode.UNAVAILABLE, "busy", "No connection to the database became free in time. Try again."
            )
        case Kind.BUSY | Kind.TOO_SLOW | Kind.STALE_PLAN:
            detail = f"The database is busy with other work ({words}). This step changed nothing; try again."
            return FailureReport(ExitCode.UNAVAILABLE, "busy", detail)
        case Kind.SCHEMA_BEHIND:
            detail = f"The schema is not the one this version needs ({words}). Run `inventory migrate`."
            return FailureReport(ExitCode.UNAVAILABLE, "schema_behind", detail)
        case Kind.NOT_PERMITTED:
            detail = f"The role in DATABASE_URL lacks a right ({words}). Give another role, or run `inventory roles`."
            return FailureReport(ExitCode.UNAVAILABLE, "not_permitted", detail)
        case Kind.WRONG_SERVER:
            detail = f"This is not the server that takes writes ({words}). Give the primary's address in DATABASE_URL."
            return FailureReport(ExitCode.UNAVAILABLE, "database_unavailable", detail)
        case Kind.UNAVAILABLE:
            return FailureReport(
                ExitCode.UNAVAILABLE, "database_unavailable", f"The database can't be reached: {words}"
            )
        case Kind.DATA | Kind.BUG:
            return None
        case other:
            assert_never(other)


def _first_line(error: DBAPIError) -> str:
    return next(iter(str(error.orig).splitlines()), type(error.orig).__name__)
