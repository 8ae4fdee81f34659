"""Statements as text with `$1`, `$2`, …, several of them in one round trip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg.pq import ExecStatus, PipelineStatus

Row = tuple[Any, ...]
Cursor = psycopg.RawCursor[Row]


@dataclass(frozen=True, slots=True)
class Call:
    """A statement with its parameters by name, in the order of `$1`, `$2`, …"""

    text: bytes
    parameters: Mapping[str, Any] = field(default_factory=dict)


def send(connection: psycopg.Connection[Any], calls: Sequence[Call], cursors: Sequence[Cursor]) -> None:
    """Run each call by its cursor, in this order and in one round trip. If one fails, those behind
    it are not run, and their cursors have no result.
    """
    together: AbstractContextManager[object] = connection.pipeline() if len(calls) > 1 else nullcontext()
    failed: psycopg.Error | None = None
    try:
        with together:
            try:
                for call, cursor in zip(calls, cursors, strict=True):
                    cursor.execute(call.text, list(call.parameters.values()), prepare=True, binary=True)
            except psycopg.Error as error:
                failed = error  # raised through the pipeline, it would be logged that the rest is not run
    except psycopg.Error as error:
        # psycopg could not leave the pipeline, because a signal has raised an exception amid it.
        if connection.pgconn.pipeline_status != PipelineStatus.OFF and error.__context__ is not None:
            raise error.__context__ from None
        failed = failed or error
    if failed is not None:
        raise failed


def rows_of(cursor: Cursor) -> list[Row]:
    """Return the rows of the cursor's statement, none if it returns none.

    `cursor.description` would tell that too, and describe each column in Python.
    """
    has_rows = cursor.pgresult is not None and cursor.pgresult.status == ExecStatus.TUPLES_OK
    return cursor.fetchall() if has_rows else []
