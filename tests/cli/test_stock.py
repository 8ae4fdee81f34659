"""`inventory stock show|adjust|movements|export`."""

from __future__ import annotations

import csv
import os
import pwd
import re

import orjson
import pytest

from inventory.bulk import sheet
from inventory.database.transactions import Database
from tests.cli.terminal import Terminal, heard_of, open_location

WHY = ("--reason", "received", "--reference", "D-1")


def test_an_adjustment_moves_stock_and_says_who_did_it(terminal: Terminal) -> None:
    assert "tea at main: 0 -> 10 on hand (new)." in terminal.run("stock", "adjust", "tea", "--delta", 10, *WHY).stdout
    lost = ("--delta", "-3", "--reason", "damaged", "--reference", "D-2", "--note", "fell down")
    assert "10 -> 7" in terminal.run("stock", "adjust", "tea", *lost).stdout

    newest, oldest = terminal.json("stock", "movements", "tea")["items"]
    assert (newest["before"]["quantity_on_hand"], newest["after"]["quantity_on_hand"]) == (10, 7)
    assert (newest["reason"], newest["reference"], newest["note"]) == ("damaged", "D-2", "fell down")
    assert newest["actor"] == oldest["actor"] == f"cli:{pwd.getpwuid(os.getuid()).pw_name}"


def test_the_same_reference_again_is_a_replay(terminal: Terminal) -> None:
    terminal.run("stock", "adjust", "tea", "--delta", 10, *WHY)

    again = terminal.json("stock", "adjust", "tea", "--delta", 10, *WHY)

    assert not again["changed"]
    assert again["movement"]["after"]["quantity_on_hand"] == 10
    assert "was done before" in terminal.run("stock", "adjust", "tea", "--delta", 10, *WHY).stdout
    assert terminal.on_hand("tea") == {"main": 10}
    assert terminal.refused("stock", "adjust", "tea", "--delta", 11, *WHY)["code"] == "reference_conflict"


def test_a_count_carries_its_expectation_or_says_that_it_overwrites(terminal: Terminal) -> None:
    count = ("--reason", "cycle_count", "--reference")
    terminal.run("stock", "adjust", "tea", "--count", 5, "--overwrite", *count, "C-1")

    stale = terminal.refused("stock", "adjust", "tea", "--count", 9, "--expected", 4, *count, "C-2")

    assert (stale["code"], stale["quantity_on_hand"], stale["expected"]) == ("quantity_stale", 5, 4)
    terminal.run("stock", "adjust", "tea", "--count", 9, "--expected", 5, *count, "C-3")
    assert terminal.on_hand("tea") == {"main": 9}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "either --delta or --count"),
        (("--delta", 1, "--count", 1), "either --delta or --count"),
        (("--delta", 0), "must not be 0"),
        (("--delta", 1, "--overwrite"), "go with --count"),
        (("--count", 1), "either --expected N"),
        (("--count", 1, "--expected", 1, "--overwrite"), "either --expected N"),
        (("--count", -1, "--overwrite"), "--count"),
        (("--delta", 1_000_000_001), "--delta"),
        (("--delta", 1, "--location", "x" * 201), "at most 200 bytes"),
        (("--delta", 1, "--reason", "other"), "needs a --note"),
        (("--delta", 1, "--reason", "theft"), "'theft' is not one of"),
    ],
)
def test_wrong_arguments_are_named_and_change_nothing(
    terminal: Terminal, arguments: tuple[str | int, ...], said: str
) -> None:
    assert said in terminal.run("stock", "adjust", "tea", *WHY, *arguments, code=2).stderr
    assert terminal.json("stock", "show", "tea", code=1) == {"items": [], "unknown": ["tea"]}


