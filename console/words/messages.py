"""The bytes of a message as people may look at them: text where it is text, else hexadecimal."""

from __future__ import annotations

from typing import Any, NamedTuple

import orjson

from inventory.boundary.printable import printable_lines

MAX_SHOWN = 10_000
"""Maximum characters of a text that a page shows. The download has all of it."""
MAX_DUMPED = 1_024
"""Maximum bytes that a page shows as hexadecimal."""
_A_LINE = 16


class ShownBytes(NamedTuple):
    """Bytes as a page shows them. `clipped` is the size of the rest, in `unit`."""

    text: str
    is_text: bool
    clipped: int
    unit: str


def shown(raw: bytes) -> ShownBytes:
    """Return the bytes as text with escapes for unprintable letters, or as a dump."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return _dumped(raw)
    if "\x00" in text:
        return _dumped(raw)
    return _clipped(printable_lines(text[: MAX_SHOWN + 1].replace("\r\n", "\n")), len(text))


def shown_json(content: Any) -> ShownBytes:
    """Return stored JSON as text, a member a line."""
    text = orjson.dumps(content, option=orjson.OPT_INDENT_2).decode()
    return _clipped(printable_lines(text[: MAX_SHOWN + 1]), len(text))


def _clipped(text: str, characters: int) -> ShownBytes:
    return ShownBytes(text[:MAX_SHOWN], True, max(characters - MAX_SHOWN, 0), "characters")


def _dumped(raw: bytes) -> ShownBytes:
    lines = [_dumped_line(raw, at) for at in range(0, min(len(raw), MAX_DUMPED), _A_LINE)]
    return ShownBytes("\n".join(lines), False, max(len(raw) - MAX_DUMPED, 0), "bytes")


def _dumped_line(raw: bytes, at: int) -> str:
    """Return sixteen bytes: their place, their digits, and their letters."""
    part = raw[at : at + _A_LINE]
    letters = "".join(one if one.isascii() and one.isprintable() else "." for one in part.decode("latin-1"))
    return f"{at:06x}  {part.hex(' '):<{3 * _A_LINE - 1}}  {letters}"
