"""Orders of SKUs that the catalogue has not named wait, for a bounded time, and are no attempt
meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from inventory.database.tables import InboxPending
from inventory.domain.orders.status import Status
from inventory.errors import UnknownSku
from inventory.inbox import claiming, parking
from inventory.inbox import store as inbox
from inventory.inbox.parking import Patience
from inventory.inbox.queries import EventFilter, State, events
from inventory.partitions import kept_offsets
from inventory.partitions.kept_offsets import Advance, End
from inventory.upkeep.backlog import backlog
from tests.inventory.making import (
    NOON,
    order_cancelled,
    order_created,
    payment_succeeded,
    stated,
)
from tests.inventory.model.hearsay import Said
from tests.inventory.shop import Shop

PATIENCE = Patience(timedelta(seconds=30), timedelta(minutes=10))
PRODUCTS = ("products", 0)


class TestPatientOrders:
    """Return the write path's outcomes of an order that is to wait."""

    def test_it_leaves_no_trace_until_its_skus_are_known(self, shop: Shop) -> None:
        shop.do(stated("mug", 10))
        waits = order_created("o-1", ("mug", 1), ("cup", 2), patient=True)
        refusal = shop.refused(waits)
        assert isinstance(refusal, UnknownSku)
        assert refusal.skus == ["cup"]
        shop.do(stated("cup", 2))
        shop.do(waits)
        assert shop.status("o-1") is Status.PENDING

    def test_what_is_known_and_short_is_nothing_to_wait_for(self, shop: Shop) -> None:
        shop.do(stated("mug", 1))
        shop.do(order_created("o-1", ("mug", 2), ("cup", 1), patient=True))
        assert shop.status("o-1") is Status.REJECTED

    def test_what_is_heard_meanwhile_counts(self, shop: Shop) -> None:
        orders = [order_created(f"o-{number}", ("cup", 1), patient=True) for number in (1, 2, 3)]
        for order in orders:
            shop.refused(order)
        shop.do(order_cancelled("o-1"))
        shop.do(payment_succeeded("o-2"))
        assert (shop.status("o-1"), shop.status("o-2")) == (Status.RELEASED, Status.AWAITING_ORDER)
        shop.refused(orders[0])  # a newer cancellation may say that its units are gone
        shop.refused(orders[1])  # nor is the payment refused
        shop.do(stated("cup", 5))
        shop.hear(*orders)
        assert [shop.status(f"o-{number}") for number in (1, 2, 3)] == [
            Status.RELEASED,
            Status.CONFIRMED,
            Status.PENDING,
        ]

    def test_an_order_keeps_its_lines_while_others_wait(self, shop: Shop) -> None:
        shop.do(stated("mug", 5))
        shop.do(order_created("o-1", ("mug", 1)))
        shop.refused(order_created("o-1", ("cup", 1), at=-40, patient=True))
        assert shop.status("o-1") is Status.PENDING
        shop.do(stated("cup", 5))
        shop.do(order_created("o-1", ("cup", 1), at=-40, patient=True))
        assert shop.reservation("o-1").lines[0].sku == "cup"


@pytest.fixture
def parked(session: Session) -> Callable[..., int]:
    """Hear an order that waits for these SKUs, at so many seconds after noon. Returns its id."""

    def park(name: str, *skus: str, seconds: float = 0) -> int:
        moment = NOON + timedelta(seconds=seconds)
        data = {"order_id": name, "items": [{"sku": sku, "quantity": 1} for sku in skus]}
        heard = Said("OrderCreated", data, 0).heard(name, 0)
        recorded = inbox.record(session, [heard], now=moment, retry_after=timedelta(seconds=10))
        ((sent,),) = recorded.dispatch.values()
        parking.park(session, {sent.id: skus}, now=moment, patience=PATIENCE)
        return sent.id

    return park


def release(session: Session, seconds: float) -> tuple[int, int]:
    now = NOON + timedelta(seconds=seconds)
    return parking.release(session, catalogue=PRODUCTS[0], now=now, patience=PATIENCE)


def pending(session: Session) -> dict[int, Any]:
    rows = session.execute(
        select(InboxPending.id, InboxPending.waits_for, InboxPending.attempts, InboxPending.not_before)
    )
    return {row.id: (row.waits_for, row.attempts, (row.not_before - NOON).total_seconds()) for row in rows}


