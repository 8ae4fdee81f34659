"""With ample stock, what is so in the end depends on the set of events heard, not on their order, number or batches (G4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from inventory import inbox
from inventory.events import commands_of
from inventory.models import Stock
from inventory.operations import apply
from tests.inventory.making import HOLDS, NOON
from tests.inventory.model.commands import LOCATIONS, MINUTES, SKUS
from tests.inventory.model.hearsay import SAID, Said
from tests.inventory.model.settings import SOON, look
from tests.inventory.shop import Shop

AMPLE = 1_000
EVERYWHERE = [
    Said("ProductCreated", {"product_id": sku, "quantity_on_hand": AMPLE, "location": location}, -60)
    for sku in ("a", "b", "c")
    for location in ("west", "main", "east", "new")
]
_SUPPLY = st.builds(
    lambda sku, location, more, at: Said(
        "ProductUpdated", {"product_id": sku, "quantity_on_hand": AMPLE + more, "location": location}, at
    ),
    SKUS,
    LOCATIONS,
    st.integers(0, 20),
    MINUTES,
)
_EVENT = SAID.filter(lambda said: not said.type.startswith("Product")) | _SUPPLY

Delivery = tuple[str, Said]


class Deliveries(NamedTuple):
    """The same events once each, one by one; and in another order, some more than once, in chunks."""

    once: list[Delivery]
    again: list[list[Delivery]]


@st.composite
def deliveries(draw: st.DrawFn) -> Deliveries:
    events = [(f"event-{number}", said) for number, said in enumerate(draw(st.lists(_EVENT, min_size=2, max_size=12)))]
    repeated = draw(st.lists(st.sampled_from(events), max_size=6))
    arriving = draw(st.permutations(events + repeated))
    cuts = sorted(draw(st.sets(st.integers(1, len(arriving) - 1), max_size=4)))
    chunks = [arriving[first:last] for first, last in zip([0, *cuts], [*cuts, len(arriving)], strict=True)]
    return Deliveries(events, chunks)


def deliver(session: Session, chunk: Sequence[Delivery]) -> None:
    """Into the inbox and through it, as one poll and one task."""
    messages = [said.heard(event_id, 0) for event_id, said in chunk]
    recorded = inbox.record(session, messages, now=NOON, retry_after=SOON)
    claimed = inbox.claim(session, [sent.id for sendable in recorded.dispatch.values() for sent in sendable])
    meant = [command for row in claimed for command in commands_of(row.event)]
    apply(session, meant, now=NOON, holds=HOLDS)
    inbox.complete(session, [row.id for row in claimed])


def end(shop: Shop, chunks: Sequence[Sequence[Delivery]]) -> tuple[Any, Any]:
    """Each order's status and lines, and the totals per SKU, after these deliveries; undone again."""
    with shop.session.begin_nested() as savepoint:
        deliver(shop.session, [(f"supply-{number}", said) for number, said in enumerate(EVERYWHERE)])
        for chunk in chunks:
            deliver(shop.session, chunk)
        totals = select(
            Stock.sku,
            func.sum(Stock.quantity_on_hand),
            func.sum(Stock.quantity_reserved),
            func.sum(Stock.quantity_shortfall),
        )
        orders, _ = shop.outcome()
        left = orders, shop.session.execute(totals.group_by(Stock.sku).order_by(Stock.sku)).all()
        assert shop.discrepancies() == []
        savepoint.rollback()
    return left


@look(100)
@given(deliveries())
def test_any_order_of_arrival_ends_the_same(shop: Shop, both: Deliveries) -> None:
    assert end(shop, both.again) == end(shop, [[one] for one in both.once])
