"""`inventory location list|set` and `inventory stock move`."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.terminal import Terminal

RECEIVED = ("--reason", "received", "--reference", "D-1")
MOVED = ("--reason", "damaged", "--reference", "pallet-311")


@pytest.fixture(autouse=True)
def _shelf(terminal: Terminal) -> None:
    terminal.run("stock", "adjust", "tea", "--delta", 10, *RECEIVED)


def listed(terminal: Terminal) -> dict[str, Any]:
    return {one["name"]: one for one in terminal.json("location", "list")["items"]}


def test_a_location_is_made_and_shown(terminal: Terminal) -> None:
    made = terminal.run("location", "set", "damaged", "--no-sells", "--counts-as", "damaged", "--parent", "main")

    assert made.stdout == "damaged: does not sell, priority 100, counts as damaged, part of main (new).\n"
    assert listed(terminal).keys() == {"damaged", "main"}
    found = listed(terminal)["damaged"]
    assert (found["sells"], found["counts_as"], found["parent"], found["version"]) == (False, "damaged", "main", 1)
    assert "damaged" in terminal.run("location", "list").stdout


def test_an_option_that_is_left_out_leaves_the_attribute(terminal: Terminal) -> None:
    terminal.run("location", "set", "north", "--priority", 5, "--counts-as", "outlet")

    changed = terminal.json("location", "set", "north", "--no-sells")
    again = terminal.json("location", "set", "north", "--no-sells")
    emptied = terminal.json("location", "set", "north", "--counts-as", "")

    assert (changed["priority"], changed["counts_as"], changed["sells"]) == (5, "outlet", False)
    assert [one["changed"] for one in (changed, again, emptied)] == [True, False, True]
    assert [one["version"] for one in (changed, again, emptied)] == [2, 2, 3]
    assert emptied["counts_as"] is None
    assert "(as before)" in terminal.run("location", "set", "north").stdout


def test_similar_names_are_told_of_a_new_one(terminal: Terminal) -> None:
    terminal.run("location", "set", "north")

    said = terminal.run("location", "set", "nroth")

    assert "(new)" in said.stdout
    assert "similar to north" in said.stderr
    assert terminal.json("location", "set", "nort")["near"] == ["north", "nroth"]


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (("--parent", "mian"), "location_not_set_up", {"location": "mian", "near": ["main"]}),
        (("--returns-to", "mian"), "location_not_set_up", {"location": "mian", "near": ["main"]}),
        (("--parent", "north"), "location_in_itself", {"location": "north", "parent": "north"}),
    ],
)
def test_other_locations_must_be_there(
    terminal: Terminal, options: tuple[str, ...], code: str, told: dict[str, Any]
) -> None:
    refused = terminal.refused("location", "set", "north", *options)

    assert (refused["code"], {name: refused[name] for name in told}) == (code, told)
    assert "north" not in listed(terminal)


@pytest.mark.parametrize("options", [("--priority", -1), ("--priority", "first"), ("--counts-as", "x" * 201)])
def test_wrong_values_are_named(terminal: Terminal, options: tuple[str | int, ...]) -> None:
    assert str(options[0]) in terminal.run("location", "set", "north", *options, code=2).stderr
    assert "north" not in listed(terminal)


def test_a_move_takes_units_from_one_location_to_another(terminal: Terminal) -> None:
    terminal.run("location", "set", "damaged", "--no-sells")
    ends = ("--from", "main", "--to", "damaged", "--quantity", 4)

    moved, again = (terminal.run("stock", "move", "tea", *ends, *MOVED).stdout for _ in range(2))

    assert moved == "4 of tea went from main to damaged: 6 and 4 (new) are on hand there.\n"
    assert again == (
        "4 of tea went before, and nothing was changed now, from main to damaged: 6 and 4 are on hand there.\n"
    )
    assert terminal.on_hand("tea") == {"damaged": 4, "main": 6}
    shown = terminal.run("stock", "show", "tea").stdout.splitlines()
    assert [line.split()[2] for line in shown if line.split()[:1] == ["tea"]] == ["no", "6"]
    newest = terminal.json("stock", "movements", "tea", "--kind", "moved")["items"]
    assert {(one["location"], one["other_location"], one["reference"]) for one in newest} == {
        ("main", "damaged", "pallet-311"),
        ("damaged", "main", "pallet-311"),
    }


def test_json_has_both_rows_and_the_total(terminal: Terminal) -> None:
    terminal.run("location", "set", "damaged", "--no-sells")

    told = terminal.json("stock", "move", "tea", "--from", "main", "--to", "damaged", "--quantity", 4, *MOVED)

    assert (told["changed"], told["new"], told["from"], told["to"], told["quantity"]) == (
        True,
        True,
        "main",
        "damaged",
        4,
    )
    assert told["stock"]["total"] == {
        "quantity_on_hand": 6,
        "quantity_reserved": 0,
        "quantity_available": 6,
        "quantity_shortfall": 0,
        "quantity_sellable": 6,
        "quantity_to_ship": 0,
        "quantity_on_shelf": 6,
        "quantity_unsellable": 4,
    }


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (("--to", "nroth"), "location_not_set_up", {"location": "nroth", "near": ["north"]}),
        (("--quantity", 11), "quantity_below_zero", {"location": "main", "quantity_on_hand": 10}),
        (("--to", "main"), "same_location", {"location": "main"}),
    ],
)
def test_a_move_that_can_not_be_is_refused(
    terminal: Terminal, options: tuple[str | int, ...], code: str, told: dict[str, Any]
) -> None:
    terminal.run("location", "set", "north")
    ends = ("--from", "main", "--to", "north", "--quantity", 4)

    refused = terminal.refused("stock", "move", "tea", *ends, *options, *MOVED)

    assert (refused["code"], {name: refused[name] for name in told}) == (code, told)
    assert terminal.on_hand("tea") == {"main": 10}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--quantity", 0), "--quantity"),
        (("--reason", "received"), "'received' is not one of"),
        (("--reason", "other"), "needs a --note"),
    ],
)
def test_wrong_arguments_of_a_move_are_named(terminal: Terminal, options: tuple[str | int, ...], said: str) -> None:
    ends = ("--from", "main", "--to", "north", "--quantity", 4)

    assert said in terminal.run("stock", "move", "tea", *ends, *MOVED, *options, code=2).stderr


def test_an_adjustment_at_an_unknown_location_names_similar_ones(terminal: Terminal) -> None:
    refused = terminal.refused("stock", "adjust", "tea", "--location", "mian", "--delta", 1, *RECEIVED)

    assert (refused["code"], refused["location"], refused["near"]) == ("location_not_set_up", "mian", ["main"])
