"""Files that commands write: whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

STANDARD_STREAM = "-"
"""Name of the standard input or output, as everywhere. A file of that name is ./-."""


class WatchedFile:
    """A file of a known size to read. It reports the bytes read. A check reads it twice."""

    def __init__(self, file: IO[bytes], size: int) -> None:
        self._file = file
        self.size = 2 * size
        self.advance: Callable[[int], None] = lambda _bytes: None

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        return self._file.seek(offset, whence)

    def read(self, size: int, /) -> bytes:
        content = self._file.read(size)
        self.advance(len(content))
        return content


@contextmanager
def replacing(path: Path) -> Iterator[IO[str]]:
    """Open a file to write that replaces `path` at the end of the block. If the block raises,
    `path` stays as it was.

    Not click's `File(atomic=True)`: that one puts half a file in place when the command fails.
    """
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            yield file
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
