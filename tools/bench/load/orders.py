"""The orders of a benchmark: their lines, and the commands of their lives."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from inventory.domain.commands import Cause, Command, Confirm, Line, Reserve, StateOrder, merge_lines
from inventory.write_path.idempotency import CallerRequest
from tools.bench.load.warehouse import SKUS, sku

CAUSE = Cause(actor="bench", reference="event")


class Pattern(StrEnum):
    """SKUs that orders are for: any of them, or all for the same one (and any beside it)."""

    UNIFORM = "uniform"
    HOT = "hot"


def draw(pattern: Pattern, lines: int, skus: int = SKUS) -> list[str]:
    """Return the SKUs of one order."""
    hot = [sku(0)] if pattern is Pattern.HOT else []
    return hot + [sku(random.randrange(skus)) for _ in range(lines - len(hot))]  # noqa: S311 - a load, not a secret


def lives(
    pattern: Pattern, *, batch: int, lines: int, prefix: str, skus: int = SKUS
) -> Iterator[tuple[list[str], list[tuple[Line, ...]]]]:
    """Yield order ids and lines, `batch` orders at a time, without end."""
    number = 0
    while True:
        ids = [f"{prefix}-{number + each:09d}" for each in range(batch)]
        yield ids, [merge_lines([Line(one, 1) for one in draw(pattern, lines, skus)]) for _ in ids]
        number += batch


def reserve_all(ids: list[str], lines: list[tuple[Line, ...]], at: datetime) -> list[Command]:
    return [StateOrder(order_id, wanted, CAUSE, at) for order_id, wanted in zip(ids, lines, strict=True)]


def reserve_requests(ids: list[str], lines: list[tuple[Line, ...]]) -> list[CallerRequest]:
    return [CallerRequest((Reserve(order_id, wanted, CAUSE),)) for order_id, wanted in zip(ids, lines, strict=True)]


def confirm_requests(ids: list[str]) -> list[CallerRequest]:
    return [CallerRequest((Confirm(order_id, CAUSE),)) for order_id in ids]
