"""Cells that spreadsheets open."""

from __future__ import annotations

import csv
import re
from io import BytesIO, StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inventory.bulk.sheet import COLUMNS
from inventory.domain.commands import AdjustStock, Cause
from inventory.importing.cells import SheetWriter, harmless, is_rounded, restored
from inventory.importing.columns import Terms
from inventory.importing.file import read_import
from inventory.importing.rows import UsableRow

KEY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40)
LIKELY = st.text(st.sampled_from("'=+-@\t\r\n ,;|\"a0|\uff1d\ufeff"), min_size=1, max_size=8)
RUN = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


@given(KEY | LIKELY)
@example("=1+1")
@example("'=1+1")
@example("''=1+1")
@example("'abc")
@example("'")
@example("a;=cmd|'/C calc'!A0;b")
@example("a;'=1\t''+1;;-1")
def test_what_was_made_harmless_comes_back_as_it_was(text: str) -> None:
    assert restored(harmless(text)) == text
    assert not any(cell.startswith(RUN) for cell in re.split("[;|\t\r\n]", harmless(text)))


@pytest.mark.parametrize("text", ["tea", "'tea", "o'clock", "1-2", "a=b", " =1", "", "a;b", "a;'b", "a|1"])
def test_what_nothing_would_run_is_left_alone(text: str) -> None:
    assert harmless(text) == restored(text) == text


@given(
    st.lists(st.tuples(KEY | LIKELY, KEY | LIKELY, KEY | LIKELY), min_size=1, max_size=5, unique_by=lambda row: row[:2])
)
@example([("a\rb", "\r", "\r\n")])
@example([("tea ", " ", "\ufeff")])
def test_every_stored_row_is_exported_and_imported_as_it_is(rows: list[tuple[str, str, str]]) -> None:
    """`import(export(x))`: each row names just its stored keys, expects the present number, and
    makes nothing.
    """
    sheet = StringIO(newline="")
    writer = SheetWriter(sheet)
    writer.write(COLUMNS)
    for sku, location, product_id in rows:
        writer.write([sku, location, 5, 5, 0, 5, 0, 0, 5, None, product_id, "2026-01-01T00:00:00Z"])

    found = read_import(BytesIO(sheet.getvalue().encode()), Terms(Cause("cli")), lambda *_: True)

    usable = [row.command for row in found.rows() if isinstance(row, UsableRow)]
    commands = [one for one in usable if isinstance(one, AdjustStock)]
    assert len(commands) == len(usable)
    assert [(one.sku, one.location, one.product_id) for one in commands] == rows
    assert not any(one.create for one in commands)


@given(st.lists(st.tuples(KEY | LIKELY, KEY | LIKELY), min_size=1, max_size=4))
def test_readers_of_csv_see_the_rows(rows: list[tuple[str, str]]) -> None:
    """No text ends a row or a cell, for any reader: a carriage return is within quotes as well."""
    sheet = StringIO(newline="")
    writer = SheetWriter(sheet)
    for row in rows:
        writer.write(row)

    assert [tuple(row) for row in csv.reader(StringIO(sheet.getvalue(), newline=""), strict=True)] == [
        (harmless(one), harmless(other)) for one, other in rows
    ]
    outside = "".join(sheet.getvalue().split('"')[::2])
    assert "\r" not in outside


def test_numbers_that_were_shortened_look_like_it() -> None:
    assert all(map(is_rounded, ("4.00638E+12", "4,00638E+12", "1E5", "-1.5e-07")))
    assert not any(map(is_rounded, ("4006381333931", "E5", "1E5A", "12E5", "", "1.E5")))
