"""Untracked SKUs: their lines are met without units, and stay as they were promised (ADR 0054)."""

from __future__ import annotations

from itertools import permutations

import pytest
from sqlalchemy import text

from inventory.domain.commands import Command
from inventory.domain.orders.reservation import AllocatedLine, Allocation
from inventory.domain.orders.status import Status
from inventory.reading import availability
from tests.inventory.making import (
    Ordered,
    amend,
    cancel,
    confirm,
    expire,
    extend,
    lines,
    order_cancelled,
    order_created,
    payment_failed,
    payment_succeeded,
    release,
    reserve,
    ruled,
    set_policy,
    stated,
)
from tests.inventory.shop import Counters, Shop

SHIRT_AND_GIFT = (("shirt", 1), ("gift", 2))
GIFT = AllocatedLine("gift", 2, tracked=False)


@pytest.fixture(autouse=True)
def sold(shop: Shop) -> None:
    shop.hear(stated("shirt", 5), ruled("gift", tracked=False))
    shop.announced()


def shirt(held: int = 0, taken: int = 0) -> AllocatedLine:
    return AllocatedLine("shirt", 1, allocations=(Allocation("main", held, taken),))


def test_a_basket_of_a_shirt_and_a_gift_card_is_held_over_kafka(shop: Shop) -> None:
    shop.hear(order_created("o", *SHIRT_AND_GIFT))

    assert shop.reservation("o").lines == (GIFT, shirt(held=1))
    told = shop.announced()
    assert [(row.type, row.key) for row in told] == [("StockReserved", "o"), ("StockLevelChanged", "shirt")]
    assert '"tracked":false' in told[0].payload.replace(" ", "")
    assert shop.counters("shirt") == Counters(5, 1)
    assert shop.counters("gift") == Counters(0)
    assert shop.discrepancies() == []


def test_a_basket_of_a_shirt_and_a_gift_card_is_held_over_http(shop: Shop) -> None:
    shop.do(reserve("o", *SHIRT_AND_GIFT))

    assert shop.reservation("o").lines == (GIFT, shirt(held=1))
    assert not shop.batch(reserve("o", *SHIRT_AND_GIFT))[0].created


@pytest.mark.parametrize(
    ("commands", "status"),
    [
        ((reserve("o", ("gift", 2)),), Status.PENDING),
        ((order_created("o", ("gift", 2)),), Status.PENDING),
        ((reserve("o", ("gift", 2)), confirm("o")), Status.CONFIRMED),
        ((payment_succeeded("o"), order_created("o", ("gift", 2))), Status.CONFIRMED),
        ((payment_succeeded("o"),), Status.AWAITING_ORDER),
        ((reserve("o", ("gift", 2)), release("o")), Status.RELEASED),
        ((order_created("o", ("gift", 2)), payment_failed("o")), Status.RELEASED),
        ((reserve("o", ("gift", 2)), confirm("o"), cancel("o")), Status.RELEASED),
        ((reserve("o", ("gift", 2)), confirm("o"), cancel("o", restock=False)), Status.RELEASED),
    ],
)
def test_an_order_of_untracked_lines_alone_reaches_each_status(
    shop: Shop, commands: tuple[Command, ...], status: Status
) -> None:
    shop.hear(*commands)

    assert shop.status("o") is status
    assert shop.counters("gift") == Counters(0)
    assert "StockLevelChanged" not in [row.type for row in shop.announced()]
    assert shop.discrepancies() == []


def test_a_hold_of_untracked_lines_alone_expires(shop: Shop) -> None:
    shop.do(reserve("o", ("gift", 2)))
    shop.do(extend("o", 20 * 60))
    shop.later(minutes=21)
    shop.do(expire("o"))

    assert shop.status("o") is Status.EXPIRED
    assert shop.reservation("o").lines == (AllocatedLine("gift", 2),)


FACTS: dict[str, Command] = {
    "created": order_created("o", *SHIRT_AND_GIFT),
    "paid": payment_succeeded("o"),
    "cancelled": order_cancelled("o"),
}


@pytest.mark.parametrize("names", [["created", "paid"], [*FACTS]])
def test_a_mixed_basket_ends_the_same_in_each_order_of_its_events(shop: Shop, names: list[str]) -> None:
    ends = set()
    for arriving in permutations(names):
        with shop.session.begin_nested() as savepoint:
            shop.hear(*(FACTS[name] for name in arriving), *(FACTS[name] for name in arriving))
            ends.add((shop.status("o"), shop.reservation("o").lines, shop.counters("shirt")))
            assert shop.discrepancies() == []
            savepoint.rollback()

    assert len(ends) == 1


def test_lines_stay_untracked_while_the_order_has_its_units(shop: Shop) -> None:
    shop.do(reserve("o", *SHIRT_AND_GIFT))
    shop.hear(stated("gift", 7), ruled("gift", tracked=True, at=-1))
    shop.do(amend("o", ("shirt", 1), ("gift", 1)))
    shop.do(confirm("o"))

    assert shop.reservation("o").lines == (AllocatedLine("gift", 1, tracked=False), shirt(taken=1))
    shop.do(cancel("o"))
    assert shop.counters("gift") == Counters(7)
    assert shop.discrepancies() == []


def test_lines_stay_tracked_while_the_order_has_its_units(shop: Shop) -> None:
    shop.do(reserve("o", ("shirt", 1)))
    shop.hear(ruled("shirt", tracked=False))
    shop.do(confirm("o"))

    assert shop.counters("shirt") == Counters(4)
    shop.do(reserve("other", ("shirt", 100)))
    assert shop.counters("shirt") == Counters(4)
    shop.do(cancel("o"))
    assert shop.counters("shirt") == Counters(5)
    assert shop.discrepancies() == []