class TestWaiting:
    def test_one_goes_on_when_all_its_skus_are_known(
        self, session: Session, shop: Shop, parked: Callable[..., int]
    ) -> None:
        both, cup = parked("o-1", "mug", "cup"), parked("o-2", "cup")
        shop.do(stated("mug", 1))
        assert release(session, 1) == (0, 0)
        assert pending(session) == {both: (["mug", "cup"], 0, 600), cup: (["cup"], 0, 600)}
        shop.do(stated("cup", 1))
        assert release(session, 2) == (2, 0)
        assert pending(session) == {both: ([], 0, 2), cup: ([], 0, 2)}
        assert [row.waited for row in claiming.claim(session, [both, cup])] == [True, True]
        assert release(session, 3) == (0, 0)
        claiming.complete(session, [both, cup])

    def test_one_that_is_never_served_goes_on_when_it_has_waited(
        self, session: Session, parked: Callable[..., int]
    ) -> None:
        early, late = parked("o-1", "cup"), parked("o-2", "cup", seconds=10)
        assert release(session, 29) == (0, 0)
        assert release(session, 31) == (0, 1)
        assert pending(session) == {early: ([], 0, 31), late: (["cup"], 0, 610)}

    def test_it_waits_until_the_catalogue_is_read_as_far_as_it_was(
        self, session: Session, parked: Callable[..., int]
    ) -> None:
        parked("o-1", "cup", seconds=5)
        kept_offsets.begin(session, [Advance(*PRODUCTS, "id", 0, 0), Advance("products", 1, "id", 0, 0)])
        kept_offsets.mark_current(session, {PRODUCTS: End("id", 0, NOON + timedelta(seconds=60))})
        assert release(session, 60) == (0, 0)  # of the other partition nothing is known
        kept_offsets.mark_current(session, {("products", 1): End("id", 0, NOON)})
        assert release(session, 60) == (0, 0)
        # Of a topic that was made again with fewer partitions a row is left that nobody reads.
        kept_offsets.begin(session, [Advance("products", 2, "another id", 0, 0)])
        for unread in (End("id", 1, NOON + timedelta(hours=1)), End("another id", 0, NOON + timedelta(hours=1))):
            kept_offsets.mark_current(session, {("products", 1): unread})
        assert release(session, 60) == (0, 0)
        kept_offsets.mark_current(session, {("products", 1): End("id", 0, NOON + timedelta(seconds=5))})
        assert release(session, 60) == (0, 1)

    def test_it_waits_for_what_the_catalogue_has_said_and_nobody_has_done(
        self, session: Session, parked: Callable[..., int]
    ) -> None:
        parked("o-1", "cup")
        heard = Said("ProductCreated", {"product_id": "cup", "quantity_on_hand": 1}, 0).heard("e-1", 0)
        moment = NOON + timedelta(seconds=20)
        recorded = inbox.record(session, [heard], now=moment, retry_after=timedelta(seconds=10))
        assert release(session, 40) == (0, 0)
        claiming.complete(session, [sent.id for sent in recorded.dispatch.popitem()[1]])
        assert release(session, 40) == (0, 1)

    def test_it_waits_no_longer_than_the_longest(self, session: Session, parked: Callable[..., int]) -> None:
        parked("o-1", "cup")
        kept_offsets.begin(session, [Advance(*PRODUCTS, "id", 0, 0)])
        assert release(session, 599) == (0, 0)
        assert release(session, 600) == (0, 1)

    def test_it_is_seen(self, session: Session, parked: Callable[..., int]) -> None:
        id_ = parked("o-1", "cup", "mug")
        told = backlog(session, now=NOON + timedelta(seconds=7))
        assert (told.waiting_orders.count, told.waiting_orders.oldest_seconds) == (1, 7)
        assert (told.inbox_pending.count, told.inbox_pending.oldest_seconds) == (0, 0)
        (one,) = events(session, where=EventFilter(state=State.PENDING), before=None, limit=5).entries
        assert (one.id, one.waits_for) == (id_, ["cup", "mug"])
        assert one.last_error == "waits for the catalogue to name cup, mug"
        session.execute(update(InboxPending).values(waits_for=[]))
        (one,) = events(session, where=EventFilter(), before=None, limit=5).entries
        assert one.waits_for is None
