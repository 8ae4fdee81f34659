"""`inventory stock import` of a sheet of moves."""

from __future__ import annotations

import orjson
import pytest

from inventory.database.transactions import Database, now
from inventory.write_path.apply import HoldTimes, apply
from tests.cli.terminal import Terminal
from tests.inventory.making import reserve

MOVES = ("--reason", "damaged", "--reference", "pallet-311")


@pytest.fixture(autouse=True)
def _shelf(terminal: Terminal) -> None:
    terminal.file("first.csv", "sku,quantity_on_hand", "tea,10", "mug,3")
    terminal.run("stock", "import", "first.csv")
    terminal.run("location", "set", "damaged", "--no-sells")


def test_moves_are_imported_and_a_second_time_is_a_replay(terminal: Terminal) -> None:
    terminal.file("moves.csv", "SKU,From,To,Quantity", "tea,main,damaged,4", "mug,main,damaged,1")

    first = terminal.json("stock", "import", "moves.csv", *MOVES)
    second = terminal.json("stock", "import", "moves.csv", *MOVES)

    assert (first["changed"], first["new"], first["replayed"], first["rejected"]) == (2, 2, 0, 0)
    assert (second["changed"], second["replayed"]) == (0, 2)
    assert terminal.on_hand("tea") == {"damaged": 4, "main": 6}


def test_what_the_core_refuses_is_told_and_can_be_corrected(terminal: Terminal) -> None:
    terminal.file(
        "moves.csv",
        "sku,from,to,quantity",
        "tea,main,damagd,4",
        "mug,main,damaged,9",
        "pot,main,damaged,1",
        "tea,main,,1",
    )

    kept_out = terminal.run("stock", "import", "moves.csv", *MOVES, code=1)
    assert "Nothing was imported" in kept_out.stderr
    done = terminal.json("stock", "import", "moves.csv", "--skip-invalid", *MOVES, code=1)
    assert (done["changed"], done["rejected"]) == (0, 4)
    told = (terminal.directory / "moves.rejected.csv").read_text().splitlines()
    assert told[0] == "sku,from,to,quantity,line,rejected_because"
    for line, part in zip(
        told[1:],
        ("location_not_set_up: There is no location 'damagd'", "quantity_below_zero", "unknown_sku", "to: is missing"),
        strict=True,
    ):
        assert part in line
    corrected = terminal.file(
        "moves.rejected.csv", told[0], told[1].replace("damagd", "damaged").partition(",2,")[0] + ",2,corrected"
    )
    assert terminal.json("stock", "import", corrected, *MOVES)["changed"] == 1


def test_a_dry_run_shows_both_ends_and_does_nothing(terminal: Terminal) -> None:
    terminal.file(
        "moves.csv",
        "sku,from,to,quantity,reference",
        "tea,main,damaged,4,a",
        "tea,main,damaged,5,b",
        "tea,main,damaged,2,c",
        "tea,damaged,main,9,d",
        "mug,main,north,1,e",
    )

    shown = terminal.run("stock", "import", "moves.csv", "--dry-run", "--reason", "damaged", code=1).stdout.splitlines()

    assert shown[:3] == [
        "line 2: tea: 4 from main (10 -> 6) to damaged (0 -> 4, new)",
        "line 3: tea: 5 from main (6 -> 1) to damaged (4 -> 9)",
        "line 5: tea: 9 from damaged (9 -> 0) to main (1 -> 10)",
    ]
    assert shown[3].startswith("line 4: rejected, quantity_below_zero")
    assert shown[4].startswith("line 6: rejected, location_not_set_up")
    assert terminal.on_hand("tea") == {"main": 10}
    told = terminal.json("stock", "import", "moves.csv", "--dry-run", "--reason", "damaged", code=1)
    assert told["changes"][0] == {
        "line": 2,
        "sku": "tea",
        "quantity": 4,
        "from": {"location": "main", "before": 10, "after": 6},
        "to": {"location": "damaged", "before": 0, "after": 4},
        "new": True,
    }


@pytest.mark.parametrize("batch", [1, 7])
def test_a_dry_run_foretells_what_the_import_does(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    monkeypatch.setattr("inventory.bulk.rows.BATCH", batch)
    terminal.run("location", "set", "north")
    ends = ("main,damaged", "main,north", "north,damaged", "damaged,main")
    rows = [f"tea,{ends[number % 4]},{number % 5 + 1},r{number}" for number in range(40)]
    terminal.file("moves.csv", "sku,from,to,quantity,reference", *rows)

    told = terminal.ended("stock", "import", "moves.csv", "--dry-run", "--skip-invalid", *MOVES[:2], "--json")
    done = terminal.ended("stock", "import", "moves.csv", "--skip-invalid", *MOVES[:2], "--json")

    foretold, made = orjson.loads(told.stdout), orjson.loads(done.stdout)
    assert (made["changed"], made["rejected"]) == (len(foretold["changes"]), len(foretold["rejected"]))
    last: dict[str, int] = {}
    for change in foretold["changes"]:
        last |= {end["location"]: end["after"] for end in (change["from"], change["to"])}
    assert {place: terminal.on_hand("tea")[place] for place in last} == last


def test_moves_that_were_made_are_foretold_as_replays(terminal: Terminal) -> None:
    terminal.file("moves.csv", "sku,from,to,quantity", "tea,main,damaged,4")
    terminal.run("stock", "import", "moves.csv", *MOVES)

    assert terminal.json("stock", "import", "moves.csv", "--dry-run", *MOVES)["replayed"] == 1


def test_an_export_becomes_a_sheet_of_moves(terminal: Terminal) -> None:
    terminal.run("stock", "export", "all.csv")
    header, *rows = (terminal.directory / "all.csv").read_text().splitlines()
    terminal.file("moves.csv", f"{header},from,to,quantity", *(f"{row},main,damaged,1" for row in rows))
    ignored = ("location", "quantity_on_hand", "expected_quantity_on_hand", "product_id")
    options = [word for name in ignored for word in ("--ignore-column", name)]

    assert terminal.json("stock", "import", "moves.csv", *options, *MOVES)["changed"] == 2
    assert terminal.on_hand("mug") == {"damaged": 1, "main": 2}


def test_a_strict_import_leaves_what_is_promised(terminal: Terminal, database: Database) -> None:
    with database.transaction() as session:
        apply(session, [reserve("o-1", ("tea", 8))], now=now(session), holds=HoldTimes())
    terminal.file("moves.csv", "sku,from,to,quantity", "tea,main,damaged,4")

    strict = terminal.json("stock", "import", "moves.csv", "--strict", *MOVES, code=1)
    assert strict["rejected"] == 1
    assert "units_promised" in (terminal.directory / "moves.rejected.csv").read_text()
    assert terminal.json("stock", "import", "moves.csv", *MOVES)["changed"] == 1