def test_show_tells_what_is_known_and_names_what_is_not(terminal: Terminal, database: Database) -> None:
    open_location(database, "north")
    terminal.run("stock", "adjust", "tea", "--delta", 10, "--location", "north", *WHY)

    shown = terminal.run("stock", "show", "tea", "mug", "tea", code=1)

    assert shown.stdout.count("north") == 1
    assert "'mug'" in shown.stderr
    assert terminal.json("stock", "show", "mug", "tea", code=1)["unknown"] == ["mug"]


EVIL = "\x1b[31m[bold]\u202etea\x9b2J"
OBEYED = re.compile("[\x1b\u202e\x7f-\x9f]")


def test_what_a_terminal_would_obey_is_printed_as_text(terminal: Terminal, database: Database) -> None:
    heard_of(database, EVIL, location=EVIL)
    asked: list[tuple[str, ...]] = [
        ("stock", "show", EVIL),
        ("stock", "show", EVIL, f"{EVIL}2"),
        ("stock", "movements", EVIL),
        ("stock", "movements", EVIL, "--location", EVIL),
        ("stock", "adjust", EVIL, "--location", EVIL, "--delta", "1", *WHY),
        ("stock", "adjust", f"{EVIL}2", "--delta", "1", *WHY),
        ("stock", "adjust", "tea", "--delta", "1", "--reason", EVIL),
        ("stock", EVIL),
        ("stock", "show", "tea", f"--{EVIL}"),
        ("stock", "export", f"nowhere/{EVIL}"),
        ("stock", "import", EVIL),
        ("reservation", "show", EVIL),
        ("token", "revoke", EVIL),
        ("events", "show", EVIL),
        ("events", "resume", EVIL, "1"),
        (EVIL,),
        ("audit", EVIL),
    ]

    for words in asked:
        for more in ((), ("--json",)):
            printed = terminal.ended(*words, *more).output
            assert printed
            assert not OBEYED.search(printed), words
    assert r"\x1b[31m[bold]\u202etea\x9b2J" in terminal.run("stock", "show", EVIL).stdout
    assert terminal.json("stock", "show", EVIL)["items"][0]["sku"] == EVIL


def test_a_new_sku_is_said_to_be_new_and_near_names_are_offered(terminal: Terminal, database: Database) -> None:
    open_location(database, "mian")
    for sku in ("00777", "shirt-blue-m", "mug"):
        terminal.run("stock", "adjust", sku, "--delta", 1, *WHY)

    mangled = terminal.run("stock", "adjust", "777", "--delta", 1, *WHY)
    misspelt = terminal.json("stock", "adjust", "shirt-bleu-m", "--delta", 1, *WHY)
    elsewhere = terminal.run("stock", "adjust", "mug", "--location", "mian", "--delta", 1, *WHY)
    known = terminal.run("stock", "adjust", "mug", "--delta", 1, "--reason", "found", "--reference", "F-1")

    assert "777 at main: 0 -> 1 on hand (new)." in mangled.stdout
    assert "similar to 00777." in mangled.stderr
    assert (misspelt["new"], misspelt["near"]) == (True, ["shirt-blue-m"])
    assert "mug at mian: 0 -> 1 on hand (new)." in elsewhere.stdout
    assert "only at main" in elsewhere.stderr
    assert "(new)" not in known.output


def test_a_new_key_with_something_unseen_is_refused(terminal: Terminal, database: Database) -> None:
    told = terminal.refused("stock", "adjust", "tea ", "--delta", 1, *WHY)
    assert (told["code"], told["field"], told["value"]) == ("invalid_identifier", "sku", "tea ")

    heard_of(database, "tea ")
    terminal.run("stock", "adjust", "tea ", "--delta", 1, *WHY)
    assert terminal.on_hand("tea ") == {"main": 6}


