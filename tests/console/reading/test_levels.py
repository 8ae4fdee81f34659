"""Lists of SKUs by level, found by PostgreSQL."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from console.reading import levels
from console.reading.levels import listed
from inventory.domain.stock.levels import StockLevel
from inventory.reading.stock_lists import StockFilter, stock_list

_ROW = text(
    """
    INSERT INTO product_inventory (sku, location, product_id, quantity_on_hand, quantity_reserved, quantity_shortfall,
                                   low_stock_threshold, safety_stock, sells)
    VALUES (:sku, :location, 'p', :on_hand, :reserved, :short, :low, :safety, :sells)
    """
)


@pytest.fixture
def many(session: Session) -> Session:
    """SKUs of every level, at one to three locations, some of which don't sell."""
    chance = random.Random(7)
    places = {"main": True, "north": True, "damaged": False}
    for name, sells in {**places, "far": True}.items():
        session.execute(
            text("INSERT INTO location (name, sells) VALUES (:name, :sells)"), {"name": name, "sells": sells}
        )
    rows: list[dict[str, object]] = []
    for number in range(120):
        for location in chance.sample(sorted(places), chance.randint(1, 3)):
            reserved = chance.choice([0, 0, 2])
            free = chance.choice([0, 0, 1, 4, 9])
            rows.append(
                {
                    "sku": f"sku-{number:03}",
                    "location": location,
                    "on_hand": reserved + free,
                    "reserved": reserved,
                    "short": 1 if reserved and not free and chance.random() < 0.3 else 0,
                    "low": chance.choice([None, 0, 3, 5]),
                    "safety": chance.choice([None, None, 2]),
                    "sells": places[location],
                }
            )
    session.execute(_ROW, rows)
    return session


def skus(session: Session, where: StockFilter, *, limit: int = 1_000) -> list[str]:
    """Return the SKUs of all pages."""
    seen: list[str] = []
    after: str | None = None
    while True:
        page = listed(session, where, after=after, limit=limit)
        assert len(page.entries) <= limit
        seen += [rows[0].sku for rows in page.entries]
        after = page.last
        if after is None:
            return seen


FILTERS = [
    StockFilter(),
    StockFilter(prefix="sku-05"),
    StockFilter(reach=frozenset({"north", "damaged"})),
    StockFilter(location="main", reach=frozenset({"main", "north"})),
]


@pytest.mark.parametrize("level", [*StockLevel, None])
@pytest.mark.parametrize("where", FILTERS)
@pytest.mark.parametrize(("rows", "limit"), [(50_000, 1_000), (7, 1_000), (50_000, 3), (4, 2)])
def test_the_levels_are_those_of_every_other_list(
    many: Session, monkeypatch: pytest.MonkeyPatch, level: StockLevel | None, where: StockFilter, rows: int, limit: int
) -> None:
    monkeypatch.setattr(levels, "SEARCHED_ROWS", rows)
    asked = where._replace(level=level)
    expected = [rows[0].sku for rows in stock_list(many, asked, after=None, limit=1_000).entries]

    found = skus(many, asked, limit=limit)

    assert found == expected
    assert all(one < other for one, other in pairwise(found))


def test_a_page_that_takes_long_ends_and_says_how_far_it_looked(many: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(levels, "SEARCHED_ROWS", 7)
    monkeypatch.setattr(levels, "SEARCH_SECONDS", -1)
    where = StockFilter(level=StockLevel.LOW)
    first = listed(many, where, after=None, limit=1_000)

    assert len(first.entries) < len(skus(many, where))
    assert first.last == "sku-002"


def test_the_skus_of_a_place_are_looked_for_as_long(many: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(levels, "SEARCHED_ROWS", 7)
    many.execute(
        _ROW,
        {
            "sku": "sku-119",
            "location": "far",
            "on_hand": 1,
            "reserved": 0,
            "short": 0,
            "low": None,
            "safety": None,
            "sells": True,
        },
    )
    where = StockFilter(location="far")

    assert [rows[0].sku for rows in listed(many, where, after=None, limit=50).entries] == ["sku-119"]
    monkeypatch.setattr(levels, "SEARCH_SECONDS", -1)
    assert listed(many, where, after=None, limit=50).last == "sku-002"


def test_skus_by_their_beginning(many: Session) -> None:
    assert skus(many, StockFilter(prefix="sku-11")) == [f"sku-11{number}" for number in range(10)]
    assert skus(many, StockFilter(prefix="SKU")) == []
