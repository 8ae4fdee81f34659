"""Units that an order lacked, as its refusal told them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple


class Short(NamedTuple):
    """Units of a SKU: wanted, free at that moment, and free at each place."""

    sku: str
    wanted: int
    free: int
    places: tuple[tuple[str, int], ...] = ()


def shorts(lines: Iterable[Mapping[str, Any]]) -> list[Short]:
    """Return the lines of a refusal, as the record of it has them."""
    return [Short(one["sku"], one["requested"], one["available"], _places(one)) for one in lines]


def _places(line: Mapping[str, Any]) -> tuple[tuple[str, int], ...]:
    if "location" in line:
        return ((line["location"], line["available"]),)
    return tuple((place["location"], place["available"]) for place in line.get("locations", ()))
