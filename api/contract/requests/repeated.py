"""Refuse a list whose lines look like replays of each other: nobody can know the right one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

MAX_NAMED = 10
"""Maximum number of lines that one of many equal lines names."""


def refuse_repeated(title: str, items: Sequence[Any], others: Mapping[int, Sequence[int]], same: str) -> None:
    """Raise `ValidationError` with each line that has other lines of its key (`same`)."""
    if others:
        problems = [
            InitErrorDetails(type=_repeated(others[position], same), loc=(position,), input=items[position])
            for position in sorted(others)
        ]
        raise ValidationError.from_exception_data(title, problems)


def _repeated(others: Sequence[int], same: str) -> PydanticCustomError:
    told = ", ".join(f"/items/{other}" for other in others[:MAX_NAMED])
    return PydanticCustomError(
        "repeated", "has the same {same} as {told}: give each its own reference", {"same": same, "told": told}
    )
