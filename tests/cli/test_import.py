"""`inventory stock import`: checked whole, shown before it is done, refused rows told, a second run
a replay.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import orjson
import pytest

from inventory.database.transactions import Database
from inventory.errors import QuantityBelowZero
from tests.cli.terminal import Terminal, open_location

CHANGES = ("--reason", "received", "--reference", "DN-7")


def test_a_first_import_creates_stock_and_a_second_one_is_a_replay(terminal: Terminal, database: Database) -> None:
    open_location(database, "north")
    terminal.file("stock.csv", "sku,quantity_on_hand,location", "tea,10,", "tea,3,north", "mug,0,")

    first, second = terminal.json("stock", "import", "stock.csv"), terminal.json("stock", "import", "stock.csv")

    assert (first["rows"], first["changed"], first["replayed"], first["rejected"]) == (3, 3, 0, 0)
    assert (second["changed"], second["replayed"], second["rejected"]) == (0, 3, 0)
    assert first["reference"] == second["reference"]
    assert terminal.on_hand("tea") == {"main": 10, "north": 3}
    (movement,) = terminal.json("stock", "movements", "mug")["items"]
    assert (movement["reason"], movement["reference"]) == ("cycle_count", first["reference"])


def test_a_count_without_expectation_overwrites_only_when_told_to(terminal: Terminal) -> None:
    terminal.file("stock.csv", "sku,quantity_on_hand", "tea,10", "mug,1")
    terminal.run("stock", "adjust", "tea", "--delta", 4, *CHANGES)

    refused = terminal.run("stock", "import", "stock.csv", code=1)
    assert "line 2: quantity_stale: 'tea' at 'main' has 4 on hand, not 0" in refused.stderr
    assert terminal.on_hand("tea") == {"main": 4}
    assert terminal.on_hand("mug") == {"main": 1}

    assert terminal.json("stock", "import", "stock.csv", "--overwrite")["changed"] == 1
    assert terminal.on_hand("tea") == {"main": 10}


def test_one_bad_row_keeps_all_out_unless_told_otherwise(terminal: Terminal) -> None:
    terminal.file("in.csv", "sku,delta", "tea,5", "mug,many", "pot,0")

    kept_out = terminal.run("stock", "import", "in.csv", *CHANGES, code=1)
    assert "Nothing was imported" in kept_out.stderr
    assert terminal.json("stock", "show", "tea", code=1)["items"] == []
    assert (terminal.directory / "in.rejected.csv").read_text().splitlines() == [
        "sku,delta,line,rejected_because",
        """mug,many,3,"delta: must be a whole number written in digits, not 'many'\"""",
        "pot,0,4,delta: must not be 0",
    ]

    skipped = terminal.json("stock", "import", "in.csv", "--skip-invalid", *CHANGES, code=1)
    assert (skipped["changed"], skipped["rejected"], skipped["rejected_file"]) == (1, 2, "in.rejected.csv")


def test_rejected_rows_can_be_corrected_and_imported(terminal: Terminal) -> None:
    terminal.file("in.csv", "sku,delta", "tea,5", "mug,many")
    terminal.run("stock", "import", "in.csv", "--skip-invalid", *CHANGES, code=1)
    rejected = terminal.directory / "in.rejected.csv"
    rejected.write_text(rejected.read_text().replace("many", "2", 1))

    assert terminal.json("stock", "import", "in.rejected.csv", *CHANGES)["changed"] == 1

    terminal.file("in.csv", "sku,delta", "tea,5", "mug,2")
    assert terminal.json("stock", "import", "in.csv", *CHANGES)["replayed"] == 2, (
        "the corrected original is a replay too"
    )
    assert terminal.on_hand("mug") == {"main": 2}


