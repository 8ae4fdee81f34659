"""Look on, piece by piece, until a page is full or its time is over."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from inventory.reading.queries import Page

Entry = TypeVar("Entry")
Position = TypeVar("Position")


def until_full(
    read: Callable[[Position | None, int], Page[Entry, Position]],
    *,
    after: Position | None,
    limit: int,
    seconds: float,
) -> Page[Entry, Position]:
    """Return the next entries: those of the pieces that `read` returns after a position, each with
    so many entries at most. None of them after some seconds, when another page looks on.
    """
    over_at = time.monotonic() + seconds
    found: list[Entry] = []
    while True:
        piece = read(after, limit - len(found))
        found += piece.entries
        after = piece.last
        if after is None or len(found) >= limit or time.monotonic() > over_at:
            return Page(found, after)
