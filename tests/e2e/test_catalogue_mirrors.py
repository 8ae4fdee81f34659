"""A catalogue that states our own number after each sale, over real Kafka (ADR 0055)."""

from __future__ import annotations

import pytest

from tests.e2e.shop import Shop, at


def loop(shop: Shop, sku: str, source: str) -> None:
    """The catalogue supplies 100, and states our own number after each of five paid orders of 6."""
    product = {"product_id": sku, "quantity_supplied": 100}
    shop.publish("ProductCreated", product, time=at(0), source=source)
    shop.settle()
    for number in range(5):
        order = f"{sku}-{number}"
        items = {"order_id": order, "items": [{"sku": sku, "quantity": 6}]}
        shop.publish("OrderCreated", items, time=at(10 * number + 1))
        shop.publish("PaymentSucceeded", {"order_id": order}, time=at(10 * number + 2))
        shop.settle()
        shown = {"product_id": sku, "quantity_on_hand": shop.stock(sku).quantity_on_hand}
        shop.publish("ProductUpdated", shown, time=at(10 * number + 3), source=source)
        shop.settle()


def mirrors(shop: Shop, source: str) -> list[int]:
    return [row.mirrors for row in shop.rows("SELECT mirrors FROM catalogue_mirror WHERE source = :of", of=source)]


@pytest.mark.parametrize(
    ("source", "left", "counted"), [("/mirror/supplied", (0, 20), [3]), ("/mirror/first", (70, 0), [])]
)
def test_such_a_catalogue_is_noticed_or_harmless(
    shop: Shop, source: str, left: tuple[int, int], counted: list[int]
) -> None:
    sku = f"mirrored{source.replace('/', '-')}"
    loop(shop, sku, source)
    stock = shop.stock(sku)
    assert (stock.quantity_on_hand, stock.quantity_shortfall) == left
    assert mirrors(shop, source) == counted
    shop.assert_adds_up()
