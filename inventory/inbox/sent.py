"""The key, headers and time of a message, as a dead letter keeps them: bounded, and enough to read
the message again.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

MAX_KEY_BYTES = 1_024
MAX_HEADERS_BYTES = 16_384
"""Names and values together. A header that does not fit is left out whole, and counted."""

Headers = tuple[tuple[str, bytes | None], ...]


class MessageExtras(NamedTuple):
    """Key, headers and timestamp of a record. `headers` is None if they can't be read."""

    key: bytes | None = None
    headers: Headers | None = None
    time: datetime | None = None

    @property
    def bounded_key(self) -> bytes | None:
        return None if self.key is None else self.key[:MAX_KEY_BYTES]


NOTHING_SENT = MessageExtras()


def headers_json(headers: Headers | None) -> list[dict[str, Any]] | None:
    """Return headers as they are stored and shown: UTF-8 as `value`, other bytes as `base64`."""
    if headers is None:
        return None
    kept: list[dict[str, Any]] = []
    size = omitted = 0
    for name, value in headers:
        size_with = size + len(name.encode()) + len(value or b"")
        if size_with > MAX_HEADERS_BYTES:
            omitted += 1
            continue
        size = size_with
        kept.append({"name": name, **_value(value)})
    return [*kept, {"omitted": omitted}] if omitted else kept


def headers_of(stored: Sequence[dict[str, Any]]) -> Headers | None:
    """Return the headers that `headers_json` has kept. None if some were left out, because nobody
    knows their content.
    """
    if any("omitted" in each for each in stored):
        return None
    return tuple(_pairs(stored))


def _pairs(stored: Iterable[dict[str, Any]]) -> Iterable[tuple[str, bytes | None]]:
    for each in stored:
        if "base64" in each:
            yield each["name"], base64.b64decode(each["base64"])
        else:
            value = each["value"]
            yield each["name"], None if value is None else value.encode()


def _value(value: bytes | None) -> dict[str, str | None]:
    if value is None:
        return {"value": None}
    try:
        return {"value": value.decode()}
    except UnicodeDecodeError:
        return {"base64": binascii.b2a_base64(value, newline=False).decode()}
