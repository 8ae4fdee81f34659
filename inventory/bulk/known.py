"""Stored keys of an import file: looked up only for keys that may not be new, so mostly never."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from functools import lru_cache
from typing import Self, assert_never

from sqlalchemy.orm import Session

from inventory.database.begun_again import retried_on_stale_plan
from inventory.database.transactions import Database
from inventory.domain.commands import AdjustStock, Move
from inventory.importing.columns import Key
from inventory.importing.rows import RowCommand
from inventory.reading import known_keys
from inventory.reading import movements as ledger_reads

REMEMBERED = 10_000
"""Answers that are kept: a file is read several times."""


class KnownKeys:
    """Asks over a connection of its own, because rows are read while another one is used for rows
    before them.
    """

    def __init__(self, connected: Callable[[], AbstractContextManager[Database]]) -> None:
        """`connected` opens the connection, and closes it at the end of the block."""
        self._connected = connected
        self._open = ExitStack()
        self._database: Database | None = None
        self._remembered = lru_cache(REMEMBERED)(self._ask)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._open.__exit__(*raised)  # type: ignore[arg-type] # what a `with` hands over

    def __call__(self, column: Key, command: RowCommand) -> bool:
        match command:
            case AdjustStock(location=location) | Move(from_location=location):
                return self._remembered(column, command.sku, location, command.reference)
            case _:
                assert_never(command)

    @retried_on_stale_plan
    def _ask(self, column: Key, sku: str, location: str, reference: str) -> bool:
        if self._database is None:
            self._database = self._open.enter_context(self._connected())
        with self._database.transaction() as session:
            return _is_known(session, column, sku, location, reference)


def _is_known(session: Session, column: Key, sku: str, location: str, reference: str) -> bool:
    match column:
        case "sku" | "product_id":  # where the SKU is known, the core tells whose product it is
            return known_keys.is_sku(session, sku)
        case "location":
            return known_keys.is_location(session, location)
        case "reference":
            return ledger_reads.adjustment(session, sku, location, reference) is not None
        case _:
            assert_never(column)
