"""Sheets that a spreadsheet has been at, and files from other programs."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import orjson

from inventory.cli.stock import importing as stock_import
from inventory.database.transactions import Database
from tests.cli.terminal import Terminal, heard_of, open_location

WHY = ("--reason", "received", "--reference", "D-1")
ODD = (
    "tea ",
    " mug",
    "=1+1",
    "'=1+1",
    "@SUM(A1)",
    "+49",
    "-5",
    "a\rb",
    "\tc",
    "te\u200ba",
    "00777",
    "'x",
    '"',
    ",",
    ";",
    "4.00638E+12",
)


def test_an_export_that_comes_back_is_a_replay_of_every_sku(terminal: Terminal, database: Database) -> None:
    heard_of(database, *ODD)
    heard_of(database, *ODD, location="north\r")
    terminal.run("stock", "export", "sheet.csv")

    foretold = terminal.json("stock", "import", "sheet.csv", "--dry-run")
    first, second = terminal.json("stock", "import", "sheet.csv"), terminal.json("stock", "import", "sheet.csv")

    assert {one["before"] - one["after"] for one in foretold["changes"]} == {0}
    assert (first["rows"], first["changed"], first["new"], first["rejected"]) == (2 * len(ODD), 2 * len(ODD), 0, 0)
    assert (second["replayed"], second["new"], second["rejected"]) == (2 * len(ODD), 0, 0)
    with (terminal.directory / "sheet.csv").open(encoding="utf-8", newline="") as file:
        cells = {row[0] for row in csv.reader(file)}
    assert "'=1+1" in cells
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


def test_any_export_comes_back_as_counts_and_then_as_replays(terminal: Terminal, database: Database) -> None:
    """Through the command, with any names of stored SKUs: no quantity differs, and each row is
    written down once.
    """
    chosen = random.Random(33)
    letters = "'=+-@\t\r\n ,;|\"a0\u00e9\uff1d\ufeff\uffff\ue000"
    skus = sorted({"".join(chosen.choices(letters, k=chosen.randint(1, 7))) for _ in range(150)})
    heard_of(database, *skus)
    terminal.run("stock", "export", "sheet.csv")

    first = terminal.json("stock", "import", "sheet.csv")
    # A sale after a count does not make the count stale when the sheet is imported again.
    terminal.run("stock", "adjust", "--delta", "-1", "--reason", "damaged", "--reference", "D-1", "--", skus[0])
    second = terminal.json("stock", "import", "sheet.csv")

    assert (first["changed"], first["new"], first["replayed"], first["rejected"]) == (len(skus), 0, 0, 0)
    assert (second["changed"], second["new"], second["replayed"], second["rejected"]) == (0, 0, len(skus), 0)
    told = [terminal.json("stock", "movements", sku) for sku in skus[1:3]]
    for movements in (answer["items"] for answer in told):
        counts = [one for one in movements if one["reason"] == "cycle_count"]
        assert [(one["before"]["quantity_on_hand"], one["after"]["quantity_on_hand"]) for one in counts] == [(5, 5)]


def test_a_sheet_makes_no_row_unless_it_may(terminal: Terminal, database: Database) -> None:
    heard_of(database, "00777", "tea")
    header = "sku,location,quantity_on_hand,expected_quantity_on_hand"
    terminal.file("sheet.csv", header, "777,main,9,0", "tea,mian,1,0", "tea,main,8,5", "Total,,12,0")

    done = terminal.json("stock", "import", "sheet.csv", code=1)

    assert (done["changed"], done["new"], done["rejected"]) == (1, 0, 3)
    told = (terminal.directory / "sheet.rejected.csv").read_text()
    assert "unknown_sku" in told
    assert "unknown_location: 'tea' is not known at 'mian', only at ['main']" in told
    assert terminal.json("stock", "show", "777", "Total", code=1)["items"] == []
    open_location(database, "mian")
    created = terminal.run("stock", "import", "sheet.rejected.csv", "--create")
    assert "3 were imported (3 of them new)" in created.stdout


def test_a_row_of_another_product_is_refused(terminal: Terminal, database: Database) -> None:
    heard_of(database, "777")
    terminal.file("sheet.csv", "sku,quantity_on_hand,expected_quantity_on_hand,product_id", "777,9,5,mug-3")

    assert terminal.json("stock", "import", "sheet.csv", code=1)["rejected"] == 1
    assert (
        "product_differs: '777' is of product '777', not of 'mug-3'"
        in (terminal.directory / "sheet.rejected.csv").read_text()
    )


def test_shortened_numbers_are_warned_of(terminal: Terminal) -> None:
    terminal.file("in.csv", "sku,quantity_on_hand", "4.00638E+12,9", "tea,1")

    shown = terminal.run("stock", "import", "in.csv", "--dry-run")
    done = terminal.run("stock", "import", "in.csv")

    for told in (shown, done):
        assert "1 rows have a key that looks like a long number" in told.stderr
        assert "(line 2: 4.00638E+12)" in told.stderr
    assert "2 were imported (2 of them new)" in done.stdout


def test_a_spoilt_number_is_warned_of_and_what_was_meant_is_named(terminal: Terminal, database: Database) -> None:
    heard_of(database, "4006380000001", "00777", "4006300000000")
    terminal.file("in.csv", "sku,quantity_on_hand", "4006380000001.0,9", "1.0,1")

    assert "1 rows have a key" in terminal.run("stock", "import", "in.csv", "--dry-run").stderr
    for sku, meant in (("4.00638E+12", "4006380000001"), ("4006380000001.0", "4006380000001"), ("777.0", "00777")):
        done = terminal.run("stock", "adjust", sku, "--delta", "1", *WHY)
        assert f"Warning: {sku} looks like a long number" in done.stderr
        assert f"The SKU is new, and similar to {meant}" in done.stderr
        again = terminal.run("stock", "adjust", sku, "--delta", "1", "--reason", "received", "--reference", "D-2")
        assert "Warning" not in again.stderr
    assert "Warning" not in terminal.run("stock", "adjust", "1.0", "--delta", "1", *WHY).stderr


def test_one_row_with_something_unseen_keeps_all_out(terminal: Terminal) -> None:
    terminal.file("in.csv", "sku,quantity_on_hand", "tea,1", "mug ,2")

    assert "sku: ends with a space" in terminal.run("stock", "import", "in.csv", code=1).stderr
    assert terminal.json("stock", "show", "tea", code=1)["items"] == []


def test_a_dash_is_the_standard_input_and_output(terminal: Terminal) -> None:
    terminal.file("-", "sku,quantity_on_hand", "file,1")

    done = terminal.ended("stock", "import", "-", stdin=b"sku,quantity_on_hand\ntea,5\nmug,x\n")
    assert done.exit_code == 1
    assert "stdin.rejected.csv" in done.stderr
    taken = terminal.ended("stock", "import", "-", "--json", stdin=b"sku;Quantity on hand\r\ntea;5\r\n")
    assert orjson.loads(taken.stderr)["error"]["code"] == "unusable_import"
    again = terminal.ended(
        "stock", "import", "-", "--json", "--delimiter", ";", stdin=b"sku;Quantity on hand\r\ntea;5\r\n"
    )
    assert orjson.loads(again.stdout)["changed"] == 1

    assert terminal.run("stock", "export", "-").stdout.splitlines()[1].startswith("tea,main,5,5,")
    assert terminal.json("stock", "show", "file", code=1)["items"] == []
    assert terminal.json("stock", "import", "./-")["changed"] == 1
    assert (terminal.directory / "-").read_text().startswith("sku,")


def test_columns_can_be_passed_over(terminal: Terminal) -> None:
    terminal.file("in.csv", "SKU\tShelf no.\tQuantity on hand", "tea\tA1\t5")

    assert "say --delimiter tab" in terminal.run("stock", "import", "in.csv", code=1).stderr
    assert "--ignore-column" in terminal.run("stock", "import", "in.csv", "--delimiter", "tab", code=1).stderr
    terminal.run("stock", "import", "in.csv", "--delimiter", "tab", "--ignore-column", "Shelf-No")
    assert terminal.on_hand("tea") == {"main": 5}
    for wrong in ("", "::", '"', "a"):
        assert "no delimiter" in terminal.run("stock", "import", "in.csv", "--delimiter", wrong, code=2).stderr


def test_a_first_line_that_names_the_delimiter_is_heeded(terminal: Terminal) -> None:
    """As spreadsheets write it, and as they fill it up when they save it again."""
    for reference, first in enumerate(("sep=;", '"sep=;"', "SEP=;;", "\ufeffsep=;")):
        terminal.file("in.csv", first, "SKU:;QuantityOnHand", "tea;5", "mug;x")
        done = terminal.ended(
            "stock", "import", "in.csv", "--skip-invalid", "--overwrite", "--reference", f"C-{reference}"
        )
        assert "1 were imported" in done.stdout
        assert "The first is line 4: quantity_on_hand" in done.stderr
    assert terminal.on_hand("tea") == {"main": 5}
    terminal.file("in.csv", "sep=,", "sku,Quantity (on hand)", "mug,2")
    terminal.run("stock", "import", "in.csv", "--delimiter", ";")
    assert terminal.on_hand("mug") == {"main": 2}


def test_a_column_that_is_passed_over_is_there_and_not_needed(terminal: Terminal, database: Database) -> None:
    heard_of(database, "tea")
    terminal.file("sheet.csv", "sku,Quantity on hand,Expected quantity on hand,,note", "ghost,9,0,,x", "tea,8,5,,y")

    def said(*ignored: str) -> str:
        options = [word for name in ignored for word in ("--ignore-column", name)]
        return terminal.run("stock", "import", "sheet.csv", *options, code=1).stderr

    assert "it has no column 'nothere' to pass over. Its columns are 'sku', 'quantity_on_hand'" in said("nothere")
    assert "columns that mean nothing here: ''" in said("note")
    assert "a count sheet would become a first count" in said("note", "", "expected_quantity_on_hand")
    assert "its column sku can't be passed over" in said("note", "", "SKU")
    assert terminal.json("stock", "show", "ghost", code=1)["items"] == []
    assert "unknown_sku" in said("note", "")
    assert terminal.on_hand("tea") == {"main": 8}
    assert (terminal.directory / "sheet.rejected.csv").read_text().splitlines()[1].startswith("ghost,9,0,,x,")
    again = ("--ignore-column", "note", "--ignore-column", "", "--create")
    assert "1 were imported" in terminal.run("stock", "import", "sheet.rejected.csv", *again).stdout


def test_of_two_columns_that_exclude_each_other_either_is_passed_over(terminal: Terminal) -> None:
    terminal.file("in.csv", "sku,quantity_on_hand,expected_quantity_on_hand,delta", "tea,9,4,5")

    ignored = ("--ignore-column", "quantity_on_hand", "--ignore-column", "expected quantity on hand")
    terminal.run("stock", "import", "in.csv", *ignored, *WHY)
    assert terminal.on_hand("tea") == {"main": 5}


def test_who_watches_sees_how_far_the_check_is(terminal: Terminal) -> None:
    bad = "x" * 100
    rows = stock_import.LARGE // 100
    Path(terminal.directory / "in.csv").write_text("sku,quantity_on_hand\n" + f"{bad},many\n" * rows)

    seen, out = terminal.seen("stock", "import", "in.csv", "--json", code=1)

    assert "Checking" in seen
    assert orjson.loads(out)["rejected"] == rows


def test_an_export_to_a_terminal_steers_nothing(terminal: Terminal, database: Database) -> None:
    heard_of(database, "\x1b[2Jtea")

    seen, _ = terminal.seen("stock", "export", code=0, shown=True)
    assert r"\x1b[2Jtea,main,5" in seen
    assert "\x1b" not in seen
