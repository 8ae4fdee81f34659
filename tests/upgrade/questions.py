"""Ask a version over HTTP and at the command line, and compare the answers of two versions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII)
IN_WORDS = frozenset({"detail", "title", "type", "instance"})
"""Members of a problem that are for people: they may be put better."""

OF_THE_MOMENT = frozenset({"audited_at", "last_used_at"})
"""Members that say when they were asked for."""


@dataclass(frozen=True)
class Call:
    """A request to the API. `key` is sent as `Idempotency-Key`."""

    method: str
    path: str
    body: Any = None
    key: str | None = None

    def headers(self, token: str) -> dict[str, str]:
        """Return the headers of a caller who has this token."""
        given = {"Authorization": f"Bearer {token}"}
        return given if self.key is None else given | {"Idempotency-Key": self.key}


@dataclass(frozen=True)
class Command:
    """A call of the `inventory` command."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """A status or exit code, and the answer as JSON."""

    status: int
    said: Any


def question(asked: dict[str, Any]) -> Call | Command:
    """Return a question as it was kept in a file."""
    return Command(tuple(asked["words"])) if "words" in asked else Call(**asked)


def path(*segments: str) -> str:
    """Return a path of the API with every segment encoded."""
    return "/" + "/".join(quote(segment, safe="") for segment in ("v1", *segments))


@dataclass(frozen=True)
class Comparison:
    """Compares two answers. Times may be `later` than they were. New members are no difference.

    Without `exact` neither texts for people are compared nor times: the two did the same at
    different moments.
    """

    later: timedelta
    exact: bool = True

    def differences(self, expected: Any, found: Any, at: str = "$") -> Iterator[str]:
        """Name the answers that are gone, or differ."""
        if isinstance(expected, dict) and isinstance(found, dict):
            yield from self._members(expected, found, at)
        elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
            for position, (one, other) in enumerate(zip(expected, found, strict=True)):
                yield from self.differences(one, other, f"{at}[{position}]")
        elif self._moved(expected) != self._moved(found, back=True):
            yield f"{at}: {found!r}, expected {expected!r}"

    def _members(self, expected: dict[str, Any], found: dict[str, Any], at: str) -> Iterator[str]:
        for name, value in expected.items():
            if name in OF_THE_MOMENT or (not self.exact and (name in IN_WORDS or name.split("_")[-1] == "at")):
                continue
            if name in found:
                yield from self.differences(value, found[name], f"{at}.{name}")
            else:
                yield f"{at}.{name} is missing, expected {value!r}"

    def _moved(self, value: Any, *, back: bool = False) -> tuple[type, Any]:
        """Return the value and its type: in Python 1 equals True. A time is that of the dump."""
        if isinstance(value, str) and _TIME.fullmatch(value):
            return datetime, datetime.fromisoformat(value) - (self.later if back else timedelta(0))
        return type(value), value
