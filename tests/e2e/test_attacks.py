"""A writer of one topic alone can do nothing to the subjects of the others (ADR
0035).
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import orjson

from tests.e2e.shop import Shop, at
from tests.e2e.test_line import order_of

HEADERS: dict[str, str | bytes | None] = {"content-type": "application/cloudevents+json"}


def said(type_: str, data: object, *, source: str = "/catalog", id_: str | None = None, seconds: float = 5) -> bytes:
    stated: dict[str, Any] = {"id": id_ or str(uuid4()), "source": source, "type": type_, "time": at(seconds)}
    return orjson.dumps({"specversion": "1.0", **stated, "data": data})


def test_a_topic_speaks_for_nobody_elses(shop: Shop) -> None:
    """`/catalog` ends orders, pays them and orders for others. `/payments` sets stock."""
    shop.supply("astrolabe", 100)
    held, other = f"held-{uuid4().hex[:8]}", f"other-{uuid4().hex[:8]}"
    for order_id in (held, other):
        shop.publish("OrderCreated", order_of(order_id, "astrolabe", 3), time=at(1))
    shop.settle()
    attacks = {
        "catalog.products": [
            said("OrderCancelled", {"order_id": held}),
            said("OrderFailed", {"order_id": held}, source="/shop"),
            said("PaymentSucceeded", {"order_id": other}),
            said("com.example.OrderCreated.v2", order_of("forged", "astrolabe", 50)),
        ],
        "payments": [
            said("ProductUpdated", {"product_id": "astrolabe", "quantity_on_hand": 0}, source="/payments"),
            said("OrderCancelled", {"order_id": held}, source="/payments"),
        ],
        "orders": [said("PaymentSucceeded", {"order_id": other}, source="token:allpow")],
    }
    for topic, values in attacks.items():
        for value in values:
            shop.producer.produce(topic, value, headers=HEADERS)
    shop.settle()

    assert {shop.reservation(order_id).status for order_id in (held, other)} == {"pending"}
    stock = shop.stock("astrolabe")
    assert (stock.quantity_on_hand, stock.quantity_reserved) == (100, 6)
    assert shop.rows("SELECT FROM reservation WHERE order_id = 'forged'") == []
    refused = shop.rows(
        "SELECT e.topic, e.source, e.key FROM dead_letter d JOIN inbox_event e USING (id) WHERE d.reason = 'wrong_topic'"
    )
    assert sorted(row.topic for row in refused) == sorted(topic for topic, values in attacks.items() for _ in values)
    assert all(row.source == row.topic for row in refused), "none has the name that it states"
    assert {row.key for row in refused} == {held, other, "forged", "astrolabe"}
    shop.assert_adds_up()


def test_the_ledger_says_that_an_event_said_so(shop: Shop) -> None:
    value = said("ProductCreated", {"product_id": "poser", "quantity_on_hand": 5}, source="token:allpow")
    shop.producer.produce("catalog.products", value, headers=HEADERS)
    shop.settle()
    assert [row.actor for row in shop.rows("SELECT actor FROM stock_movement WHERE sku = 'poser'")] == [
        "event:token:allpow"
    ]


def test_nobody_uses_up_the_name_of_anothers_event(shop: Shop) -> None:
    """Of three orders one finds its name used by the catalogue, one by an event on a wrong topic,
    one by one of no use there.
    """
    shop.supply("orrery", 100)
    names = [str(uuid4()) for _ in range(3)]
    junk = [
        said(
            "ProductUpdated", {"product_id": "orrery", "quantity_on_hand": 100}, source="/shop", id_=names[0], seconds=6
        ),
        said("OrderCreated", order_of("taken-1", "orrery", 1), source="/shop", id_=names[1]),
        said("ProductUpdated", {"product_id": ""}, source="/shop", id_=names[2]),
    ]
    for value in junk:
        shop.producer.produce("catalog.products", value, headers=HEADERS)
    shop.settle()
    for number, name in enumerate(names):
        shop.publish("OrderCreated", order_of(f"taken-{number}", "orrery", 2), time=at(7), id_=name, times=2)
        shop.publish("PaymentSucceeded", {"order_id": f"taken-{number}"}, time=at(8), id_=name, times=2)
    shop.settle()
    assert {shop.reservation(f"taken-{number}").status for number in range(3)} == {"confirmed"}
    assert shop.stock("orrery").quantity_on_hand == 94
    letters = shop.rows(
        "SELECT reason, superseded_by FROM dead_letter d JOIN inbox_event e USING (id) WHERE record_offset >= 0"
        " AND (e.event_id = ANY (:names) OR e.key = 'taken-1')",
        names=names,
    )
    assert sorted((row.reason, row.superseded_by) for row in letters) == [("invalid_data", None), ("wrong_topic", None)]
    ledger = shop.rows("SELECT DISTINCT reference FROM stock_movement WHERE order_id LIKE 'taken-%'")
    assert {row.reference for row in ledger} == set(names), "which the ledger has as they were stated"
    shop.assert_adds_up()
