"""Note every statement that the service sends to a database, whichever way it goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

import psycopg
from sqlalchemy import Engine, event

from inventory.database import calls, connection, pipelining
from inventory.database.connection import ServerConnection
from inventory.database.engine import driver_of

Note = Callable[[psycopg.Cursor[Any], str, Any], None]
"""Takes the cursor, the statement, and its parameters by name, in the order of `$1`, `$2`, … if it
has such.
"""


@contextmanager
def noted(engine: Engine, note: Note) -> Iterator[None]:
    """Call `note` before each statement of the block, on any connection of the engine."""
    send = calls.send

    def by_us(driver: ServerConnection, sent: Sequence[calls.Call], cursors: Sequence[calls.Cursor]) -> None:
        if driver.terms is terms:
            for call, cursor in zip(sent, cursors, strict=True):
                note(cursor, call.text.decode(), call.parameters)
        send(driver, sent, cursors)

    def by_sqlalchemy(_connection: Any, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        note(cursor, statement, parameters)

    with engine.connect() as any_one:
        terms = driver_of(any_one).terms  # one object for all connections of an engine
    event.listen(engine, "before_cursor_execute", by_sqlalchemy)
    try:
        with ExitStack() as patched:
            for module in (calls, connection, pipelining):
                patched.enter_context(patch.object(module, "send", by_us))
            yield
    finally:
        event.remove(engine, "before_cursor_execute", by_sqlalchemy)