def test_movements_come_page_by_page_and_filtered(terminal: Terminal) -> None:
    for number in range(5):
        terminal.run("stock", "adjust", "tea", "--delta", 1, "--reason", "found", "--reference", f"F-{number}")

    first = terminal.json("stock", "movements", "tea", "--limit", 3)
    second = terminal.json("stock", "movements", "tea", "--limit", 3, "--before", first["next_before"])

    assert [one["reference"] for one in first["items"] + second["items"]] == ["F-4", "F-3", "F-2", "F-1", "F-0"]
    assert second["next_before"] is None
    assert "--before" in terminal.run("stock", "movements", "tea", "--limit", 3).stderr
    assert len(terminal.json("stock", "movements", "tea", "--reference", "F-2")["items"]) == 1
    assert "Nothing found" in terminal.run("stock", "movements", "tea", "--kind", "reserved").stdout
    assert terminal.refused("stock", "movements", "mug")["code"] == "unknown_sku"


def test_an_export_is_a_count_sheet_that_can_be_imported(terminal: Terminal, database: Database) -> None:
    open_location(database, "north")
    terminal.run("stock", "adjust", "tea", "--delta", 10, *WHY)
    terminal.run("stock", "adjust", 'a "b", c', "--delta", 4, "--location", "north", *WHY)
    terminal.run("stock", "export", "sheet.csv")
    rows = list(csv.DictReader((terminal.directory / "sheet.csv").read_text(encoding="utf-8").splitlines()))
    assert [(row["sku"], row["location"], row["quantity_on_hand"]) for row in rows] == [
        ('a "b", c', "north", "4"),
        ("tea", "main", "10"),
    ]

    rows[1]["quantity_on_hand"] = "8"
    with (terminal.directory / "sheet.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    terminal.run(
        "stock", "adjust", 'a "b", c', "--delta", 1, "--location", "north", "--reason", "found", "--reference", "F"
    )

    imported = terminal.json("stock", "import", "sheet.csv", code=1)

    assert (imported["changed"], imported["rejected"]) == (1, 1)
    assert terminal.on_hand("tea") == {"main": 8}
    assert terminal.on_hand('a "b", c') == {"north": 5}
    assert "quantity_stale" in (terminal.directory / "sheet.rejected.csv").read_text()


def test_an_export_with_json_is_one_document_a_line(terminal: Terminal) -> None:
    for sku in ("tea", "mug"):
        terminal.run("stock", "adjust", sku, "--delta", 1, *WHY)

    lines = terminal.run("stock", "export", "--json").stdout.splitlines()

    assert [orjson.loads(line)["sku"] for line in lines] == ["mug", "tea"]


def test_an_export_that_fails_leaves_the_old_file(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal.file("sheet.csv", "old")

    terminal.run("stock", "export", "nowhere/sheet.csv", code=1)
    monkeypatch.setattr(sheet, "moment_json", lambda _: 1 / 0)
    terminal.run("stock", "export", "sheet.csv")
    terminal.run("stock", "adjust", "tea", "--delta", 1, *WHY)
    with pytest.raises(AssertionError, match="division by zero"):
        terminal.run("stock", "export", "sheet.csv")

    assert [path.name for path in terminal.directory.iterdir()] == ["sheet.csv"]
    assert (terminal.directory / "sheet.csv").read_text().startswith("sku,")


def test_a_movement_is_taken_back_once(terminal: Terminal) -> None:
    terminal.run("stock", "adjust", "tea", "--delta", 10, *WHY)
    wrong = terminal.json("stock", "movements", "tea")["items"][0]["id"]

    assert "tea at main: 0 on hand." in terminal.run("stock", "reverse", wrong, "--reference", "U-1").stdout
    again = terminal.json("stock", "reverse", wrong, "--reference", "U-1")
    assert (again["changed"], again["reverses"]) == (False, [wrong])
    assert terminal.refused("stock", "reverse", wrong, "--reference", "U-2")["code"] == "already_reversed"
    back, mistake = terminal.json("stock", "movements", "tea")["items"]
    assert (back["reverses"], mistake["reversed_by"]) == (wrong, back["id"])
    assert terminal.refused("stock", "reverse", back["id"] + 1_000, "--reference", "U-3")["code"] == "unknown_movement"
