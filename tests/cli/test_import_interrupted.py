"""An import that dies half-way, killed or cut off, and is run again: one effect a row."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from inventory.database.transactions import Database
from tests.cli.terminal import Terminal, wait_for

ROWS = 6_000
HALF = ROWS // 2


@pytest.fixture
def file(terminal: Terminal) -> str:
    """A first count of many SKUs. That of the middle one exists, so that it can be locked."""
    return terminal.file("big.csv", "sku,quantity_on_hand", *(f"sku-{row:05},{row % 97}" for row in range(ROWS)))


@contextmanager
def stopped_half_way(database: Database, terminal: Terminal) -> Iterator[None]:
    """The import waits for the middle row."""
    middle = f"sku-{HALF:05}"
    terminal.run("stock", "adjust", middle, "--delta", 1, "--reason", "found", "--reference", "a")
    terminal.run("stock", "adjust", middle, "--delta", -1, "--reason", "lost", "--reference", "b")
    with database.engine.connect() as connection:
        # For as long as it takes.
        connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        connection.execute(text("SET LOCAL transaction_timeout = 0"))
        connection.execute(text("SELECT 1 FROM product_inventory WHERE sku = :sku FOR UPDATE"), {"sku": middle})
        yield


def is_waiting(database: Database) -> bool:
    query = (
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'inventory-cli' AND wait_event_type = 'Lock'"
    )
    with database.transaction() as session:
        return bool(session.execute(text(query)).scalar_one())


def imported(database: Database) -> tuple[int, int, int]:
    """Rows imported, how many different ones, and their units."""
    query = (
        "SELECT count(*), count(DISTINCT sku), coalesce(sum(on_hand_delta), 0)::bigint FROM stock_movement "
        "WHERE reference LIKE 'import-%'"
    )
    with database.transaction() as session:
        rows, skus, units = session.execute(text(query)).one()
        return rows, skus, units


EVERYTHING = (ROWS, ROWS, sum(row % 97 for row in range(ROWS)))


@pytest.mark.faults
def test_killed_and_run_again_every_row_has_one_effect(terminal: Terminal, database: Database, file: str) -> None:
    with stopped_half_way(database, terminal):
        process = terminal.process("stock", "import", file)
        wait_for(lambda: is_waiting(database), "the import is half-way", 60)
        process.kill()
        process.communicate()
    assert process.returncode == -signal.SIGKILL
    rows, _, _ = imported(database)
    assert HALF - 250 <= rows <= HALF

    again = terminal.json("stock", "import", file)

    assert (again["replayed"], again["changed"]) == (rows, ROWS - rows)
    assert imported(database) == EVERYTHING


@pytest.mark.faults
def test_cut_off_from_the_database_it_says_how_to_go_on(terminal: Terminal, database: Database, file: str) -> None:
    with stopped_half_way(database, terminal):
        process = terminal.process("stock", "import", file)
        wait_for(lambda: is_waiting(database), "the import is half-way", 60)
        with database.transaction() as session:
            session.execute(
                text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'inventory-cli'")
            )
        _, errors = process.communicate()

    assert process.returncode == 3
    assert f"of {ROWS:,} rows. Run the same command again" in errors
    assert "can't be reached" in errors
    assert "Traceback" not in errors
    terminal.run("stock", "import", file)
    assert imported(database) == EVERYTHING


@pytest.mark.faults
def test_interrupted_by_hand_it_ends_between_batches(terminal: Terminal, database: Database, file: str) -> None:
    with stopped_half_way(database, terminal):
        process = terminal.process("stock", "import", file)
        wait_for(lambda: is_waiting(database), "the import is half-way", 60)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate()

    assert process.returncode == 130
    assert "Run the same command again" in errors
    assert "Traceback" not in errors
