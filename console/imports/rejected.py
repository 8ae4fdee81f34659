"""The file of rejected rows. Each has its reason, so they may have more text than the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from io import BufferedWriter, TextIOWrapper

from inventory.importing.file import RejectedRows
from inventory.importing.rows import RejectedRow


class BoundedRows:
    """Writes the first rejected rows, up to so many bytes and one row."""

    def __init__(self, file: BufferedWriter, columns: Sequence[str], most: int) -> None:
        self._file = file
        self._most = most
        self._text = TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        self._rows = RejectedRows(self._text, columns)

    def write(self, row: RejectedRow) -> bool:
        """Write the row. Return False if it has no room."""
        if self._file.tell() >= self._most:
            return False
        self._rows.write(row)
        return True
