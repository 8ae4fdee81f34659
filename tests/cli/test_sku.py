"""`inventory sku show|set`."""

from __future__ import annotations

import pytest

from inventory.database.transactions import Database
from tests.cli.terminal import Terminal
from tests.cli.test_reservation import do
from tests.inventory.making import moved, reserve


@pytest.fixture
def tea(database: Database) -> None:
    do(database, moved("tea", 10))


def test_a_sku_without_rules_is_tracked_and_sold(terminal: Terminal, tea: None) -> None:
    shown = terminal.json("sku", "show", "tea")

    assert (shown["tracked"], shown["discontinued"], shown["version"]) == (True, False, 0)
    assert terminal.refused("sku", "show", "mug")["code"] == "unknown_sku"


def test_rules_that_are_not_given_stay(terminal: Terminal, tea: None) -> None:
    terminal.run("sku", "set", "tea", "--untracked", "--sellable-from", "2026-01-31T13:00:00+01:00")
    shown = terminal.json("sku", "set", "tea", "--discontinued")

    assert (shown["tracked"], shown["discontinued"], shown["version"]) == (False, True, 2)
    assert shown["sellable_from"] == "2026-01-31T12:00:00.000000Z"
    free = terminal.json("sku", "set", "tea", "--tracked", "--sold", "--sellable-from", "none")
    assert (free["tracked"], free["discontinued"], free["sellable_from"]) == (True, False, None)
    assert terminal.json("sku", "show", "tea") == free


def test_what_is_shown_says_if_it_is_sold_now(terminal: Terminal, tea: None) -> None:
    printed = terminal.run("sku", "set", "tea", "--sellable-until", "2020-01-01T00:00:00Z").stdout

    assert "no, no_longer_sold" in printed
    assert "2020-01-01 00:00:00Z" in printed


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--location", "main"),
        ("--safety-stock", "-1"),
        ("--safety-stock", "some"),
        ("--sellable-from", "tomorrow"),
        ("--sellable-until", "2026-01-31"),
        ("--sellable-from", "1700000000"),
    ],
)
def test_unusable_options_are_told(terminal: Terminal, tea: None, options: tuple[str, ...]) -> None:
    assert terminal.run("sku", "set", "tea", *options, code=2).stderr


def test_an_unknown_sku_is_known_then(terminal: Terminal, database: Database) -> None:
    terminal.run("sku", "set", "gift", "--untracked")
    do(database, moved("tea", 10), reserve("o1", ("gift", 2), ("tea", 1)))

    assert terminal.json("stock", "show", "gift")["items"][0]["quantity_on_hand"] == 0
    shown = terminal.run("reservation", "show", "o1").stdout
    assert "untracked" in shown
    assert "main" in shown


def test_safety_stock_and_thresholds_are_set_for_a_location_or_each(terminal: Terminal, tea: None) -> None:
    terminal.run("sku", "set", "tea", "--safety-stock", "3")
    shown = terminal.json("sku", "set", "tea", "--location", "main", "--low-stock-threshold", "4")

    assert [(one["location"], one["safety_stock"], one["low_stock_threshold"]) for one in shown["stock"]] == [
        (None, 3, None),
        ("main", None, 4),
    ]
    printed = terminal.run("sku", "show", "tea").stdout
    assert "safety stock of each location" in printed
    assert "3, by cli:" in printed
    stock = terminal.json("stock", "show", "tea")["items"][0]
    assert (stock["quantity_available"], stock["quantity_sellable"]) == (10, 7)
    taken_back = terminal.json("sku", "set", "tea", "--safety-stock", "none")
    assert taken_back["stock"][0]["safety_stock"] is None
    assert terminal.refused("sku", "set", "tea", "--location", "mian", "--safety-stock", "1")["code"] == (
        "location_not_set_up"
    )
