"""Find rows of the same identity among a million, in twenty bytes of memory a row (ADR 0031)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from hashlib import blake2b
from itertools import islice, pairwise

DIGEST = 16
_ENTRY = DIGEST + 4
NAMED = 10
"""Maximum number of lines that a row of a repeated identity names. Otherwise each of a million rows
of one identity would name all others.
"""


class Repeats:
    """Repeated identities of rows, with their lines. Note each row, settle once, then ask.

    An identity is kept as its digest. Two identities of the same digest would be taken for one, if
    they were ever found.
    """

    def __init__(self) -> None:
        self._noted = bytearray()
        self._repeated = b""

    def note(self, line: int, *identity: str) -> None:
        self._noted += digest(*identity) + line.to_bytes(4, "big")

    def settle(self) -> int:
        """Keep only repeated identities, and return the number of their rows."""
        noted, self._noted = bytes(self._noted), bytearray()
        entries = sorted(noted[at : at + _ENTRY] for at in range(0, len(noted), _ENTRY))
        kept = bytearray(len(entries))
        for at, (one, next_) in enumerate(pairwise(entries)):
            if one[:DIGEST] == next_[:DIGEST]:
                kept[at] = kept[at + 1] = True
        self._repeated = b"".join(entry for entry, is_repeated in zip(entries, kept, strict=True) if is_repeated)
        return len(self._repeated) // _ENTRY

    def others(self, line: int, *identity: str) -> str:
        """Return the other lines with this row's identity, as text. Empty if there are none."""
        first, beyond = self._found(*identity)
        named = islice((other for other in self._lines(first, beyond) if other != line), NAMED)
        more = beyond - first - 1 - NAMED
        return ", ".join(map(str, named)) + (f" and {more:,} more" if more > 0 else "")

    def is_repeated(self, *identity: str) -> bool:
        first, beyond = self._found(*identity)
        return first < beyond

    def _found(self, *identity: str) -> tuple[int, int]:
        if not self._repeated:
            return 0, 0
        wanted = digest(*identity)
        entries = range(len(self._repeated) // _ENTRY)
        first = bisect_left(entries, wanted, key=self._digest_at)
        return first, bisect_left(entries, wanted + b"\xff", lo=first, key=self._digest_at)

    def _lines(self, first: int, beyond: int) -> Iterator[int]:
        for at in range(first, beyond):
            yield int.from_bytes(self._repeated[at * _ENTRY + DIGEST : (at + 1) * _ENTRY], "big")

    def _digest_at(self, entry: int) -> bytes:
        return self._repeated[entry * _ENTRY : entry * _ENTRY + DIGEST]


def digest(*identity: str) -> bytes:
    # No identifier has the NUL character.
    return blake2b("\0".join(identity).encode(), digest_size=DIGEST).digest()
