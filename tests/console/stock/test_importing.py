"""Sheets: uploaded, looked at, applied, broken off, and their rejected rows."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from console.imports import room, uploads
from inventory.database.transactions import Database
from inventory.tokens import Scope
from tests.console.client import Visitor
from tests.console.conftest import SignIn
from tests.console.stock.conftest import do
from tests.console.stock.sheets import COUNTS, apply, on_hand, spool, upload  # noqa: F401 - one is a fixture
from tests.inventory.making import moved


def test_a_sheet_is_shown_before_anything_is_changed_and_then_applied(clerk: Visitor, engine: Engine) -> None:
    shown = upload(clerk, COUNTS)
    assert "Nothing is changed yet. 2 rows would be imported" in shown.text
    assert "1 would be rejected" in shown.text
    assert "98 (-2)" in shown.text
    assert "4 ghost No stock is known under 'ghost'. Check the name" in shown.text
    assert on_hand(engine) == {"main": 100, "north": 5}

    done = apply(clerk, shown, skip_invalid="true")

    assert "Of 3 rows 2 were imported" in done.text
    assert on_hand(engine) == {"main": 98, "north": 6}
    with engine.begin() as connection:
        actors = connection.execute(text("SELECT DISTINCT actor FROM stock_movement WHERE reason = 'cycle_count'"))
        assert list(actors) == [("token:clerk",)]


def test_rejected_rows_come_back_to_be_corrected(clerk: Visitor, engine: Engine) -> None:
    shown = upload(clerk, COUNTS)
    rows = list(csv.DictReader(StringIO(clerk.get(f"{shown.path}/rejected.csv").html)))

    assert [(row["sku"], row["line"]) for row in rows] == [("ghost", "4")]
    assert rows[0]["rejected_because"].startswith("unknown_sku")


def test_counts_that_agree_do_not_hide_the_changes(
    clerk: Visitor, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "_SHOWN", 1)

    shown = upload(clerk, "sku,location,counted,expected_counted\ntea,main,100,100\ntea,north,6,5\n")

    assert "north : 5 → to 6 (+1)" in shown.text
    assert "(+0)" not in shown.text
    assert "1 more rows would be imported, and change no number" in shown.text


def test_rows_that_nobody_counted_are_passed_over(clerk: Visitor, engine: Engine) -> None:
    exported = clerk.get("/export/stock.csv?shelf=true&blank=true").html
    assert "tea,main,,100," in exported

    shown = upload(clerk, exported.replace("tea,main,,100,", "tea,main,97,100,"))
    assert "1 rows would be imported (0 of them new), 0 were imported before, 0 would be rejected" in shown.text
    assert "2 rows have no count, and are passed over." in shown.text
    apply(clerk, shown)

    assert on_hand(engine) == {"main": 97, "north": 5}
    with engine.begin() as connection:
        counted = "SELECT count(*) FROM stock_movement WHERE reason = 'cycle_count'"
        assert connection.execute(text(counted)).scalar() == 1


def test_rows_that_nobody_counted_are_rejected_if_the_form_says_so(clerk: Visitor) -> None:
    shown = upload(clerk, clerk.get("/export/stock.csv?blank=true").html, uncounted="")

    assert "3 would be rejected" in shown.text
    assert "quantity_on_hand: is missing" in shown.text


def test_a_sheet_is_refused_by_the_fields_of_its_form(clerk: Visitor) -> None:
    separated = upload(clerk, "sku;delta\ntea;1\n", reason="received", reference="x").text
    foreign = upload(clerk, "sku,location,counted,shelf_no\ntea,main,100,7\n").text
    new = upload(clerk, "sku,location,counted,expected_counted\ntea,damaged,4,0\n").text

    assert "separated by ';', choose it at the field Columns are separated by." in separated
    assert "Pass over others by the field Columns to pass over." in foreign
    assert "tick A count sheet may make new SKUs and places" in new
    assert "--" not in separated + foreign
    assert "`" not in new


def test_without_a_word_no_row_of_a_bad_sheet_is_applied(clerk: Visitor, engine: Engine) -> None:
    shown = upload(clerk, COUNTS)

    apply(clerk, shown)

    assert on_hand(engine) == {"main": 100, "north": 5}


def test_a_sheet_is_applied_once_from_two_tabs_and_uploaded_again(clerk: Visitor, engine: Engine) -> None:
    deltas = "sku,location,delta\ntea,main,10\n"
    shown = upload(clerk, deltas, reason="received", reference="PO-9")
    apply(clerk, shown)
    apply(clerk, shown)
    again = upload(clerk, deltas, reason="received", reference="PO-9")

    assert "1 were imported before" in again.text
    apply(clerk, again)
    assert on_hand(engine)["main"] == 110


def test_counts_that_have_changed_since_are_rejected_when_they_are_applied(
    clerk: Visitor, database: Database, engine: Engine
) -> None:
    shown = upload(clerk, "sku,location,counted,expected_counted\ntea,main,98,100\ntea,north,6,5\n")
    do(database, moved("tea", -10, reference="meanwhile"))

    done = apply(clerk, shown)

    assert "Of 2 rows 1 were imported" in done.text
    assert "by the books, not 100 as expected" in done.text
    assert on_hand(engine) == {"main": 90, "north": 6}


@pytest.mark.parametrize(
    ("content", "terms", "told"),
    [
        ("sku,delta\ntea,1\n", {}, "a reason and a reference must be named"),
        ("sku;delta\ntea;1\n", {"reason": "received", "reference": "x"}, "separated by ';'"),
        ("\xff\xfe", {}, "must name sku"),
        ("", {}, "must name sku"),
    ],
)
def test_a_sheet_that_can_not_be_used_is_told(clerk: Visitor, content: str, terms: dict[str, str], told: str) -> None:
    shown = upload(clerk, content, **terms)

    assert told in shown.text or "mean nothing here" in shown.text
    assert "Nothing was changed." in shown.text
    assert "Import it" not in shown.text


def test_wrong_terms_and_no_file_come_back_with_the_form(clerk: Visitor) -> None:
    assert "Choose a file." in clerk.send(clerk.get("/import")).text
    refused = upload(clerk, COUNTS, reason="other")
    assert (refused.status, "needs a note" in refused.text) == (422, True)
    assert refused.form().fields["reason"] == "other"


def test_a_sheet_is_its_persons_own(clerk: Visitor, signed_in: SignIn) -> None:
    shown = upload(clerk, COUNTS)
    other = signed_in(Scope.STOCK_READ, Scope.STOCK_ADJUST, name="other")

    for path in (shown.path, f"{shown.path}/rejected.csv", f"{shown.path}/state", "/import/none"):
        assert other.get(path).status == 404, path


def test_nobody_else_uploads(reader: Visitor, stranger: Visitor, tmp_path: Path) -> None:
    for visitor, status in ((reader, 403), (stranger, 401)):
        sent = {"csrf": "x", "sheet": (BytesIO(b"x" * 300_000), "sheet.csv")}
        assert visitor.post("/import", sent, content_type="multipart/form-data").status == status
    assert list(tmp_path.iterdir()) == []


def test_a_sheet_that_is_too_large_is_refused(clerk: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.pages.stock.importing.MAX_BYTES", 1_000)
    form = clerk.get("/import").form()
    sent = form.fields | {"sheet": (BytesIO(b"x" * 100_000), "sheet.csv")}

    assert clerk.post("/import", sent, content_type="multipart/form-data").status == 413


def test_sheets_are_forgotten_after_a_day(clerk: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = upload(clerk, COUNTS)
    monkeypatch.setattr(room, "KEPT_SECONDS", -1)
    upload(clerk, COUNTS)

    assert "another console took the sheet" in clerk.get(shown.path).text


def test_the_oldest_sheets_make_room_for_new_ones(
    clerk: Visitor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = upload(clerk, COUNTS)
    monkeypatch.setattr(uploads, "LEAST_REJECTED_BYTES", 1_000)
    monkeypatch.setattr(room, "ROOM", 5_000)
    newest = [upload(clerk, COUNTS + "x" * 1_000).path for _ in range(3)]

    assert clerk.get(first.path).status == 404
    assert clerk.get(newest[-1]).status == 200
    assert sum(path.stat().st_size for path in tmp_path.rglob("*.csv")) < 6_000


def test_all_stock_is_exported_and_imported_again(clerk: Visitor, engine: Engine) -> None:
    exported = clerk.get("/export/stock.csv?shelf=true").html
    rows = list(csv.DictReader(StringIO(exported)))
    counted = {(row["sku"], row["location"]): row["counted"] for row in rows}
    assert (counted["tea", "main"], counted["tea", "north"]) == ("100", "5")

    shown = upload(clerk, exported.replace("tea,main,100,100", "tea,main,97,100"))

    assert "3 rows would be imported" in shown.text
    apply(clerk, shown)
    assert on_hand(engine)["main"] == 97
