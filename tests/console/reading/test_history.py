"""Counters over time, from the ledger."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from console.reading import history as history_reads
from console.reading.history import Point, history
from inventory.database.tables import Movement, Stock
from inventory.domain.stock.movement_kinds import MovementKind
from inventory.reading import queries
from tests.inventory.history import make_history
from tests.inventory.making import confirm, moved, reserve
from tests.inventory.shop import Shop


def of(session: Session, sku: str, *, since: datetime, until: datetime) -> list[Point]:
    return list(history(session, sku, queries.stock(session, [sku])[sku], since=since, until=until).points)


def test_the_counters_before_between_and_after_the_movements(shop: Shop) -> None:
    shop.location("north")
    shop.do(moved("tea", 100))
    shop.later(hours=1)
    began = shop.now
    shop.later(hours=1)
    shop.do(moved("tea", 5, location="north"))
    shop.later(hours=1)
    shop.do(reserve("o-1", ("tea", 30)))
    shop.do(confirm("o-1"))
    shop.do(reserve("o-2", ("tea", 10)))
    shop.later(hours=1)

    points = of(shop.session, "tea", since=began, until=shop.now)

    assert [one[1:] for one in points] == [(100, 0, 100), (105, 0, 105), (75, 10, 65), (75, 10, 65)]
    assert [(one.at - began) / timedelta(hours=1) for one in points] == [0, 1, 2, 3]


def test_a_place_alone_and_a_sku_without_movements_in_the_time(shop: Shop) -> None:
    shop.location("north")
    shop.hear(moved("tea", 100), moved("tea", 5, location="north"))
    shop.later(days=2)
    (north,) = (row for row in queries.stock(shop.session, ["tea"])["tea"] if row.location == "north")
    since = shop.now - timedelta(days=1)

    found = history(shop.session, "tea", [north], since=since, until=shop.now)

    assert found.points == [(since, 5, 0, 5), (shop.now, 5, 0, 5)]
    assert not found.sampled


def test_a_long_history_is_sampled_and_never_wrong_at_its_moments(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_history(session, skus=3, each=1_500)
    (row,) = queries.stock(session, ["sku-2"])["sku-2"]
    until = session.scalars(select(text("now()"))).one()
    since = until - timedelta(days=300)
    whole = history(session, "sku-2", [row], since=since, until=until)
    monkeypatch.setattr(history_reads, "READ_WHOLE", 100)
    sampled = history(session, "sku-2", [row], since=since, until=until)

    assert (whole.sampled, sampled.sampled) == (False, True)
    for found in (whole, sampled):
        assert 150 < len(found.points) <= history_reads.MOMENTS + 3
        assert_true(session, row, found.points)


def assert_true(session: Session, row: Stock, points: Sequence[Point]) -> None:
    """See that each point is the balance of the last movement by then."""
    ledger = list(session.scalars(select(Movement).where(Movement.sku == row.sku).order_by(Movement.id)))
    assert ledger[0].kind == MovementKind.SUPPLIED
    for point in points:
        last = ledger[bisect_right(ledger, point.at, key=lambda one: one.occurred_at) - 1]
        assert point[1:3] == (last.on_hand_after, last.reserved_after), point


def test_what_came_and_went_within_an_hour_is_seen_over_a_year(shop: Shop) -> None:
    shop.do(moved("tea", 25, reference="came"))
    shop.later(minutes=1)
    shop.do(moved("tea", -22, reference="went"))
    shop.later(days=30)

    points = of(shop.session, "tea", since=shop.now - timedelta(days=365), until=shop.now)

    assert [one.on_hand for one in points] == [0, 25, 3, 3]
