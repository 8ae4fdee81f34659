"""`inventory stock list` and `inventory reservation list`."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from inventory.database.transactions import Database, now
from inventory.domain.commands import Command
from inventory.reading import queries, stock_lists
from inventory.write_path.apply import HoldTimes, apply
from tests.cli.terminal import Terminal, open_location
from tests.inventory.making import moved, reserve

_THRESHOLD = text("UPDATE product_inventory SET low_stock_threshold = 5 WHERE sku IN ('tea', 'tin')")


@pytest.fixture(autouse=True)
def _shelf(database: Database) -> None:
    """At north there is little of tea and tin, and at main much of tin."""
    open_location(database, "north")
    do(
        database,
        *(moved(sku, units, location="north") for sku, units in (("cup", 90), ("tea", 4), ("tin", 3))),
        moved("tin", 90),
    )
    with database.transaction() as session:
        session.execute(_THRESHOLD)


def do(database: Database, *commands: Command) -> None:
    with database.transaction() as session:
        outcomes = apply(session, commands, now=now(session), holds=HoldTimes())
    assert [one.error for one in outcomes] == [None] * len(commands)


def skus(terminal: Terminal, *options: str | int) -> list[str]:
    return [item["sku"] for item in terminal.json("stock", "list", *options)["items"]]


def test_the_skus_that_run_low_at_a_location(terminal: Terminal) -> None:
    assert skus(terminal, "--level", "low", "--location", "north") == ["tea", "tin"]
    assert skus(terminal, "--level", "low") == ["tea"]
    assert skus(terminal, "--product", "tin") == ["tin"]
    printed = terminal.run("stock", "list", "--level", "low", "--location", "north")
    assert "main" not in printed.stdout
    assert "tea" in printed.stdout
    assert "Nothing found." in terminal.run("stock", "list", "--level", "short").stdout


def test_a_list_goes_on_behind_a_sku(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """And looks on by itself where few fit."""
    monkeypatch.setattr(stock_lists, "SEARCHED_ROWS", 1)
    monkeypatch.setattr(stock_lists, "PIECE_ROWS", 2)
    first = terminal.json("stock", "list", "--location", "north", "--limit", 2)

    assert ([item["sku"] for item in first["items"]], first["next_after"]) == (["cup", "tea"], "tea")
    assert "--after tea" in terminal.run("stock", "list", "--location", "north", "--limit", 2).stderr
    assert skus(terminal, "--location", "north", "--after", "tea") == ["tin"]
    assert skus(terminal, "--level", "low", "--location", "north") == ["tea", "tin"]


@pytest.mark.parametrize("path", [("stock", "list"), ("reservation", "list")])
def test_a_location_that_is_not_there_is_refused_with_similar_ones(terminal: Terminal, path: tuple[str, ...]) -> None:
    refused: dict[str, Any] = terminal.refused(*path, "--location", "nroth")

    assert (refused["code"], refused["location"], refused["near"]) == ("location_not_set_up", "nroth", ["north"])


def orders(terminal: Terminal, *options: str | int) -> list[str]:
    return [item["order_id"] for item in terminal.json("reservation", "list", *options)["items"]]


def test_the_holds_that_keep_units_at_a_location(terminal: Terminal, database: Database) -> None:
    do(
        database,
        reserve("o-tin", ("tin", 2, "north"), ttl_seconds=900),
        reserve("o-main", ("tin", 1, "main")),
        reserve("o-cup", ("cup", 7, "north"), ("tin", 1, "main"), ttl_seconds=300),
    )
    with database.transaction() as session:
        aged = "UPDATE reservation SET held_since = held_since - interval '2 hours' WHERE order_id <> 'o-cup'"
        session.execute(text(aged))

    assert orders(terminal, "--location", "north") == ["o-cup", "o-tin"]
    assert orders(terminal, "--location", "north", "--sku", "tin") == ["o-tin"]
    assert orders(terminal, "--older-than", 60) == ["o-main", "o-tin"]
    assert orders(terminal, "--ending-within", 8) == ["o-cup"]
    (shown,) = terminal.json("reservation", "list", "--location", "north", "--older-than", 60)["items"]
    assert shown["held_since"].endswith("Z")
    printed = terminal.run("reservation", "list", "--location", "north").stdout
    assert "o-tin" in printed
    assert "main" not in printed


def test_a_list_of_holds_says_that_there_are_more(
    terminal: Terminal, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "SEARCHED_ORDERS", 2)
    do(database, *(reserve(f"o-{number}", ("cup", 1, "north")) for number in range(6)))

    first = terminal.json("reservation", "list", "--location", "north", "--limit", 5)
    assert ([one["order_id"] for one in first["items"]], first["more"]) == ([f"o-{n}" for n in range(5)], True)
    assert "raise --limit" in terminal.run("reservation", "list", "--location", "north", "--limit", 5).stderr
    assert terminal.json("reservation", "list", "--location", "north")["more"] is False
