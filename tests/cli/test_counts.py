"""Counts of a shelf where units lie that orders have paid for: each way to count warns of them."""

from __future__ import annotations

from typing import Any

import pytest

from inventory.database.transactions import Database, now
from inventory.domain.commands import Cause, Command, Confirm, Line, Reserve
from inventory.write_path.apply import HoldTimes, apply
from tests.cli.terminal import Terminal

COUNT = ("--expected", 4, "--reason", "cycle_count", "--reference", "count-1")
WORDS = "If they still lie at 'main', leave them out of the count, or track dispatch."


def pay(database: Database, *skus: str) -> None:
    commands: list[Command] = []
    for sku in skus:
        order = f"order of {sku}"
        commands += [Reserve(order, (Line(sku, 6),), Cause("tests")), Confirm(order, Cause("tests"))]
    with database.transaction() as session:
        outcomes = apply(session, commands, now=now(session), holds=HoldTimes())
    assert all(outcome.changed for outcome in outcomes), outcomes


@pytest.fixture
def paid(terminal: Terminal, database: Database) -> None:
    """10 of both lie on the shelf, and an order has paid for 6 of the tea."""
    terminal.file("first.csv", "sku,quantity_on_hand", "tea,10", "mug,10")
    terminal.run("stock", "import", "first.csv")
    pay(database, "tea")
    terminal.file("sheet.csv", "sku,quantity_on_hand,expected_quantity_on_hand", "mug,10,10", "tea,10,4")


def require_warning(warning: Any) -> None:
    assert (warning["code"], warning["quantity"]) == ("paid_units_may_lie_there", 6)
    assert warning["detail"] == f"6 units were paid for since {warning['since']}. {WORDS}"


@pytest.mark.usefixtures("paid")
def test_a_count_is_applied_and_warned_of_paid_units(terminal: Terminal) -> None:
    counted = terminal.run("stock", "adjust", "tea", "--count", 10, *COUNT)
    again = terminal.json("stock", "adjust", "tea", "--count", 10, *COUNT)

    assert counted.stdout == "tea at main: 4 -> 10 on hand.\n"
    assert counted.stderr.startswith("Warning: tea: 6 units were paid for since ")
    assert WORDS in counted.stderr
    (warning,) = again["warnings"]
    require_warning(warning)
    changed = terminal.json("stock", "adjust", "tea", "--delta", 1, "--reason", "found", "--reference", "note-1")
    assert "warnings" not in changed


@pytest.mark.usefixtures("paid")
def test_a_dry_run_warns_of_what_it_would_count(terminal: Terminal) -> None:
    mug, tea = terminal.json("stock", "import", "sheet.csv", "--dry-run")["changes"]
    said = terminal.run("stock", "import", "sheet.csv", "--dry-run").stdout

    assert "warnings" not in mug
    (warning,) = tea["warnings"]
    require_warning(warning)
    assert "line 3: tea at main: 4 -> 10 (+6)\nline 3: warning, tea: 6 units were paid for since " in said


@pytest.mark.usefixtures("paid")
def test_the_report_of_an_import_names_the_rows_and_so_does_the_one_of_its_second_run(terminal: Terminal) -> None:
    report = terminal.json("stock", "import", "sheet.csv")
    again = terminal.run("stock", "import", "sheet.csv")

    assert (report["changed"], report["warned"]) == (2, 1)
    (warning,) = report["warnings"]
    require_warning(warning)
    assert (warning["line"], warning["sku"]) == (3, "tea")
    assert "Warning: line 3: tea: 6 units were paid for since " in again.stderr
    assert terminal.on_hand("tea") == {"main": 10}


def test_a_report_has_the_first_hundred_warnings_and_people_see_ten(terminal: Terminal, database: Database) -> None:
    skus = [f"tea-{number}" for number in range(102)]
    terminal.file("first.csv", "sku,quantity_on_hand", *(f"{sku},10" for sku in skus))
    terminal.run("stock", "import", "first.csv")
    pay(database, *skus)
    terminal.file("sheet.csv", "sku,quantity_on_hand,expected_quantity_on_hand", *(f"{sku},10,4" for sku in skus))

    said = terminal.run("stock", "import", "sheet.csv").stderr
    report = terminal.json("stock", "import", "sheet.csv")

    assert said.count("Warning: line ") == 10
    assert "92 more rows have such a warning." in said
    assert (report["warned"], len(report["warnings"])) == (102, 100)
