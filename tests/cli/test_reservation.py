"""`inventory reservation show|dispatch|return|reassign|cancel`."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from inventory.database.tables import OutboxEvent
from inventory.database.transactions import Database, now
from inventory.domain.commands import Command
from inventory.domain.locations import Preference
from inventory.write_path.apply import HoldTimes, apply
from tests.cli.terminal import Terminal
from tests.inventory.making import completed, confirm, moved, reserve, stated


@pytest.fixture
def held(database: Database) -> None:
    """Ten of tea, two of them held by order o1."""
    do(database, moved("tea", 10), reserve("o1", ("tea", 2)))


def do(database: Database, *commands: Command) -> None:
    with database.transaction() as session:
        assert [one.error for one in apply(session, commands, now=now(session), holds=HoldTimes())] == [None] * len(
            commands
        )


def stock_of(terminal: Terminal, sku: str) -> dict[str, Any]:
    (item,) = terminal.json("stock", "show", sku)["items"]
    return {name: item[f"quantity_{name}"] for name in ("on_hand", "reserved")}


def test_show_tells_what_is_held_where_and_why(terminal: Terminal, held: None) -> None:
    shown = terminal.json("reservation", "show", "o1")

    assert (shown["status"], shown["lines"][0]["allocations"]) == (
        "pending",
        [{"location": "main", "held": 2, "taken": 0}],
    )
    assert set(shown["facts"]) == {"ordered_at", "reserved_at"}
    printed = terminal.run("reservation", "show", "o1").stdout
    assert "pending" in printed
    assert "expires at" in printed


def test_show_tells_the_wishes_for_the_locations(terminal: Terminal, database: Database) -> None:
    whole, first = Preference(("main",), only=True, whole=True), Preference(("main",))
    do(database, moved("tea", 10), reserve("o1", ("tea", 2), wishes=whole), reserve("o2", ("tea", 2), wishes=first))
    printed = terminal.run("reservation", "show", "o1").stdout.split("\n")
    assert [line.split() for line in printed if line.startswith(("only", "split"))] == [
        ["only", "from", "main"],
        ["split", "never"],
    ]
    assert "first from" in terminal.run("reservation", "show", "o2").stdout
    assert terminal.json("reservation", "show", "o2")["locations_first"] == ["main"]


def test_cancel_gives_back_announces_and_is_done_once(terminal: Terminal, database: Database, held: None) -> None:
    cancelled = terminal.json("reservation", "cancel", "o1", "--reason", "fraud")

    assert (cancelled["status"], stock_of(terminal, "tea")) == ("released", {"on_hand": 10, "reserved": 0})
    movement = terminal.json("stock", "movements", "tea", "--order", "o1", "--kind", "released")["items"][0]
    assert movement["reason"] == "fraud"
    assert movement["actor"].startswith("cli:")
    with database.transaction() as session:
        assert "StockReleased" in session.scalars(select(OutboxEvent.type).where(OutboxEvent.key == "o1")).all()
    assert "was cancelled before" in terminal.run("reservation", "cancel", "o1", "--reason", "fraud").stdout


@pytest.mark.parametrize(("options", "on_hand"), [((), 10), (("--no-restock",), 8)])
def test_what_was_taken_goes_back_on_the_shelf_unless_it_must_not(
    terminal: Terminal, database: Database, held: None, options: tuple[str, ...], on_hand: int
) -> None:
    do(database, confirm("o1"))

    terminal.run("reservation", "cancel", "o1", "--reason", "returned", *options)

    assert stock_of(terminal, "tea") == {"on_hand": on_hand, "reserved": 0}


@pytest.mark.parametrize("command", [("show",), ("cancel", "--reason", "x")])
def test_an_order_never_heard_of_is_refused(terminal: Terminal, command: tuple[str, ...]) -> None:
    error = terminal.refused("reservation", *command, "o9")

    assert (error["code"], error["order_id"]) == ("unknown_reservation", "o9")


def test_goods_that_leave_are_reported_once_and_the_rest_is_told(terminal: Terminal, held: None) -> None:
    words = ("reservation", "dispatch", "o1", "--id", "parcel-1", "--item", "tea=1@main")
    told = terminal.run(*words).stdout
    assert "Dispatch parcel-1 of o1 is reported." in told
    assert "remaining" in told
    assert "was reported before" in terminal.run(*words).stdout
    shown = terminal.json("reservation", "dispatch", "o1", "--id", "parcel-2", "--item", "tea=1")
    assert [one["dispatch_id"] for one in shown["dispatches"]] == ["parcel-1", "parcel-2"]
    assert shown["remaining"] == []
    assert "parcel-2" in terminal.run("reservation", "show", "o1").stdout
    assert (
        "Nothing remains" in terminal.run("reservation", "dispatch", "o1", "--id", "parcel-2", "--item", "tea=1").stdout
    )
    assert stock_of(terminal, "tea") == {"on_hand": 8, "reserved": 0}


def test_no_more_is_dispatched_than_the_order_has(terminal: Terminal, held: None) -> None:
    error = terminal.refused("reservation", "dispatch", "o1", "--id", "p", "--item", "tea=2", "--item", "tea=1")
    assert (error["code"], error["order_id"]) == ("dispatch_exceeds_order", "o1")


@pytest.mark.parametrize("item", ["tea", "tea=", "tea=0", "=1", "tea=x", "tea=1@", "tea=-1"])
def test_an_item_that_is_none_is_refused(terminal: Terminal, held: None, item: str) -> None:
    done = terminal.run("reservation", "dispatch", "o1", "--id", "p", "--item", item, code=2)
    assert "--item" in done.stderr


def test_goods_that_came_back_are_reported_once(terminal: Terminal, database: Database, held: None) -> None:
    do(database, confirm("o1"))
    words = ("reservation", "return", "o1", "--id", "rma-1", "--item", "tea=1:sellable@main", "--item", "tea=1:inspect")
    told = terminal.run(*words).stdout
    assert "Return rma-1 of o1 is reported." in told
    assert "returns-to-inspect" in told
    assert "was reported before" in terminal.run(*words).stdout
    shown = terminal.json(*words)
    assert [(one["location"], one["disposition"]) for one in shown["returned"]] == [
        ("main", "sellable"),
        ("returns-to-inspect", "inspect"),
    ]
    assert shown["returnable"] == []
    assert "rma-1" in terminal.run("reservation", "show", "o1").stdout
    assert stock_of(terminal, "tea") == {"on_hand": 9, "reserved": 0}


def test_no_more_comes_back_than_left(terminal: Terminal, database: Database, held: None) -> None:
    do(database, confirm("o1"))
    error = terminal.refused("reservation", "return", "o1", "--id", "r", "--item", "tea=3:sellable")
    assert (error["code"], error["order_id"]) == ("return_exceeds_order", "o1")


def test_goods_of_no_order_are_an_adjustment(terminal: Terminal) -> None:
    error = terminal.refused("reservation", "return", "o9", "--id", "r", "--item", "tea=1:sellable")
    assert (error["code"], error["order_id"]) == ("unknown_reservation", "o9")
    assert "the reason `returned`" in error["detail"]


@pytest.mark.parametrize(
    "item", ["tea=1", "tea=1:", "tea=0:sellable", "=1:sellable", "tea=x:sellable", "tea=1:sellable@", "tea=1:new"]
)
def test_an_item_that_can_not_come_back_is_refused(terminal: Terminal, held: None, item: str) -> None:
    done = terminal.run("reservation", "return", "o1", "--id", "r", "--item", item, code=2)
    assert "--item" in done.stderr


def test_the_completion_of_an_order_is_among_its_facts(terminal: Terminal, database: Database, held: None) -> None:
    do(database, completed("o1", at=0))
    shown = terminal.json("reservation", "show", "o1")
    assert (shown["status"], shown["remaining"]) == ("confirmed", [])
    assert set(shown["facts"]) == {"ordered_at", "reserved_at", "paid_at", "completed_at"}


def test_units_come_from_another_location_once(terminal: Terminal, database: Database, held: None) -> None:
    terminal.run("location", "set", "annex")
    do(database, stated("tea", 5, location="annex"))
    words = ("reservation", "reassign", "o1", "--sku", "tea", "--from", "main", "--to", "annex")
    assert terminal.run(*words).stdout == "Units of tea of o1 come from annex.\n"
    assert terminal.run(*words).stdout == "Units of tea of o1 come from annex already. Nothing was changed.\n"
    assert stock_of(terminal, "tea") == {"on_hand": 15, "reserved": 2}  # at both locations
    back = terminal.json(
        "reservation", "reassign", "o1", "--sku", "tea", "--from", "annex", "--to", "main", "--quantity", "1"
    )
    assert sorted(one["location"] for one in back["lines"][0]["allocations"]) == ["annex", "main"]


def test_units_that_the_order_has_not_are_not_reassigned(terminal: Terminal, held: None) -> None:
    words = ("reservation", "reassign", "o1", "--sku", "tea", "--from", "main", "--to")
    assert terminal.refused(*words, "main")["code"] == "same_location"
    assert terminal.refused(*words, "mian")["code"] == "location_not_set_up"
    assert terminal.refused(*words, "mian", "--quantity", "9")["code"] == "reservation_conflict"


def test_units_are_cancelled_once_and_the_order_keeps_the_others(terminal: Terminal, held: None) -> None:
    options = ("reservation", "cancel", "o1", "--id", "refund-1", "--item", "tea=1")
    shown = terminal.json(*options)
    assert (shown["status"], shown["lines"][0]["quantity"]) == ("pending", 1)
    assert stock_of(terminal, "tea") == {"on_hand": 10, "reserved": 1}
    again = terminal.run(*options).stdout
    assert "Cancel refund-1 of o1 was made before." in again
    assert "refund-1" in terminal.run("reservation", "show", "o1").stdout
    (movement,) = terminal.json("stock", "movements", "tea", "--kind", "reduced")["items"]
    assert movement["reference"] == "refund-1"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((), "Missing option '--reason'"),
        (("--id", "refund-1"), "go together"),
        (("--item", "tea=1"), "go together"),
        (("--item", "tea=1", "--id", "refund-1", "--reason", "fraud"), "leave them out"),
        (("--item", "tea=1", "--id", "refund-1", "--no-restock"), "leave them out"),
        (("--item", "tea", "--id", "refund-1"), "is no item"),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    terminal: Terminal, held: None, options: tuple[str, ...], told: str
) -> None:
    assert told in terminal.run("reservation", "cancel", "o1", *options, code=2).stderr
