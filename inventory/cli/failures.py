"""How a command fails: a sentence that says what to do, an exit code for scripts, and no traceback unless it is our bug."""

from __future__ import annotations

from enum import IntEnum
from typing import IO, Any

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


class Failure(click.ClickException):
    """A failure that is told and ends the command: `code` is stable, `data` the error's own fields."""

    def __init__(
        self, detail: str, *, code: str, exit_code: ExitCode, as_json: bool = False, data: dict[str, Any] | None = None
    ) -> None:
        super().__init__(detail)
        self.code = code
        self.exit_code = int(exit_code)  # type: ignore[misc] # click reads it from the instance
        self._as_json = as_json
        self._data = data or {}

    def show(self, file: IO[Any] | None = None) -> None:
        if not self._as_json:
            super().show(file)
            return
        error = {**self._data, "code": self.code, "detail": self.message}
        click.echo(orjson.dumps({"error": error}, default=str), file=file, err=file is None)


class CommandLine(click.Group):
    """A group whose commands raise what the core and the database raise."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except InventoryError as error:
            raise Failure(
                str(error),
                code=error.code,
                exit_code=_exit_code(error),
                as_json=json_is_wanted(ctx),
                data=dict(vars(error)),
            ) from error
        except OSError as error:
            if error.filename is None:
                raise
            raise Failure(
                f"{printable(str(error.filename))}: {error.strerror}.",
                code="file",
                exit_code=ExitCode.REFUSED,
                as_json=json_is_wanted(ctx),
            ) from error
        except KeyboardInterrupt:
            ctx.exit(ExitCode.INTERRUPTED)
        except SQLAlchemyError as error:
            explained = _explain(error)
            if explained is None:
                raise
            code, detail = explained
            raise Failure(detail, code=code, exit_code=ExitCode.UNAVAILABLE, as_json=json_is_wanted(ctx)) from error


def _exit_code(error: InventoryError) -> ExitCode:
    if isinstance(error, InvalidSettings):
        return ExitCode.MISUSED
    return ExitCode.UNAVAILABLE if isinstance(error, ConcurrentChange) else ExitCode.REFUSED


def _explain(error: SQLAlchemyError) -> tuple[str, str] | None:
    """A code and a sentence for what a database may do to anybody; None for what only our own mistake can bring about.

    Only the server's own words are passed on: SQLAlchemy's would show the statement.
    """
    if isinstance(error, PoolTimeout):
        return "busy", "No connection to the database became free in time. Try again."
    if not isinstance(error, DBAPIError):
        return None
    state, words = getattr(error.orig, "sqlstate", None), _first_line(error)
    if state in _CONTENDED:
        return "busy", f"The database is busy with other work ({words}). This step changed nothing; try again."
    if state in _SCHEMA_BEHIND:
        return "schema_behind", f"The schema is not the one this version needs ({words}). Run `inventory migrate`."
    if state == _NOT_PERMITTED:
        return "not_permitted", f"The database's user may not do that: {words}."
    if error.connection_invalidated or isinstance(error, OperationalError):
        return "database_unavailable", f"The database can't be reached: {words}"
    return None


def _first_line(error: DBAPIError) -> str:
    return next(iter(str(error.orig).splitlines()), type(error.orig).__name__)
