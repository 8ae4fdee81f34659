"""Counts of a shelf where paid units may still lie: they are applied, and told how many."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from inventory.domain.commands import AdjustStock, Command
from inventory.domain.outcome import StockOutcome
from inventory.domain.stock.paid_units import PaidUnits
from inventory.write_path import paid_units
from inventory.write_path.previews.stock import Previews
from tests.inventory.making import (
    NOON,
    amend,
    cancel,
    confirm,
    counted,
    expire,
    moved,
    reassign,
    release,
    reserve,
    stated,
)
from tests.inventory.shop import Counters, Shop


def paid(shop: Shop, command: AdjustStock) -> PaidUnits | None:
    """Apply the count, and return the units that it was told of."""
    outcome = shop.do(command)
    assert isinstance(outcome, StockOutcome)
    return outcome.paid


def test_a_count_of_units_that_are_paid_and_still_lie_there_is_told_so(shop: Shop) -> None:
    shop.hear(stated("a", 10), reserve("o1", ("a", 6)), confirm("o1"))
    shop.later(hours=23)

    assert paid(shop, counted("a", 10, expected=4)) == PaidUnits(6, since=NOON)
    assert shop.counters("a") == Counters(10)


@pytest.mark.parametrize(
    "commands",
    [
        [reserve("o1", ("a", 6))],
        [reserve("o1", ("a", 6)), release("o1")],
        [reserve("o1", ("a", 6), ttl_seconds=1), expire("o1")],
        [reserve("o1", ("a", 6)), confirm("o1"), cancel("o1")],
        [stated("b", 10), reserve("o1", ("b", 6)), confirm("o1")],
        [moved("a", -6)],
    ],
)
def test_units_that_lie_there_unpaid_are_told_by_no_warning(shop: Shop, commands: list[Command]) -> None:
    shop.hear(stated("a", 10), *commands)

    assert paid(shop, counted("a", 10)) is None


def test_only_payments_of_the_last_day_are_told(shop: Shop) -> None:
    shop.hear(stated("a", 10), reserve("o1", ("a", 6)), confirm("o1"))
    shop.later(hours=12)
    shop.hear(reserve("o2", ("a", 1)), confirm("o2"))
    shop.later(hours=12, seconds=1)

    assert paid(shop, counted("a", 10)) == PaidUnits(1, since=NOON + timedelta(hours=12))


def test_an_order_tells_the_units_that_it_kept(shop: Shop) -> None:
    shop.hear(stated("a", 10), reserve("o1", ("a", 6)), confirm("o1"), amend("o1", ("a", 2)))

    assert paid(shop, counted("a", 10)) == PaidUnits(2, since=NOON)


def test_units_that_an_earlier_order_gives_back_hide_no_others(shop: Shop) -> None:
    shop.hear(stated("a", 10), reserve("o1", ("a", 3)), confirm("o1"))
    shop.later(days=5)
    shop.hear(reserve("o2", ("a", 6)), confirm("o2"), cancel("o1"))

    assert paid(shop, counted("a", 10)) == PaidUnits(6, since=NOON + timedelta(days=5))


def test_only_units_of_the_place_are_told(shop: Shop) -> None:
    shop.location("east")
    shop.hear(stated("a", 10), stated("a", 10, location="east"), reserve("o1", ("a", 6, "east")), confirm("o1"))

    assert paid(shop, counted("a", 10)) is None
    assert paid(shop, counted("a", 10, location="east")) == PaidUnits(6, since=NOON)


def test_paid_units_that_were_reassigned_are_told_where_they_are_now(shop: Shop) -> None:
    shop.location("east")
    shop.hear(stated("a", 10), stated("a", 10, location="east"), reserve("o1", ("a", 6)), confirm("o1"))
    shop.later(hours=1)
    shop.hear(reassign("o1", "a", "east", "main"))

    assert paid(shop, counted("a", 10, location="east")) is None
    *_, outcome = shop.batch(
        reserve("o2", ("a", 2)), confirm("o2"), reassign("o2", "a", "east", "main"), counted("a", 10)
    )
    assert isinstance(outcome, StockOutcome)
    assert outcome.paid == PaidUnits(8, since=NOON + timedelta(hours=1))


def test_payments_of_the_same_batch_are_told(shop: Shop) -> None:
    shop.hear(stated("a", 10), reserve("o1", ("a", 6)), reserve("o2", ("a", 1)), reserve("o3", ("a", 1)), confirm("o2"))

    *_, outcome = shop.batch(confirm("o1"), confirm("o3"), cancel("o3"), counted("a", 10))

    assert isinstance(outcome, StockOutcome)
    assert outcome.paid == PaidUnits(7, since=NOON)


def test_the_same_count_again_is_told_the_same(shop: Shop) -> None:
    shop.hear(stated("a", 10), reserve("o1", ("a", 6)), confirm("o1"))
    shop.later(hours=1)
    shop.hear(counted("a", 10))
    shop.later(hours=40)
    shop.hear(reserve("o2", ("a", 1)), confirm("o2"))

    assert paid(shop, counted("a", 10)) == PaidUnits(6, since=NOON)


def test_a_preview_tells_what_the_count_will(shop: Shop) -> None:
    shop.hear(stated("a", 10), reserve("o1", ("a", 6)), confirm("o1"))

    (preview,) = Previews(shop.session, now=shop.now, holds=shop.holds).of([counted("a", 10)])

    assert isinstance(preview.outcome, StockOutcome)
    assert preview.outcome.paid == PaidUnits(6, since=NOON)


@pytest.mark.parametrize(("movements", "told"), [(paid_units.FEW, 6), (paid_units.MAX_MOVEMENTS, None)])
def test_a_busy_sku_is_looked_at_as_far_as_the_bound(shop: Shop, movements: int, told: int | None) -> None:
    """The first look at a few movements ends before the payment, the second one at the bound."""
    shop.hear(stated("a", 10), reserve("o1", ("a", 6)), confirm("o1"))
    shop.session.execute(
        text(
            """
            INSERT INTO stock_movement (sku, location, kind, on_hand_delta, reserved_delta, shortfall_delta, on_hand_after,
                                        reserved_after, shortfall_after, actor, occurred_at)
            SELECT 'a', 'main', 'adjusted', 0, 0, 0, 4, 0, 0, 'tests', :now FROM generate_series(1, :movements)
            """
        ),
        {"now": shop.now, "movements": movements},
    )

    found = paid(shop, counted("a", 10))

    assert (found and found.quantity) == told


def test_nothing_is_read_for_a_change(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    read = []
    monkeypatch.setattr(paid_units, "run", lambda *given: read.append(given))

    shop.hear(stated("a", 10), moved("a", 5), reserve("o1", ("a", 6)), confirm("o1"))

    assert read == []