def test_more_of_a_sku_goes_by_the_policy_of_now(shop: Shop) -> None:
    shop.do(reserve("o", ("gift", 2)))
    shop.hear(stated("gift", 2), ruled("gift", tracked=True, at=-1))

    assert shop.refused(amend("o", ("gift", 3))).code == "insufficient_stock"
    shop.hear(stated("gift", 3, at=-1))
    shop.do(amend("o", ("gift", 3)))
    assert shop.counters("gift") == Counters(3, 3)
    shop.hear(ruled("gift", tracked=False, at=0))
    shop.do(amend("o", ("gift", 4)))
    assert shop.counters("gift") == Counters(3)
    assert shop.discrepancies() == []


def test_a_new_attempt_goes_by_the_policy_of_now(shop: Shop) -> None:
    shop.do(reserve("o", ("gift", 2)))
    shop.do(release("o"))
    shop.hear(ruled("gift", tracked=True, at=-1))

    assert shop.refused(reserve("o", ("gift", 2))).code == "insufficient_stock"


def test_an_amendment_that_fails_leaves_untracked_lines(shop: Shop) -> None:
    shop.hear(order_created("o", ("gift", 2)), order_created("o", ("gift", 2), ("shirt", 6), at=-40))

    assert shop.reservation("o").lines == (GIFT,)
    assert shop.status("o") is Status.PENDING


def test_an_unknown_sku_stays_an_error_beside_untracked_ones(shop: Shop) -> None:
    assert shop.refused(reserve("o", ("gift", 2), ("nothing", 1))).code == "unknown_sku"
    assert shop.refused(order_created("o", ("gift", 2), ("nothing", 1), patient=True)).code == "unknown_sku"
    shop.hear(order_created("o", ("gift", 2), ("nothing", 1)))
    assert shop.status("o") is Status.REJECTED


def test_a_sku_is_known_by_its_policy_and_its_first_supply_counts_from_zero(shop: Shop) -> None:
    assert shop.counters("gift") == Counters(0)
    shop.hear(stated("gift", 4))
    assert shop.counters("gift") == Counters(4)


def test_a_policy_makes_no_row_for_a_sku_that_has_one_elsewhere(shop: Shop) -> None:
    shop.hear(stated("cap", 4, location="west"))
    shop.do(set_policy("cap", discontinued=True))

    assert shop.counters("cap") is None
    assert shop.counters("cap", "west") == Counters(4)


def test_an_untracked_sku_is_there_though_its_place_sells_nothing(shop: Shop) -> None:
    for statement in (
        "UPDATE location SET sells = false WHERE name = 'main'",
        "UPDATE product_inventory SET sells = false WHERE location = 'main'",
    ):
        shop.session.execute(text(statement))

    assert offered(shop, ("gift", 2), ("shirt", 1)) == [(None, True), (0, True)]
    shop.do(reserve("o", ("gift", 2)))
    shop.hear(ruled("shirt", discontinued=True))
    assert offered(shop, ("shirt", 1)) == [(0, False)]
    assert shop.refused(reserve("p", ("shirt", 1))).code == "not_sellable"


def offered(shop: Shop, *ordered: Ordered) -> list[tuple[int | None, bool]]:
    wanted = lines(*ordered)
    found = availability.obtainable(shop.session, [wanted], now=shop.now)
    return [(offer.available, offer.sellable) for offer in availability.offers(found, wanted)]


@pytest.mark.parametrize(("location", "code"), [("nowhere", "location_not_set_up"), ("closed", "location_inactive")])
def test_a_line_of_it_names_no_location_that_requests_may_not_name(shop: Shop, location: str, code: str) -> None:
    """It never falls short, and is refused all the same. A check says so as well."""
    shop.location("closed", active=False)
    shop.do(reserve("o", ("gift", 2), ("shirt", 1)))

    assert shop.refused(reserve("p", ("gift", 2, location))).code == code
    assert shop.refused(amend("o", ("gift", 2, location), ("shirt", 1))).code == code
    assert offered(shop, ("gift", 2, location), ("gift", 1)) == [(None, True), (0, True)]


@pytest.mark.parametrize("location", ["main", "annex", "shelf"])
def test_a_line_of_it_names_any_location_that_is_there(shop: Shop, location: str) -> None:
    """Also one where the SKU has no row, and one that does not sell."""
    shop.location("annex")
    shop.location("shelf", sells=False)

    assert offered(shop, ("gift", 2, location)) == [(None, True)]
    shop.do(reserve("o", ("gift", 2, location)))


def test_a_line_of_it_at_a_location_that_was_closed_since_may_be_kept_and_lessened(shop: Shop) -> None:
    shop.location("annex")
    shop.do(reserve("o", ("gift", 2, "annex"), ("shirt", 2)))
    shop.location("annex", active=False)

    assert not shop.do(reserve("o", ("gift", 2, "annex"), ("shirt", 2))).created
    shop.do(amend("o", ("gift", 2, "annex"), ("shirt", 1)))
    shop.do(amend("o", ("gift", 1, "annex"), ("shirt", 1)))
    assert shop.refused(amend("o", ("gift", 2, "annex"), ("shirt", 1))).code == "location_inactive"
    assert shop.refused(amend("o", ("gift", 1, "annex"), ("shirt", 9))).code == "insufficient_stock"
    shop.do(confirm("o"))
    assert shop.status("o") is Status.CONFIRMED
