"""Sheets side by side: one after the other, and within their room."""

from __future__ import annotations

import csv
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO, StringIO
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import Engine
from werkzeug.datastructures import FileStorage

from console.imports import room, uploads, work
from console.imports.errors import NoRoomForSheet, SheetUnderWay
from console.imports.uploads import ImportState, Phase, Upload
from console.pages.stock import importing
from inventory.tokens import Scope
from tests.console.client import Visitor
from tests.console.conftest import SignIn
from tests.console.stock.sheets import COUNTS, GOOD_COUNTS, begin, on_hand, send, settled, spool, upload  # noqa: F401 - one is a fixture
from tools.devstack.processes.children import wait_until


def keep(actor: str, size: int = 100) -> Upload:
    """Keep a sheet that nobody works on."""
    kept, lock, _ = room.keep(actor, content(size), ImportState("sheet.csv", {}))
    lock.close()
    return kept


def content(size: int) -> FileStorage:
    return FileStorage(BytesIO(b"x" * size))


@pytest.fixture
def _little_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "LEAST_REJECTED_BYTES", 0)
    monkeypatch.setattr(room, "ROOM", 5_000)


def test_a_state_is_read_as_it_was_written() -> None:
    state = ImportState("sheet.csv", {"note": "\u00e9"}, Phase.APPLYING, total=3, problem="x")
    kept, lock, _ = room.keep("ann", content(10), state)

    assert room.look(kept) == (state, True)
    state.begin(Phase.CHECKING)
    room.end(kept, lock, state)
    assert room.look(kept) == (state, False)


def test_looks_keep_nobody_from_beginning() -> None:
    kept, is_over = keep("ann"), Event()

    def look() -> None:
        while not is_over.is_set():
            room.look(kept)

    with ThreadPoolExecutor(3) as others:
        looks = [others.submit(look) for _ in range(3)]
        try:
            for _ in range(200):
                lock = room.take(kept)
                assert lock is not None
                lock.close()
        finally:
            is_over.set()
        assert [one.result() for one in looks] == [None] * 3


def test_a_double_click_imports_once(clerk: Visitor, engine: Engine) -> None:
    shown = upload(clerk, GOOD_COUNTS)
    with work._ONE_AT_A_TIME:
        begin(clerk, shown)
        begin(clerk, shown)
    settled(clerk, shown)
    done = settled(clerk, begin(clerk, shown))

    assert "Of 2 rows 2 were imported (0 of them new), 0 had been imported before" in done.text
    assert on_hand(engine) == {"main": 98, "north": 6}


def test_a_sheet_that_waits_for_another_says_so_and_begins_by_itself(clerk: Visitor) -> None:
    with work._ONE_AT_A_TIME:
        shown = send(clerk, GOOD_COUNTS)
        assert wait_until(
            lambda: "other sheets are worked on before this one" in clerk.get(shown.path).text, seconds=10
        )

    assert "Nothing is changed yet. 2 rows" in settled(clerk, shown).text


def test_everybody_has_one_sheet_at_a_time(clerk: Visitor, signed_in: SignIn) -> None:
    other = signed_in(Scope.STOCK_READ, Scope.STOCK_ADJUST, name="other")
    checked = upload(clerk, COUNTS)
    with work._ONE_AT_A_TIME:
        first, others = send(clerk, COUNTS), send(other, COUNTS)
        second = send(clerk, COUNTS, reference="count-2")
        applied = begin(clerk, checked, skip_invalid="true")

    assert (second.status, applied.status) == (409, 409)
    assert "Another sheet of yours is under way" in second.text
    assert second.form().fields["reference"] == "count-2"
    for visitor, shown in ((clerk, first), (other, others)):
        assert "Nothing is changed yet" in settled(visitor, shown).text


@pytest.mark.usefixtures("_little_room")
def test_sheets_that_are_worked_on_are_never_removed_and_no_other_one_is_for_nothing() -> None:
    idle = keep("ann", 500)
    busy, lock, _ = room.keep("bob", content(1_500), ImportState("sheet.csv", {}))
    with lock:
        with pytest.raises(NoRoomForSheet):
            keep("cyd", 1_001)
        assert (idle.is_here(), busy.is_here()) == (True, True)
        keep("cyd", 1_000)
    assert (idle.is_here(), busy.is_here()) == (False, True)


@pytest.mark.usefixtures("_little_room")
def test_a_sheet_without_room_is_told(clerk: Visitor) -> None:
    refused = send(clerk, COUNTS + "x" * 5_000)

    assert (refused.status, "leave no room for yours" in refused.text) == (503, True)


def test_a_sheet_that_arrives_is_its_persons_one(monkeypatch: pytest.MonkeyPatch) -> None:
    class Arriving(FileStorage):
        def save(self, *_: object) -> None:
            for actor, refusal in (("ann", SheetUnderWay), ("bob", NoRoomForSheet)):
                with pytest.raises(refusal):
                    keep(actor)
            raise ConnectionError("it broke off")

    monkeypatch.setattr(room, "ROOM", 1_048_576 + 100)
    with pytest.raises(ConnectionError):
        room.keep("ann", Arriving(BytesIO(b"")), ImportState("sheet.csv", {}))
    keep("ann")


def test_one_sheet_arrives_at_a_time(clerk: Visitor) -> None:
    with importing._ONE_ARRIVES:
        refused = send(clerk, COUNTS)

    assert (refused.status, "Another sheet is arriving" in refused.text) == (503, True)
    assert "Nothing is changed yet" in upload(clerk, COUNTS).text


def test_files_that_vanish_are_no_failure(clerk: Visitor, tmp_path: Path) -> None:
    shown = upload(clerk, COUNTS)
    for path in (*tmp_path.rglob("*.csv"), *tmp_path.rglob("*.json")):
        path.unlink()

    assert [clerk.get(f"{shown.path}{part}").status for part in ("", "/state", "/rejected.csv")] == [404] * 3
    assert "Nothing is changed yet" in upload(clerk, COUNTS).text


def test_the_file_of_rejected_rows_is_bounded(clerk: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "LEAST_REJECTED_BYTES", 5_000)
    shown = upload(clerk, COUNTS + "".join(f"ghost-{number},main,1,0\n" for number in range(100)))
    kept = len(list(csv.DictReader(StringIO(clerk.get(f"{shown.path}/rejected.csv").html))))

    assert 0 < kept < 101
    assert "101 would be rejected" in shown.text
    assert "The first rejected rows as CSV" in shown.text
    assert f"{101 - kept} more have no room in it" in shown.text
