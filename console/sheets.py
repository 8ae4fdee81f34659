"""CSV files for people who open them in a spreadsheet, sent as they are made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from flask import Response
from werkzeug.utils import secure_filename

from inventory.importing.cells import SheetWriter

MANY = 500
"""Lines that are sent together."""
Line = Sequence[str | int | None]


def sheet(name: str, lines: Iterable[Line]) -> Response:
    """Return an answer that sends the lines as a file. It has the memory of a few of them.

    Cells that a spreadsheet would run have a mark in front, as in the exports of the command line.
    An error breaks the answer off, so that the browser tells of a failed download.
    """
    headers = {"Content-Disposition": f'attachment; filename="{secure_filename(name) or "sheet.csv"}"'}
    return Response(_pieces(lines), content_type="text/csv; charset=utf-8", headers=headers)


def _pieces(lines: Iterable[Line]) -> Iterator[str]:
    written = StringIO()
    writer = SheetWriter(written)
    for number, line in enumerate(lines, 1):
        writer.write(line)
        if number % MANY == 0:
            yield _taken(written)
    yield _taken(written)


def _taken(written: StringIO) -> str:
    text = written.getvalue()
    written.seek(0)
    written.truncate()
    return text
