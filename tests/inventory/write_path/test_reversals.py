"""Reversals: a movement is taken back by another one, once, and both are linked (ADR 0057)."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from sqlalchemy import delete, select, update

from inventory.database.tables import Movement
from inventory.database.transactions import Database, now
from inventory.domain.adjustments import AdjustmentReason
from inventory.domain.allowance import Allowance
from inventory.domain.commands import AdjustStock, Cause, Move
from inventory.domain.locations import LocationSettings
from inventory.domain.stock.movement_kinds import MovementKind
from inventory.domain.stock.reversing import AlreadyReversed, NotReversible, UnknownMovement, require_reversible
from inventory.errors import BeyondToken, LocationInactive, QuantityBelowZero, ReferenceConflict
from inventory.reading.movements import links
from inventory.write_path.apply import apply
from inventory.write_path.locations import set_up
from inventory.write_path.reversals import taking_back
from tests.inventory.making import (
    CALLER,
    HOLDS,
    counted,
    moved,
    order_created,
    payment_succeeded,
    relocated,
    reserve,
    ruled,
    stated,
)
from tests.inventory.shop import Counters, Shop


def newest(shop: Shop) -> Movement:
    return shop.session.scalars(select(Movement).order_by(Movement.id.desc()).limit(1)).one()


def undo(shop: Shop, movement_id: int, reference: str = "undo-1", *, cause: Cause = CALLER) -> AdjustStock | Move:
    return taking_back(shop.session, movement_id, reference=reference, cause=cause)


def prune(shop: Shop, last: Movement) -> None:
    """Make `last` the opening balance of its row, and remove all before it, as `prune_ledger`
    does.
    """
    earlier = (Movement.sku == last.sku) & (Movement.location == last.location) & (Movement.id < last.id)
    shop.session.execute(delete(Movement).where(earlier))
    sums = {"on_hand_delta": last.on_hand_after, "reserved_delta": last.reserved_after}
    nothing = dict.fromkeys(("reason", "reference", "note", "other_location"))
    opening = update(Movement).where(Movement.id == last.id)
    shop.session.execute(opening.values(kind="opening_balance", **sums, **nothing, actor="retention"))
    shop.session.expire_all()


def test_an_adjustment_is_taken_back_by_one_with_the_opposite_units(shop: Shop) -> None:
    shop.hear(stated("a", 10), moved("a", -3))
    wrong = newest(shop)
    shop.do(undo(shop, wrong.id))
    back = newest(shop)
    assert shop.counters("a") == Counters(10)
    assert (back.on_hand_delta, back.kind, back.reason, back.reference) == (3, "adjusted", wrong.reason, "undo-1")
    found = links(shop.session, [wrong, back])
    assert (found.reverses, found.reversed_by) == ({back.id: wrong.id}, {wrong.id: back.id})


def test_the_same_reference_again_is_a_replay(shop: Shop) -> None:
    shop.hear(moved("a", 5))
    wrong = newest(shop)
    first, again = shop.batch(undo(shop, wrong.id), undo(shop, wrong.id))
    (later,) = shop.batch(undo(shop, wrong.id))
    assert [one.changed for one in (first, again, later)] == [True, False, False]
    assert shop.counters("a") == Counters(0)


def test_it_is_taken_back_once(shop: Shop) -> None:
    shop.hear(moved("a", 5), moved("a", 5, reference="note-2"))
    wrong = newest(shop)
    first, second = shop.batch(undo(shop, wrong.id), undo(shop, wrong.id, "undo-2"))
    assert first.changed
    assert isinstance(second.error, AlreadyReversed)
    refusal = shop.refused(undo(shop, wrong.id, "undo-3"))
    assert isinstance(refusal, AlreadyReversed)
    assert (refusal.movement_id, refusal.reference) == (wrong.id, "undo-1")
    assert shop.counters("a") == Counters(5)


def test_a_reversal_may_be_taken_back_like_any_adjustment(shop: Shop) -> None:
    shop.hear(moved("a", 5))
    shop.do(undo(shop, newest(shop).id))
    shop.do(undo(shop, newest(shop).id, "redo-1"))
    assert shop.counters("a") == Counters(5)


def test_the_reference_of_another_adjustment_takes_nothing_back(shop: Shop) -> None:
    shop.hear(moved("a", 5), moved("a", -5, reference="undo-1"), moved("a", 5, reference="note-2"))
    assert isinstance(shop.refused(undo(shop, newest(shop).id)), ReferenceConflict)


def test_units_that_are_sold_can_not_be_taken_back(shop: Shop) -> None:
    shop.hear(moved("a", 5))
    wrong = newest(shop)
    shop.hear(order_created("o", ("a", 3)), payment_succeeded("o"))
    assert isinstance(shop.refused(undo(shop, wrong.id)), QuantityBelowZero)


def test_promised_units_that_are_taken_back_are_a_shortfall(shop: Shop) -> None:
    shop.hear(moved("a", 5))
    wrong = newest(shop)
    shop.hear(reserve("o", ("a", 3)))
    shop.do(undo(shop, wrong.id))
    assert shop.counters("a") == Counters(3, reserved=3, shortfall=3)


def test_both_movements_of_a_move_are_taken_back_by_the_id_of_either(shop: Shop) -> None:
    shop.location("annex", 200)
    shop.hear(stated("a", 10))
    for number in (0, 1):
        shop.hear(relocated("a", 4, "main", "annex", reference=f"move-{number}"))
        came = newest(shop)
        left = shop.session.get_one(Movement, came.id - 1)
        asked = [left.id, came.id][number]
        shop.do(undo(shop, asked, f"undo-{number}"))
        assert (shop.counters("a"), shop.counters("a", "annex")) == (Counters(10), Counters(0))
        back = newest(shop)
        found = links(shop.session, [left, came])
        assert found.reversed_by == {left.id: back.id, came.id: back.id - 1}
        for one in (left, came):
            assert isinstance(shop.refused(undo(shop, one.id, "other")), AlreadyReversed)
        assert not shop.do(undo(shop, asked, f"undo-{number}")).changed


def test_a_number_that_was_set_is_taken_back_by_its_difference_whatever_was_sold_since(shop: Shop) -> None:
    shop.hear(stated("a", 10), replace(counted("a", 4), reason=AdjustmentReason.DAMAGED))
    wrong = newest(shop)
    shop.hear(order_created("o", ("a", 2)), payment_succeeded("o"))
    shop.do(undo(shop, wrong.id))
    assert shop.counters("a") == Counters(8)


def test_a_count_is_counted_again(shop: Shop) -> None:
    shop.hear(stated("a", 10), counted("a", 4))
    with pytest.raises(NotReversible, match="Count again"):
        undo(shop, newest(shop).id)


def test_a_closed_location_is_left_as_it_is(shop: Shop) -> None:
    shop.location("annex")
    shop.hear(stated("a", 9), moved("a", 5, location="annex"))
    delivery = newest(shop)
    shop.hear(relocated("a", 4, "annex", "main"))
    move = newest(shop)
    set_up(shop.session, "annex", LocationSettings(active=False))
    for one in (delivery, move):
        assert isinstance(shop.refused(undo(shop, one.id)), LocationInactive)


def test_units_come_back_at_a_location_that_does_not_sell(shop: Shop) -> None:
    shop.location("damaged", sells=False)
    shop.hear(stated("a", 10), relocated("a", 4, "main", "damaged"))
    came = newest(shop)
    shop.hear(moved("a", -1, location="damaged"))
    shop.do(undo(shop, newest(shop).id))
    assert shop.counters("a", "damaged") == Counters(4)
    shop.do(undo(shop, came.id))
    assert (shop.counters("a"), shop.counters("a", "damaged")) == (Counters(10), Counters(0))


def test_a_sku_may_be_untracked_or_discontinued_since(shop: Shop) -> None:
    shop.hear(stated("a", 10), moved("a", 5))
    wrong = newest(shop)
    shop.hear(ruled("a", tracked=False, discontinued=True))
    shop.do(undo(shop, wrong.id))
    assert shop.counters("a") == Counters(10)


@pytest.mark.parametrize("kind", [one for one in MovementKind if one not in {"adjusted", "moved"}])
def test_movements_of_orders_and_of_the_catalogue_are_refused_with_what_to_do(kind: MovementKind) -> None:
    with pytest.raises(NotReversible) as refusal:
        require_reversible(7, kind, reason=None, units=3)
    assert (refusal.value.movement_id, refusal.value.kind) == (7, kind)
    assert re.search(
        r"\. Nothing|instead\.|adjust the stock\.|give its units back\.|report a return|give it more units\.",
        refusal.value.reason,
    )


def test_a_movement_that_moved_nothing_stays(shop: Shop) -> None:
    shop.hear(stated("a", 10), replace(counted("a", 10), reason=AdjustmentReason.FOUND))
    with pytest.raises(NotReversible, match="moved no units"):
        undo(shop, newest(shop).id)


def test_an_unknown_movement_is_refused_by_its_number(shop: Shop) -> None:
    with pytest.raises(UnknownMovement, match="Movement 4711 is not in the ledger"):
        undo(shop, 4711)


class TestPruning:
    """A ledger whose old rows have become opening balances."""

    def test_a_movement_that_is_gone_is_said_to_be(self, shop: Shop) -> None:
        shop.hear(moved("a", 5))
        wrong = newest(shop).id
        shop.hear(moved("a", 1, reference="note-2"))
        last = newest(shop)
        prune(shop, last)
        with pytest.raises(UnknownMovement, match="opening balance"):
            undo(shop, wrong)
        with pytest.raises(NotReversible, match="sum of older movements"):
            undo(shop, last.id)

    def test_a_reversal_is_known_when_the_movement_is_gone(self, shop: Shop) -> None:
        shop.hear(moved("a", 5))
        wrong = newest(shop).id
        again = undo(shop, wrong)
        shop.hear(moved("a", 1, reference="note-2"))
        between = newest(shop)
        shop.do(again)
        for last, told in ((between, "under reference 'undo-1'"), (newest(shop), "reversed before. Nothing")):
            prune(shop, last)
            with pytest.raises(AlreadyReversed, match=told):
                undo(shop, wrong)
        assert isinstance(shop.refused(again), AlreadyReversed)

    def test_a_move_whose_other_end_is_gone_is_moved_back_by_hand(self, shop: Shop) -> None:
        shop.location("annex")
        shop.hear(stated("a", 10), relocated("a", 4, "main", "annex"))
        came = newest(shop).id
        shop.hear(moved("a", 1))
        prune(shop, newest(shop))
        with pytest.raises(NotReversible, match="by a new move"):
            undo(shop, came)


def test_a_move_under_the_same_reference_beside_it_is_not_linked(shop: Shop) -> None:
    shop.location("annex")
    shop.location("north")
    shop.hear(stated("a", 10), moved("a", 4, location="north"), relocated("a", 4, "main", "annex"))
    came = newest(shop)
    others = [relocated("a", 4, *ends, reference="undo-1") for ends in (("main", "annex"), ("north", "main"))]
    assert all(outcome.changed for outcome in shop.batch(undo(shop, came.id), *others))
    wrong = [shop.session.get_one(Movement, came.id - 1), came]
    made = links(shop.session, wrong).reversed_by
    back = [shop.session.get_one(Movement, made[one.id]) for one in wrong]
    assert [(one.location, one.other_location, one.on_hand_delta) for one in back] == [
        ("main", "annex", 4),
        ("annex", "main", -4),
    ]


def test_movements_at_other_locations_are_out_of_reach(shop: Shop) -> None:
    shop.hear(moved("a", 5))
    north = CALLER._replace(allowance=Allowance(locations=frozenset({"north"})))
    with pytest.raises(BeyondToken):
        undo(shop, newest(shop).id, cause=north)


def test_of_many_who_take_one_back_at_once_one_does(database: Database) -> None:
    with database.transaction() as session:
        apply(session, [stated("a", 100), moved("a", 5)], now=now(session), holds=HOLDS)
        wrong = session.scalars(select(Movement.id).where(Movement.kind == "adjusted")).one()
    start = Barrier(8)

    def take_back(number: int) -> bool:
        start.wait()
        with database.transaction() as session:
            command = taking_back(session, wrong, reference=f"undo-{number}", cause=CALLER)
            (outcome,) = apply(session, [command], now=now(session), holds=HOLDS)
            return outcome.changed

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(take_back, range(8))) == [False] * 7 + [True]
    with database.transaction() as session:
        assert [one.on_hand_delta for one in session.scalars(select(Movement).order_by(Movement.id))] == [100, 5, -5]
