"""Records of a CSV file of any size, read as often as they are needed, in the memory of one record
(ADR 0031).
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import re
from collections.abc import Iterator
from typing import Protocol

from inventory.errors import InventoryError

BLOCK = 262_144
MAX_RECORD = 4 * 1_048_576
"""Maximum length of a record, in characters. All known columns with the longest cells that the csv
module reads are shorter, even if each letter is quoted.
"""


_SEPARATOR = re.compile(r"""(?i)"?sep=(?P<one>[^"'\r\n\w\ ])"?(?P=one)*[\r\n]*""")
"""A first line that names the separator. The separator is repeated if a spreadsheet has filled the
line up to the number of columns.
"""


class UnusableImport(InventoryError):
    """The file can't be imported: {problem}"""

    code = "unusable_import"
    problem: str


class Content(Protocol):
    """Bytes that can be read again."""

    def seek(self, offset: int, /) -> int: ...

    def read(self, size: int, /) -> bytes: ...


class ImportSource:
    """A file that can be read again, and must not change meanwhile, so that the checked rows are
    the imported ones.
    """

    def __init__(self, file: Content) -> None:
        """Read the file once. `file` must be seekable."""
        self._file = file
        self._digests = [digest for _, digest in self._blocks()]
        """The SHA-256 of the content up to the end of each block."""

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the content, in hexadecimal."""
        return self._digests[-1].hex()

    def records(self, *, delimiter: str) -> Iterator[tuple[int, list[str]]]:
        """Yield each record with the number of the line it begins on. Raises `UnusableImport` for a
        record that is too long, or not CSV in UTF-8, and for a changed file.

        A first line `sep=;` is no record. Spreadsheets write and heed it. Its delimiter counts
        instead of `delimiter`.
        """
        lines = _Lines(io.TextIOWrapper(io.BufferedReader(_Stream(self._verified())), "utf-8-sig", newline=""))
        begins = 1
        try:
            told = lines.separator()
            before = 0 if told is None else 1
            reader = csv.reader(lines, strict=True, delimiter=told or delimiter)
            begins += before
            for cells in reader:
                yield begins, cells
                begins = before + reader.line_num + 1
                lines.begin_record()
        except csv.Error as error:
            raise UnusableImport(problem=f"the record that begins on line {begins} is not CSV: {error}.") from error
        except _TooLong as error:
            raise UnusableImport(
                problem=f"the record that begins on line {begins} is longer than {MAX_RECORD:,} characters."
            ) from error
        except UnicodeDecodeError as error:
            raise self._undecodable() from error

    def _verified(self) -> Iterator[bytes]:
        """Yield the content block by block. Raises `UnusableImport` if it has changed."""
        digests = iter(self._digests)
        for block, digest in self._blocks():
            if digest != next(digests, None):
                raise UnusableImport(problem="it was changed while it was read. Import it when nobody writes to it.")
            yield block

    def _blocks(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield each block, also the empty last one, with the digest of all up to its end."""
        digest = hashlib.sha256()
        read = 0
        while True:
            self._file.seek(read)
            block = self._file.read(BLOCK)
            digest.update(block)
            yield block, digest.digest()
            if not block:
                return
            read += len(block)

    def _undecodable(self) -> UnusableImport:
        """Return the error that names the byte that is not UTF-8, and its line."""
        decoder = codecs.getincrementaldecoder("utf-8-sig")()
        line = 1
        try:
            for block in self._verified():
                decoder.decode(block)
                line += block.count(b"\n")
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            # The bytes that the decoder had kept of the block before begin a letter, and have no
            # line break.
            line += error.object.count(b"\n", 0, error.start)
            wrong = error.object[error.start]
            return UnusableImport(problem=f"line {line} is not UTF-8 (byte 0x{wrong:02x}). Save it as CSV in UTF-8.")
        raise AssertionError("every byte is UTF-8, and a moment ago one was not")


class _TooLong(Exception):
    """A record is longer than `MAX_RECORD`."""


class _Lines(Iterator[str]):
    """Lines for `csv`. It asks for as many lines as a record has."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._first = ""
        self._left = MAX_RECORD

    def separator(self) -> str | None:
        """Return the delimiter of a first line that names it, and skip the line. Else None."""
        first = self._text.readline(MAX_RECORD + 1)
        told = _SEPARATOR.fullmatch(first)
        if told is None:
            self._first = first
        return None if told is None else told["one"]

    def begin_record(self) -> None:
        self._left = MAX_RECORD

    def __next__(self) -> str:
        line, self._first = self._first or self._text.readline(self._left + 1), ""
        if not line:
            raise StopIteration
        self._left -= len(line)
        if self._left < 0:
            raise _TooLong
        return line


class _Stream(io.RawIOBase):
    """Blocks as a stream of bytes."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._block = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if not self._block:
            self._block = memoryview(next(self._blocks, b""))
        taken = self._block[: len(buffer)]
        buffer[: len(taken)] = taken
        self._block = self._block[len(taken) :]
        return len(taken)
