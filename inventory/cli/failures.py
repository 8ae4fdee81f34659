"""How a command fails: a sentence that says what to do, an exit code for scripts, and no traceback unless it is our bug."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from pathlib import Path
from typing import IO, Any, NamedTuple

import click
import orjson
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from inventory.cli.output import json_is_wanted, printable
from inventory.errors import ConcurrentChange, InvalidSettings, InventoryError


class ExitCode(IntEnum):
    """What a script may rely on; 0 is done, a replay included, and click itself ends with 2 for wrong arguments."""

    REFUSED = 1
    MISUSED = 2
    UNAVAILABLE = 3
    INTERRUPTED = 130


_CONTENDED = frozenset(
    {
        "40001",  # serialization_failure
        "40P01",  # deadlock_detected
        "55P03",  # lock_not_available
        "57014",  # query_canceled: statement_timeout
    }
)
_SCHEMA_BEHIND = frozenset(
    {
        "3F000",  # invalid_schema_name
        "42703",  # undefined_column
        "42P01",  # undefined_table
    }
)
_NOT_PERMITTED = "42501"


class Told(NamedTuple):
    """What is said of a failure: `code` is stable, `data` the error's own fields."""

    exit_code: ExitCode
    code: str
    detail: str
    data: Mapping[str, Any] = {}


class Failure(click.ClickException):
    """Ends the command with what is told of a failure, and the notes that were added to it on its way."""

    def __init__(self, told: Told, *, notes: Sequence[str], as_json: bool) -> None:
        super().__init__("\n".join([told.detail, *notes]))
        self.exit_code = int(told.exit_code)  # type: ignore[misc] # click reads it from the instance
        self._told = told
        self._as_json = as_json

    def show(self, file: IO[Any] | None = None) -> None:
        if not self._as_json:
            super().show(file)
            return
        error = {**self._told.data, "code": self._told.code, "detail": self.message}
        click.echo(orjson.dumps({"error": error}, default=str), file=file, err=file is None)


class CommandLine(click.Group):
    """A group whose commands raise what the core and the database raise."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (InventoryError, OSError, SQLAlchemyError, KeyboardInterrupt) as error:
            told = _told(error)
            if told is None:
                raise
            raise Failure(told, notes=getattr(error, "__notes__", []), as_json=json_is_wanted(ctx)) from error


def _told(error: BaseException) -> Told | None:
    """How whoever is at the terminal hears of this error; None for one that only our own mistake can bring about."""
    match error:
        case InvalidSettings():
            return Told(ExitCode.MISUSED, error.code, str(error))
        case ConcurrentChange():
            return Told(ExitCode.UNAVAILABLE, error.code, str(error))
        case InventoryError():
            data = {name: value for name, value in vars(error).items() if name != "__notes__"}
            return Told(ExitCode.REFUSED, error.code, str(error), data)
        case OSError(filename=str() | Path() as name):
            return Told(ExitCode.REFUSED, "file", f"{printable(str(name))}: {error.strerror}.")
        case KeyboardInterrupt():
            return Told(ExitCode.INTERRUPTED, "interrupted", "Interrupted.")
        case SQLAlchemyError():
            return _told_by_database(error)
    return None


def _told_by_database(error: SQLAlchemyError) -> Told | None:
    """What a database may do to anybody, in the server's own words: SQLAlchemy's would show the statement."""
    if isinstance(error, PoolTimeout):
        return Told(ExitCode.UNAVAILABLE, "busy", "No connection to the database became free in time. Try again.")
    if not isinstance(error, DBAPIError):
        return None
    state, words = getattr(error.orig, "sqlstate", None), _first_line(error)
    if state in _CONTENDED:
        return Told(
            ExitCode.UNAVAILABLE,
            "busy",
            f"The database is busy with other work ({words}). This step changed nothing; try again.",
        )
    if state in _SCHEMA_BEHIND:
        return Told(
            ExitCode.UNAVAILABLE,
            "schema_behind",
            f"The schema is not the one this version needs ({words}). Run `inventory migrate`.",
        )
    if state == _NOT_PERMITTED:
        return Told(ExitCode.UNAVAILABLE, "not_permitted", f"The database's user may not do that: {words}.")
    if error.connection_invalidated or isinstance(error, OperationalError):
        return Told(ExitCode.UNAVAILABLE, "database_unavailable", f"The database can't be reached: {words}")
    return None


def _first_line(error: DBAPIError) -> str:
    return next(iter(str(error.orig).splitlines()), type(error.orig).__name__)
