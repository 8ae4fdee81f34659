"""The catalogue's number: all that it supplied, that of the beginning, or nothing (ADR 0055)."""

from __future__ import annotations

from itertools import permutations

import pytest

from inventory.domain.catalogue_quantity import CatalogueQuantity
from inventory.domain.commands import Cause, Command, StateSupply
from inventory.domain.outcome import StockOutcome
from tests.inventory.making import EVENT, counted, moved, order_created, payment_succeeded, stated
from tests.inventory.shop import Counters, Shop

SUPPLIED, FIRST, IGNORED = CatalogueQuantity
OTHER = Cause("event:/descriptions", "event-2")


def mirrors_of(shop: Shop, command: StateSupply) -> bool | None:
    outcome = shop.do(command)
    assert isinstance(outcome, StockOutcome)
    return outcome.mirrors


def loop(shop: Shop, counts: CatalogueQuantity) -> list[bool | None]:
    """The catalogue supplies 100. Five orders of 6 are paid, and it states our own number after
    each. Returns which of its statements are taken for mirrors.
    """
    told = [mirrors_of(shop, stated("a", 100, at=-60, counts=counts))]
    for number in range(5):
        order = f"o{number}"
        shop.hear(order_created(order, ("a", 6)), payment_succeeded(order))
        shown = shop.counters("a")
        assert shown is not None
        told.append(mirrors_of(shop, stated("a", shown.on_hand, at=-50 + number, counts=counts)))
    return told


def test_a_catalogue_that_states_our_own_number_takes_all_off_twice_and_is_noticed(shop: Shop) -> None:
    assert loop(shop, SUPPLIED) == [None, True, True, True, True, True]
    assert shop.counters("a") == Counters(0, shortfall=20)


def test_where_the_first_statement_counts_such_a_catalogue_does_no_harm(shop: Shop) -> None:
    assert loop(shop, FIRST) == [None] * 6
    assert shop.counters("a") == Counters(70)


def test_where_its_number_is_ignored_a_new_row_begins_at_none(shop: Shop) -> None:
    shop.hear(stated("a", 100, threshold=3, counts=IGNORED), moved("a", 30))
    shop.hear(stated("a", 94, at=-50, counts=IGNORED), stated("a", 12, at=-70, counts=IGNORED))
    assert shop.counters("a") == Counters(30)
    assert shop.discrepancies() == []


def test_the_oldest_statement_counts_in_whatever_order_they_come(shop: Shop) -> None:
    statements = [(100, -60), (94, -50), (120, -40), (110, -60), (None, -70)]
    for number, arrival in enumerate(permutations(statements)):
        for sku, batches in (f"a{number}", [[one] for one in (*arrival, *arrival)]), (f"b{number}", [arrival]):
            for batch in batches:
                shop.batch(*(stated(sku, quantity, at=at, counts=FIRST) for quantity, at in batch))
            assert shop.counters(sku) == Counters(110)
    assert shop.discrepancies() == []


def test_an_older_statement_that_is_heard_later_moves_on_hand_by_the_difference(shop: Shop) -> None:
    shop.hear(stated("a", 100, at=-50, counts=FIRST), order_created("o", ("a", 40)), payment_succeeded("o"))
    shop.hear(stated("a", 90, at=-60, counts=FIRST))
    assert shop.counters("a") == Counters(50)


def test_no_statement_moves_a_row_that_an_import_made_in_whatever_order_they_come(shop: Shop) -> None:
    for number, arrival in enumerate(permutations([(100, -60), (94, -50), (120, -40)])):
        sku = f"a{number}"
        shop.hear(counted(sku, 30), *(stated(sku, quantity, at=at, counts=FIRST) for quantity, at in arrival))
        assert shop.counters(sku) == Counters(30)


SWITCHES = [(one, other) for one in CatalogueQuantity for other in CatalogueQuantity if one is not other]


@pytest.mark.parametrize(("before", "after"), SWITCHES, ids=str)
@pytest.mark.parametrize("made_by", ["the catalogue", "a count"])
def test_another_setting_alone_moves_nothing(
    shop: Shop, before: CatalogueQuantity, after: CatalogueQuantity, made_by: str
) -> None:
    """The catalogue goes on as it was: the same number, and then 7 more."""
    if made_by == "a count":
        shop.hear(counted("a", 30))
    shop.hear(stated("a", 100, at=-60, counts=before), stated("a", 104, at=-50, counts=before))
    shop.hear(counted("a", 55, reference="count-2"))
    shop.hear(stated("a", 104, at=-40, counts=after))
    assert shop.counters("a") == Counters(55)
    shop.hear(stated("a", 111, at=-30, counts=after))
    assert shop.counters("a") == Counters(62 if after is SUPPLIED else 55)
    shop.hear(stated("a", 111, at=-20, counts=before), stated("a", 112, at=-10, counts=before))
    back = 1 if before is SUPPLIED else 0
    assert shop.counters("a") == Counters((62 if after is SUPPLIED else 55) + back)


@pytest.mark.parametrize("counts", [SUPPLIED, FIRST])
def test_a_source_that_is_ignored_does_not_touch_the_number_of_another(shop: Shop, counts: CatalogueQuantity) -> None:
    supplies = [stated("a", 100, at=-60, counts=counts), stated("a", 120, at=-40, counts=counts)]
    ignored = [stated("a", quantity, at=at, counts=IGNORED, by=OTHER) for quantity, at in ((50, -70), (3, -50))]
    on_hand = 120 if counts is SUPPLIED else 100
    for number, arrival in enumerate(permutations([*supplies, *ignored])):
        sku = f"a{number}"
        renamed = [_of(sku, command) for command in arrival]
        shop.hear(*renamed)
        assert shop.counters(sku) == Counters(on_hand)


def _of(sku: str, command: StateSupply) -> Command:
    return StateSupply(
        sku, f"product of {sku}", command.quantity, command.at, command.cause, command.location, None, command.counts
    )


@pytest.mark.parametrize(
    ("then", "is_mirror"),
    [
        (stated("a", 94, at=-40), True),  # as it is
        (stated("a", 100, at=-40), None),  # the same supply again
        (stated("a", 106, at=-40), None),  # a delivery
        (stated("a", 90, at=-40), False),  # a correction
        (stated("a", None, at=-40), None),
        (stated("a", 94, at=-61), None),  # older than what is known
        (stated("a", 94, at=-40, counts=FIRST), None),
    ],
)
def test_a_mirror_lowers_the_supply_to_what_is_there(shop: Shop, then: StateSupply, *, is_mirror: bool | None) -> None:
    shop.hear(stated("a", 100, at=-60), order_created("o", ("a", 6)), payment_succeeded("o"))
    assert mirrors_of(shop, then) is is_mirror


def test_a_mirror_may_state_what_was_announced_before_this_batch_and_the_total_of_all_places(shop: Shop) -> None:
    shop.hear(stated("a", 100, at=-60), stated("a", 5, at=-60, location="east"))
    shop.hear(order_created("o", ("a", 6, "main")), payment_succeeded("o"))
    *_, outcome = shop.batch(
        order_created("p", ("a", 7, "main")), payment_succeeded("p"), stated("a", 94, at=-40, by=EVENT)
    )
    assert isinstance(outcome, StockOutcome)
    assert outcome.mirrors is True
    shop.hear(stated("b", 100, at=-60), stated("b", 5, at=-60, location="east"))
    shop.hear(order_created("q", ("b", 6, "main")), payment_succeeded("q"))
    assert mirrors_of(shop, stated("b", 99, at=-40)) is True
