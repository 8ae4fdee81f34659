"""Tells which test opened a connection that nobody closed.

psycopg tells of such a connection when the garbage collector comes by, which fails some later test.
Its words alone name neither the test nor the place.
"""

from __future__ import annotations

import os
import traceback
import warnings
from typing import Any

import psycopg

MAX_CALLS = 8
"""Calls that are told, the last ones before the connection was opened."""


def tell_where_connections_are_opened() -> None:
    """Have each connection of this process note its test and its place."""
    begin, end = psycopg.Connection.__init__, psycopg.Connection.__del__

    def noted(connection: psycopg.Connection, *given: Any, **named: Any) -> None:
        begin(connection, *given, **named)
        test = os.environ.get("PYTEST_CURRENT_TEST", "no test")
        calls = traceback.StackSummary.extract(traceback.walk_stack(None), limit=MAX_CALLS, lookup_lines=False)
        place = ", ".join(f"{call.filename}:{call.lineno}" for call in calls)
        connection.__dict__["opened_at"] = f"{test} by {place}"

    def told(connection: psycopg.Connection) -> None:
        def warn(message: str, category: type[Warning]) -> None:
            warnings.warn(f"{message}. Opened in {connection.__dict__.get('opened_at')}", category, stacklevel=2)

        end(connection, warn)

    psycopg.Connection.__init__ = noted  # type: ignore[method-assign, assignment]
    psycopg.Connection.__del__ = told  # type: ignore[method-assign, assignment]
