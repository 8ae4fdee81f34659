"""Cells of CSV files that spreadsheets open: no cell is run, and each text comes back as it was."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

MARK = "'"
"""Stands in front of a text that a spreadsheet would run. People know the mark: they type it in
front of a text that looks like a formula.
"""
_RUN = "=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20"
_APART = ";\t|\r\n"
"""Characters that end a cell if the file is opened with other separators. Quotes within a line hold
nothing together then.
"""
_BEGINS = f"(?:\\A|(?<=[{_APART}]))"
_RISKY = re.compile(f"{_BEGINS}(?={MARK}*[{_RUN}])")
_MARKED = re.compile(f"{_BEGINS}{MARK}(?={MARK}*[{_RUN}])")
_SHORTENED = re.compile(r"[+-]?[0-9]([.,][0-9]+)?[eE][+-]?[0-9]{1,3}")
_DECIMAL = re.compile(r"(?P<whole>[0-9]{2,})[.,]0")


def harmless(text: str) -> str:
    """Return the cell that stands for `text`: with a mark in front if a spreadsheet would take it
    for a formula.

    The same holds within the text, behind each character that may separate cells. A text that looks
    marked already gets one mark more, so that `restored` removes just the added mark.
    """
    return _RISKY.sub(MARK, text)


def restored(cell: str) -> str:
    """Return the text that the cell stands for. It undoes `harmless` for every text."""
    return _MARKED.sub("", cell) if MARK in cell else cell


def is_rounded(text: str) -> bool:
    """Return True if the text looks like a number that a spreadsheet made of a key: `4.00638E+12`,
    or `4006380000001.0`.
    """
    return _SHORTENED.fullmatch(text) is not None or _DECIMAL.fullmatch(text) is not None


def meant(text: str) -> tuple[Decimal, Decimal] | None:
    """Return the least and the greatest number that a spreadsheet may have shortened to this text.
    None for other texts.
    """
    if decimal := _DECIMAL.fullmatch(text):
        return Decimal(decimal["whole"]), Decimal(decimal["whole"])
    if _SHORTENED.fullmatch(text) is None:
        return None
    left = Decimal(text.replace(",", "."))
    half = Decimal(5).scaleb(int(left.as_tuple().exponent) - 1)  # half a unit of the last digit
    return left - half, left + half


class Writable(Protocol):
    """A target that `csv` writes to."""

    def write(self, text: str, /) -> object: ...


class SheetWriter:
    """Writes rows of CSV. Texts are made harmless. Numbers are left as they are."""

    def __init__(self, file: Writable) -> None:
        self._plain = csv.writer(file, lineterminator="\n")
        self._quoting = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)

    def write(self, cells: Sequence[str | int | None]) -> None:
        written = [harmless(cell) if isinstance(cell, str) else cell for cell in cells]
        # Before Python 3.13 a carriage return alone was left without quotes, and so read as the end
        # of the line.
        risky = any(isinstance(cell, str) and "\r" in cell for cell in written)
        (self._quoting if risky else self._plain).writerow(written)
