"""An export that LibreOffice has opened, calculated, kept and written again: it comes back right,
or is refused.
"""

from __future__ import annotations

import csv
from pathlib import Path

import orjson

from inventory.database.transactions import Database
from tests.cli.terminal import Terminal, heard_of
from tests.system.needs import need
from tests.system.spreadsheets.office import Office, formulas

FORMULAS = ("=1+1", "a;=2+2;b", "@SUM(A1)", "+49", "-5", "'=2+2", '=HYPERLINK("http://127.0.0.1/")')
KEPT = ("tea", "tea ", "Größe 42", "'x", 'a "b", c', "дом")
CHANGED = ("00777", "1E5", "4006381333931.0")
"""SKUs that it takes for numbers, and writes otherwise."""


def test_nothing_is_run_and_nothing_is_made(terminal: Terminal, database: Database, tmp_path: Path) -> None:
    need("soffice")
    office = Office(tmp_path / "office")
    heard_of(database, *FORMULAS, *KEPT, *CHANGED)
    terminal.run("stock", "export", "sheet.csv")
    plain = tmp_path / "plain.csv"
    with plain.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["sku"], *([sku] for sku in FORMULAS)])

    assert formulas(office.opened(plain)), "what is not made harmless is run"
    workbook = office.opened(terminal.directory / "sheet.csv")
    assert formulas(workbook) == 0
    assert formulas(office.opened(plain, split_at=";"))
    assert formulas(office.opened(terminal.directory / "sheet.csv", split_at=";\t,")) == 0
    assert formulas(office.opened(terminal.directory / "sheet.csv", split_at=";")) == 0
    workbook = office.opened(terminal.directory / "sheet.csv")
    back = office.saved(workbook)
    (terminal.directory / "back.csv").write_bytes(back.read_bytes())

    done = terminal.json("stock", "import", "back.csv", code=1)

    rejected = (terminal.directory / "back.rejected.csv").read_text(encoding="utf-8")
    assert (done["changed"], done["new"], done["rejected"]) == (len(FORMULAS) + len(KEPT), 0, len(CHANGED)), rejected
    assert rejected.count("unknown_sku") == len(CHANGED)
    lines = map(orjson.loads, terminal.run("stock", "export", "--json").stdout.splitlines())
    assert {one["sku"]: one["quantity_on_hand"] for one in lines} == dict.fromkeys((*FORMULAS, *KEPT, *CHANGED), 5)
