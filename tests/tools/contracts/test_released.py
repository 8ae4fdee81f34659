"""Released schemas hold: the present ones break none of their users."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

import pytest

from tools.contracts.compatibility import Direction, breaks
from tools.contracts.documents import released
from tools.contracts.schemas import Schema, everything

RELEASED = [(version, path, schema) for version, schemas in released().items() for path, schema in schemas.items()]


def test_something_is_released() -> None:
    assert {path for _, path, _ in RELEASED} >= {"in/OrderCreated.json", "out/StockReserved.json"}


@pytest.mark.parametrize(
    ("version", "path", "schema"), RELEASED, ids=[f"{version}/{path}" for version, path, _ in RELEASED]
)
def test_a_released_schema_holds(version: str, path: str, schema: Schema) -> None:
    now = everything()
    assert path in now, f"version {version} promises it"
    found = breaks(schema, now[path], Direction(PurePath(path).parent.name))
    assert found == [], "this would break who relies on it: make it another event type (docs/events/README.md)"


@pytest.mark.parametrize(
    ("path", "definition", "change", "where"),
    [
        ("in/OrderCreated.json", "OrderData", {"required": ["order_id", "items", "ttl_seconds"]}, "data"),
        ("in/OrderCancelled.json", "OrderEndedData", {"required": ["order_id", "reason"]}, "data"),
        ("out/StockReserved.json", "StockReservedData", {"required": ["order_id", "status", "lines"]}, "data"),
        ("out/StockConfirmed.json", "StockConfirmedData", {"properties": {}}, "data.lines"),
    ],
)
def test_a_break_of_ours_would_be_noticed(path: str, definition: str, change: dict[str, Any], where: str) -> None:
    new = everything()[path]
    new["$defs"][definition].update(change)
    found = breaks(released()["1"][path], new, Direction(PurePath(path).parent.name))
    assert where in [each.where for each in found]