def test_a_dry_run_shows_what_would_happen_and_does_nothing(terminal: Terminal) -> None:
    terminal.run("stock", "adjust", "tea", "--delta", 4, *CHANGES)
    terminal.file(
        "in.csv", "sku,delta,reference", "tea,5,a", "tea,-7,b", "tea,-7,c", "mug,1,a", "pot,x,a", "tea,4,DN-7"
    )

    below_zero = QuantityBelowZero(sku="tea", location="main", delta=-7, quantity_on_hand=2, quantity_shortfall=0)

    shown = terminal.run("stock", "import", "in.csv", "--dry-run", "--reason", "received", code=1).stdout.splitlines()

    assert shown == [
        "line 2: tea at main: 4 -> 9 (+5)",
        "line 3: tea at main: 9 -> 2 (-7)",
        "line 5: mug at main: 0 -> 1 (+1, new)",
        f"line 4: rejected, quantity_below_zero: {below_zero}",
        "line 6: rejected, delta: must be a whole number written in digits, not 'x'",
        "3 rows would be imported (1 of them new), 1 were imported before, 2 would be rejected. Nothing was changed.",
    ]
    assert terminal.on_hand("tea") == {"main": 4}
    assert [path.name for path in terminal.directory.iterdir()] == ["in.csv"]
    as_json = terminal.json("stock", "import", "in.csv", "--dry-run", "--reason", "received", code=1)
    assert as_json["changes"][0] == {"line": 2, "sku": "tea", "location": "main", "before": 4, "after": 9, "new": False}
    assert [row["line"] for row in as_json["rejected"]] == [4, 6]


def test_a_dry_run_foretells_what_the_import_does(
    terminal: Terminal, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_location(database, "north")
    monkeypatch.setattr("inventory.bulk.rows.BATCH", 7)
    rows = [f"sku-{number % 7},{number - 20},{'north' if number % 2 else ''},r{number}" for number in range(60)]
    terminal.file("in.csv", "sku,delta,location,reference", *rows)
    told = terminal.json("stock", "import", "in.csv", "--dry-run", "--skip-invalid", "--reason", "correction", code=1)

    done = terminal.json("stock", "import", "in.csv", "--skip-invalid", "--reason", "correction", code=1)

    assert (done["changed"], done["rejected"]) == (len(told["changes"]), len(told["rejected"]))
    last = {(one["sku"], one["location"]): one["after"] for one in told["changes"]}
    assert {(sku, place): terminal.on_hand(sku)[place] for sku, place in last} == last


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "a reason and a reference must be named"),
        (("--reason", "received"), "a reason and a reference must be named"),
        ((*CHANGES, "--overwrite"), "only counts can overwrite"),
    ],
)
def test_changes_need_a_reason_and_a_document(terminal: Terminal, options: tuple[str, ...], said: str) -> None:
    terminal.file("in.csv", "sku,delta", "tea,5")

    assert said in terminal.run("stock", "import", "in.csv", *options, code=1).stderr


def test_a_reference_that_was_used_for_something_else_is_refused_row_by_row(terminal: Terminal) -> None:
    terminal.file("in.csv", "sku,delta", "tea,5", "mug,1")
    terminal.run("stock", "import", "in.csv", *CHANGES)
    terminal.file("in.csv", "sku,delta", "tea,6", "mug,1", "pot,2")

    again = terminal.json("stock", "import", "in.csv", *CHANGES, code=1)

    assert (again["changed"], again["replayed"], again["rejected"]) == (1, 1, 1)
    assert "reference_conflict" in (terminal.directory / "in.rejected.csv").read_text()
    assert terminal.on_hand("tea") == {"main": 5}


def test_who_watches_sees_how_far_it_is(terminal: Terminal) -> None:
    terminal.file("in.csv", "sku,quantity_on_hand", *(f"sku-{row},{row}" for row in range(1_000)))

    seen, out = terminal.seen("stock", "import", "in.csv", "--json", code=0)

    assert "Importing" in seen
    assert "1000/1000" in seen
    assert "/s" in seen
    assert orjson.loads(out)["changed"] == 1_000


def test_a_pipe_is_read_as_a_file_is(terminal: Terminal) -> None:
    pipe = terminal.directory / "pipe"
    os.mkfifo(pipe)
    rows = "sku,delta\ntea,5\nmug,many\n"
    with ThreadPoolExecutor(1) as pool:
        written = pool.submit(pipe.write_text, rows)
        done = terminal.json("stock", "import", "pipe", "--skip-invalid", *CHANGES, code=1)
        assert written.result() == len(rows)

    assert (done["changed"], done["rejected"], done["rejected_file"]) == (1, 1, "pipe.rejected.csv")


def test_a_file_that_is_not_there_is_a_wrong_argument(terminal: Terminal) -> None:
    assert "does not exist" in terminal.run("stock", "import", "nowhere.csv", code=2).stderr
