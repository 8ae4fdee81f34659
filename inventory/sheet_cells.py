"""Cells of CSV files that spreadsheets open: nothing in them is run, and everything comes back as it was."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from typing import Protocol

MARK = "'"
"""Stands in front of what a spreadsheet would run. People know it: it is what they type in front of a text that looks like a formula."""
_RUN = "=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20"
_RISKY = re.compile(f"{MARK}*[{_RUN}]")
_MARKED = re.compile(f"{MARK}+[{_RUN}]")
_ROUNDED = re.compile(r"[+-]?[0-9]([.,][0-9]+)?[eE][+-]?[0-9]{1,3}")


def harmless(text: str) -> str:
    """Return the cell that stands for `text`: with a mark in front where a spreadsheet would take it for a formula.

    What looks marked already gets one mark more, so that `restored` takes back just what was added.
    """
    return MARK + text if _RISKY.match(text) else text


def restored(cell: str) -> str:
    """Return the text that the cell stands for. It undoes `harmless`, whatever the text is."""
    return cell[1:] if _MARKED.match(cell) else cell


def is_rounded(text: str) -> bool:
    """Return whether it looks like a long number after a spreadsheet has shortened it, such as `4.00638E+12`."""
    return _ROUNDED.fullmatch(text) is not None


class Writable(Protocol):
    """What `csv` writes to."""

    def write(self, text: str, /) -> object: ...


class SheetWriter:
    """Writes rows of CSV. Texts are made harmless; numbers are left as they are."""

    def __init__(self, file: Writable) -> None:
        self._plain = csv.writer(file, lineterminator="\n")
        self._quoting = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)

    def write(self, cells: Sequence[str | int | None]) -> None:
        written = [harmless(cell) if isinstance(cell, str) else cell for cell in cells]
        # Before Python 3.13 a carriage return alone was left without quotes, and so read as the end of the line.
        risky = any(isinstance(cell, str) and "\r" in cell for cell in written)
        (self._quoting if risky else self._plain).writerow(written)
