"""The wishes of a statement for the places of its lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Wished(NamedTuple):
    """Places by rank, `only` these or these first. `whole`: all from one place."""

    places: tuple[str, ...] = ()
    only: bool = False
    whole: bool = False


UNWISHED = Wished()


class Asked(dict[tuple[str, str | None], int]):
    """Lines with the wishes of their statement."""

    def __init__(self, lines: Mapping[tuple[str, str | None], int], wished: Wished) -> None:
        super().__init__(lines)
        self.wished = wished

    __hash__ = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, dict) and dict.__eq__(self, other) and self.wished == wished_with(other)

    def __ne__(self, other: object) -> bool:
        return not self == other


def wished_with(lines: Mapping[tuple[str, str | None], int]) -> Wished:
    """Return the wishes of the statement of the lines, if it had any."""
    return lines.wished if isinstance(lines, Asked) else UNWISHED
