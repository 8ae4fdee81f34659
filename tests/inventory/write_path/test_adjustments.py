"""Adjustments and counts: recorded with their reason, replayed by reference, refused rather than
overwritten.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from inventory.database.tables import Location, Movement
from inventory.domain.adjustments import AdjustmentReason
from inventory.domain.commands import AdjustStock
from inventory.errors import QuantityBelowZero, QuantityStale, ReferenceConflict
from tests.inventory.making import counted, moved, reserve, stated
from tests.inventory.shop import Counters, Shop


@pytest.mark.parametrize("command", [moved("a", 5), counted("a", 5), counted("a", 5, expected=0)])
def test_an_adjustment_may_make_the_row(shop: Shop, command: AdjustStock) -> None:
    assert shop.do(command).changed
    assert shop.counters("a") == Counters(5)


@pytest.mark.parametrize("command", [moved("a", 5), moved("a", -5), counted("a", 5), counted("a", 20, expected=20)])
def test_the_same_reference_again_is_a_replay(shop: Shop, command: AdjustStock) -> None:
    shop.hear(stated("a", 20))
    shop.hear(command)
    after = shop.contents()
    assert not shop.do(command).changed
    assert shop.contents() == after
    shop.hear(moved("a", 1, reference="something else"))
    after = shop.contents()
    assert not any(outcome.changed or outcome.error for outcome in shop.batch(command, command))
    assert shop.contents() == after


def test_a_replay_within_one_batch(shop: Shop) -> None:
    outcomes = shop.batch(moved("a", 5), moved("a", 5), moved("a", 6))
    assert [outcome.changed for outcome in outcomes] == [True, False, False]
    assert isinstance(outcomes[2].error, ReferenceConflict)
    assert shop.counters("a") == Counters(5)


@pytest.mark.parametrize(
    "other",
    [
        moved("a", 6),
        moved("a", -5),
        counted("a", 11, reference="note-1"),
        replace(moved("a", 5), reason=AdjustmentReason.FOUND),
    ],
)
def test_the_same_reference_for_another_adjustment_is_a_conflict(shop: Shop, other: AdjustStock) -> None:
    shop.hear(stated("a", 20), moved("a", 5))
    refusal = shop.refused(other)
    assert isinstance(refusal, ReferenceConflict)
    assert (refusal.sku, refusal.location, refusal.reference) == ("a", "main", "note-1")


def test_a_reference_belongs_to_one_row(shop: Shop) -> None:
    shop.location("east")
    shop.hear(moved("a", 5), moved("b", 6), moved("a", 7, location="east"))
    assert (shop.counters("a"), shop.counters("b"), shop.counters("a", "east")) == (
        Counters(5),
        Counters(6),
        Counters(7),
    )


def test_a_stale_expectation_is_refused(shop: Shop) -> None:
    shop.hear(stated("a", 20))
    refusal = shop.refused(counted("a", 18, expected=19))
    assert isinstance(refusal, QuantityStale)
    assert (refusal.expected, refusal.quantity_on_hand) == (19, 20)
    shop.hear(counted("a", 18, expected=20))
    assert shop.counters("a") == Counters(18)


def test_a_count_may_say_that_fewer_exist_than_are_reserved(shop: Shop) -> None:
    shop.hear(stated("a", 20), reserve("o1", ("a", 15)), counted("a", 12, expected=20))
    assert shop.counters("a") == Counters(15, reserved=15, shortfall=3)
    shop.hear(counted("a", 15, expected=15, reference="count-2"))
    assert shop.counters("a") == Counters(15, reserved=15)


def test_a_count_that_agrees_is_a_line_in_the_ledger(shop: Shop) -> None:
    shop.hear(stated("a", 20))
    shop.announced()
    assert shop.do(counted("a", 20, expected=20)).changed
    (entry,) = shop.session.scalars(select(Movement).where(Movement.reference == "count-1"))
    assert (entry.kind, entry.reason, entry.on_hand_delta, entry.on_hand_after) == ("adjusted", "cycle_count", 0, 20)
    assert shop.announced() == []


@pytest.mark.parametrize(("reserved", "delta"), [(0, -21), (15, -21)])
def test_less_than_nothing_is_refused(shop: Shop, reserved: int, delta: int) -> None:
    shop.hear(stated("a", 20), *([reserve("o1", ("a", reserved))] if reserved else []))
    refusal = shop.refused(moved("a", delta))
    assert isinstance(refusal, QuantityBelowZero)
    assert (refusal.delta, refusal.quantity_on_hand) == (delta, 20)


def test_all_that_is_there_may_go_though_it_is_promised(shop: Shop) -> None:
    shop.hear(stated("a", 20), reserve("o1", ("a", 15)), moved("a", -20))
    assert shop.counters("a") == Counters(15, reserved=15, shortfall=15)


@pytest.mark.parametrize("command", [moved("a", -1), counted("a", 5, expected=3)])
def test_a_refused_adjustment_of_an_unknown_sku_leaves_no_row(shop: Shop, command: AdjustStock) -> None:
    shop.refused(command)
    assert shop.counters("a") is None


def test_a_refused_adjustment_leaves_no_location_either(shop: Shop) -> None:
    shop.refused(moved("a", -1, location="mian"))
    assert shop.session.scalar(select(func.count()).select_from(Location)) == 0


def test_every_line_of_the_ledger_says_who_why_and_what_for(shop: Shop) -> None:
    shop.hear(stated("a", 20), moved("a", -3), reserve("o1", ("a", 2)))
    told = [
        (
            entry.kind,
            entry.actor,
            entry.reference,
            entry.reason,
            entry.order_id,
            entry.on_hand_after,
            entry.reserved_after,
        )
        for entry in shop.session.scalars(select(Movement).order_by(Movement.id))
    ]
    assert told == [
        ("supplied", "events", "event-1", None, None, 20, 0),
        ("adjusted", "caller", "note-1", "received", None, 17, 0),
        ("reserved", "caller", None, None, "o1", 17, 2),
    ]
