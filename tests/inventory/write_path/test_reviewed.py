"""The findings of a review, one test each."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from inventory.database.transactions import Database, now
from inventory.write_path.apply import apply
from tests.inventory.making import (
    HOLDS,
    cancel,
    expire,
    order_cancelled,
    order_created,
    payment_succeeded,
    reserve,
    stated,
)
from tests.inventory.shop import Counters, Shop


def test_two_who_make_a_sku_at_two_locations_announce_it_one_after_the_other(database: Database) -> None:
    """They have no row in common, but a total: both would announce theirs, under the same
    sequence.
    """
    for number in range(20):
        together = Barrier(2)

        def make(location: str, sku: str = f"s{number}", together: Barrier = together) -> None:
            together.wait()
            with database.transaction() as session:
                apply(session, [stated(sku, 5, location=location)], now=now(session), holds=HOLDS)

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(make, ["east", "west"]))
    with database.engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT key, array_agg(sequence ORDER BY id), max((payload->>'quantity_on_hand')::int) FROM outbox_event GROUP BY key"
        ).all()
    assert [(sequences, most) for _, sequences, most in rows] == [([1, 2], 10)] * 20


def test_a_cancellation_that_says_otherwise_about_restocking_is_heard(shop: Shop) -> None:
    shop.hear(stated("a", 100), order_created("o1", ("a", 5)), payment_succeeded("o1"), order_cancelled("o1"))
    assert counters(shop).on_hand == 100
    shop.hear(cancel("o1", restock=False))
    assert counters(shop).on_hand == 95


def test_a_newer_order_gives_the_running_hold_the_time_it_asks_for(shop: Shop) -> None:
    shop.hear(
        stated("a", 9),
        order_created("o1", ("a", 1), at=1, ttl_seconds=1),
        order_created("o1", ("a", 1), at=2, ttl_seconds=3_600),
    )
    shop.later(seconds=60)
    shop.hear(expire("o1"))
    assert shop.status("o1") == "pending"


def test_an_older_statement_of_the_threshold_is_not_lost_to_a_newer_one_that_has_none(shop: Shop) -> None:
    shop.hear(stated("a", 3, at=2), stated("a", None, at=1, threshold=5))
    assert shop.announced()[-1].data["level"] == "low"


def test_units_that_are_not_restocked_stay_gone_when_newer_lines_can_not_be_met(shop: Shop) -> None:
    shop.hear(
        stated("a", 7), order_created("o1", ("a", 5)), payment_succeeded("o1"), order_cancelled("o1", restock=False)
    )
    shop.hear(order_created("o1", ("a", 8), at=90))
    assert counters(shop).on_hand == 2


def test_a_refused_amendment_does_not_renew_a_hold_that_is_over(shop: Shop) -> None:
    shop.hear(stated("a", 5), reserve("o1", ("a", 5), ttl_seconds=1))
    shop.later(seconds=60)
    shop.announced()
    shop.hear(order_created("o1", ("a", 50), at=90))
    assert shop.status("o1") == "rejected"
    assert counters(shop).reserved == 0
    assert shop.announced_of("o1") == ["StockReservationRejected"]


def counters(shop: Shop) -> Counters:
    found = shop.counters("a")
    assert found is not None
    return found
