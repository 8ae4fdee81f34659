"""Counts of all units on the shelf at the command line: by hand, and by a sheet."""

from __future__ import annotations

import csv

import pytest

from inventory.database.transactions import Database, now
from inventory.domain.commands import Cause, Command, Confirm, Line, Reserve
from inventory.settings import settings
from inventory.write_path.apply import HoldTimes, apply
from tests.cli.terminal import Terminal

AWAITED = HoldTimes(dispatched_after_seconds=86_400)
WHY = ("--reason", "cycle_count", "--reference", "count-1")


@pytest.fixture
def to_ship(terminal: Terminal, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """10 lie on the shelf. An order has paid for 6 of them, and they are to ship."""
    monkeypatch.setenv("INVENTORY_DISPATCHED_AFTER_SECONDS", str(AWAITED.dispatched_after_seconds))
    settings.cache_clear()
    terminal.file("first.csv", "sku,quantity_on_hand", "tea,10")
    terminal.run("stock", "import", "first.csv")
    with database.transaction() as session:
        commands: list[Command] = [Reserve("o1", (Line("tea", 6),), Cause("tests")), Confirm("o1", Cause("tests"))]
        assert all(one.changed for one in apply(session, commands, now=now(session), holds=AWAITED))


def shelf(terminal: Terminal) -> tuple[int, int, int]:
    (item,) = terminal.json("stock", "show", "tea")["items"]
    return item["quantity_on_shelf"], item["quantity_to_ship"], item["quantity_available"]


@pytest.mark.usefixtures("to_ship")
def test_a_count_may_be_of_the_shelf(terminal: Terminal) -> None:
    stale = terminal.refused("stock", "adjust", "tea", "--count", 10, "--expected", 4, "--on-shelf", *WHY)
    counted = terminal.run("stock", "adjust", "tea", "--count", 10, "--expected", 10, "--on-shelf", *WHY)

    assert (stale["code"], stale["quantity_on_shelf"]) == ("shelf_stale", 10)
    assert counted.output == "tea at main: 4 -> 4 on hand.\n"
    assert shelf(terminal) == (10, 6, 4)
    assert "to ship" in terminal.run("stock", "show", "tea").stdout


def test_a_change_is_not_of_the_shelf(terminal: Terminal) -> None:
    said = terminal.run("stock", "adjust", "tea", "--delta", 1, "--on-shelf", *WHY, code=2).stderr

    assert "--on-shelf go with --count" in said


@pytest.mark.usefixtures("to_ship")
def test_a_sheet_of_the_shelf_is_exported_and_imported(terminal: Terminal) -> None:
    terminal.run("stock", "export", "sheet.csv", "--shelf")
    sheet = terminal.directory / "sheet.csv"
    header, row = csv.reader(sheet.read_text(encoding="utf-8").splitlines())
    exported = dict(zip(header, row, strict=True))
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("tea,main,10,10", "tea,main,9,10"), encoding="utf-8")
    shown = terminal.run("stock", "import", "sheet.csv", "--dry-run").stdout
    report = terminal.json("stock", "import", "sheet.csv")

    assert (exported["counted"], exported["expected_counted"], exported["quantity_to_ship"]) == ("10", "10", "6")
    assert "quantity_on_hand" not in exported
    assert "tea at main: 4 -> 3 (-1)" in shown
    assert (report["changed"], report["warned"]) == (1, 0)
    assert shelf(terminal) == (9, 6, 3)


@pytest.mark.usefixtures("to_ship")
def test_a_sheet_of_units_on_hand_is_as_it_was_and_has_the_shelf_to_read(terminal: Terminal) -> None:
    terminal.run("stock", "export", "sheet.csv")
    header, row = csv.reader((terminal.directory / "sheet.csv").read_text(encoding="utf-8").splitlines())
    exported = dict(zip(header, row, strict=True))

    assert (exported["quantity_on_hand"], exported["quantity_on_shelf"]) == ("4", "10")
    assert terminal.json("stock", "import", "sheet.csv")["warned"] == 1
    assert shelf(terminal) == (10, 6, 4)


@pytest.mark.usefixtures("to_ship")
@pytest.mark.parametrize(
    ("header", "options", "said"),
    [
        ("sku,quantity_on_hand,counted", (), "must name sku and one of"),
        ("sku,quantity_on_hand,expected_counted", (), "by counted: leave one out"),
        ("sku,counted,expected_quantity_on_hand", (), "by quantity_on_hand: leave one out"),
        ("sku,counted,expected_counted", ("--overwrite",), "leave one out"),
    ],
)
def test_a_sheet_has_one_kind_of_count(terminal: Terminal, header: str, options: tuple[str, ...], said: str) -> None:
    terminal.file("sheet.csv", header, "tea,1,1")

    assert said in terminal.run("stock", "import", "sheet.csv", *options, code=1).stderr
    assert shelf(terminal) == (10, 6, 4)


@pytest.mark.usefixtures("to_ship")
def test_the_units_on_hand_may_be_passed_over(terminal: Terminal) -> None:
    terminal.file(
        "sheet.csv", "sku,quantity_on_hand,expected_quantity_on_hand,counted,expected_counted", "tea,4,4,9,10"
    )
    passed = ("--ignore-column", "quantity_on_hand", "--ignore-column", "expected_quantity_on_hand")

    assert terminal.json("stock", "import", "sheet.csv", *passed)["changed"] == 1
    assert shelf(terminal) == (9, 6, 3)
