"""Announcements are read in pieces that memory holds, with the same findings."""

from __future__ import annotations

import random
import tracemalloc
from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from inventory.database.epochs import sequence
from inventory.recovery.histories import CHUNK, histories
from inventory.recovery.losses import Loss, find
from tests.inventory.making import reserve, stated
from tests.inventory.shop import Shop


def reserved(order_id: str, *, epoch: int = 0, version: int = 1, lines: int = 1) -> dict[str, Any]:
    items = [{"sku": f"sku-{number}", "quantity": 1} for number in range(lines)]
    return {
        "type": "StockReserved",
        "sequence": f"{sequence(epoch, version):020d}",
        "time": "2026-01-01T00:00:00Z",
        "data": {"order_id": order_id, "status": "pending", "lines": items, "expires_at": "2026-01-01T00:15:00Z"},
    }


def level(sku: str, *, epoch: int = 0, version: int = 1) -> dict[str, Any]:
    counters = {"quantity_on_hand": 1, "quantity_reserved": 0, "quantity_shortfall": 0, "locations": []}
    return reserved(sku, epoch=epoch, version=version) | {
        "type": "StockLevelChanged",
        "data": {"sku": sku, **counters},
    }


def test_the_same_is_found_in_any_number_of_pieces(shop: Shop, session: Session) -> None:
    """Outcomes of three epochs in any order, and some of them twice."""
    shop.hear(stated("3", 1), reserve("5", ("3", 1)))
    dice = random.Random(7)
    events = [
        (reserved if dice.random() < 0.5 else level)(
            f"{dice.randrange(60)}", epoch=dice.randrange(3), version=dice.randrange(1, 5)
        )
        for _ in range(300)
    ]
    events += [{"type": "StockReserved", "sequence": "1", "time": "", "data": {"order_id": 5}}, {"type": "Other"}]

    def found(max_bytes: int) -> tuple[list[Loss], int, int, int]:
        gone, recovered, subjects, pieces = list[Loss](), 0, 0, 0
        for history in histories(lambda: dice.sample(events, len(events)), max_bytes):
            piece = find(session, history, 2)
            gone += piece.gone
            recovered, subjects, pieces = recovered + piece.recovered, subjects + len(history), pieces + 1
        return gone, recovered, subjects, pieces

    whole, *counts, pieces = found(10**9)
    assert (len(whole) > 50, pieces) == (True, 1)
    for max_bytes, at_least in ((100_000, 2), (20_000, 6), (1, 60)):
        again, *others, pieces = found(max_bytes)
        assert (again, others) == (whole, counts)
        assert pieces >= at_least


def test_what_is_held_does_not_grow_with_what_was_announced() -> None:
    def announced(count: int) -> Iterator[dict[str, Any]]:
        return (reserved(f"order-{number * 7_919 % count:07}") for number in range(count))

    def peak(count: int) -> tuple[int, int]:
        subjects = 0
        tracemalloc.start()
        for history in histories(lambda: announced(count), 300_000):
            subjects += len(history)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return subjects, most

    few, many = peak(400), peak(3_000)
    assert (few[0], many[0]) == (400, 3_000)
    assert many[1] < 1.2 * few[1]
    assert few[1] < 450_000


def test_what_is_looked_up_together_is_bounded_by_what_it_weighs() -> None:
    def chunks(*events: dict[str, Any]) -> list[int]:
        (history,) = histories(lambda: events)
        return [len(chunk) for chunk in history.chunks("order")]

    assert chunks(*(reserved(f"o-{number}") for number in range(CHUNK + 1))) == [CHUNK, 1]
    assert chunks(*(reserved(f"o-{number}", lines=1_000) for number in range(40))) == [18, 18, 4]
    large = reserved("o-0")
    large["data"] |= {"omitted": ["lines"]}
    assert chunks(*(large | {"data": large["data"] | {"order_id": f"o-{number}"}} for number in range(9))) == [4, 4, 1]


def test_one_subject_has_room_however_large_it_is() -> None:
    told = [reserved("o", lines=9), reserved("p"), reserved("o", epoch=1, lines=9)]
    assert [len(piece) for piece in histories(lambda: told, 1)] == [1, 1]
