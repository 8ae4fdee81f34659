"""From Kafka to Kafka: a shop's events and their outcomes, through real brokers and real
processes.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations, product
from typing import Any

import pytest

from tests.e2e.shop import Shop, at, wait_for

Story = tuple[str, ...]

# Histories with the status that each must end with, in any order and number of deliveries.
STORIES: dict[Story, str] = {
    ("OrderCreated", "PaymentSucceeded"): "confirmed",
    ("OrderCreated", "PaymentFailed", "PaymentSucceeded"): "confirmed",
    ("OrderCreated", "PaymentSucceeded", "OrderCancelled"): "released",
    ("OrderCreated", "OrderCancelled"): "released",
    ("OrderCreated", "OrderFailed"): "released",
    ("OrderCreated", "PaymentFailed"): "released",
}
MOMENTS = {
    "OrderCreated": 10,
    "PaymentFailed": 20,
    "PaymentSucceeded": 30,
    "OrderCancelled": 40,
    "OrderFailed": 40,
}


def test_all_seven_events_come_in_and_their_outcomes_go_out(shop: Shop) -> None:
    shop.publish("ProductCreated", {"product_id": "mug", "quantity_on_hand": 100}, time=at(0))
    shop.settle()
    for order in ("bought", "failed", "cancelled", "broken"):
        shop.publish("OrderCreated", order_of(order, "mug", 2), time=at(1))
    shop.settle()
    shop.publish("PaymentSucceeded", {"order_id": "bought", "payment_id": "p-1"}, time=at(2))
    shop.publish("PaymentFailed", {"order_id": "failed", "reason": "card_declined"}, time=at(2))
    shop.publish("OrderCancelled", {"order_id": "cancelled"}, time=at(2))
    shop.publish("OrderFailed", {"order_id": "broken", "reason": "address"}, time=at(2))
    shop.publish("ProductUpdated", {"product_id": "mug", "quantity_on_hand": 110}, time=at(3))
    shop.publish("OrderCreated", order_of("greedy", "mug", 10_000), time=at(4))
    shop.publish("PaymentSucceeded", {"order_id": "greedy"}, time=at(5))
    shop.settle()

    expected = {
        "bought": ["StockReserved", "StockConfirmed"],
        "failed": ["StockReserved", "StockReleased"],
        "cancelled": ["StockReserved", "StockReleased"],
        "broken": ["StockReserved", "StockReleased"],
    }
    with shop.outcomes() as read:
        wait_for(lambda: set(expected) <= {one.data.get("order_id") for one in read()}, "outcomes arrive", 20)
        wait_for(lambda: any(one.type == "StockConfirmationRejected" for one in read()), "the refusal arrives", 20)
        told = {order: [one for one in read() if one.data.get("order_id") == order] for order in expected}
        levels = [one for one in read() if one.data.get("sku") == "mug"]
    for order, types in expected.items():
        assert [one.type for one in told[order]] == types
        assert [one.sequence for one in told[order]] == sorted(one.sequence for one in told[order])
    assert told["failed"][-1].data["reason"] == "card_declined"
    assert told["failed"][-1].data["restocked"] == [{"sku": "mug", "location": "main", "quantity": 2}]
    assert levels[-1].data["quantity_on_hand"] == 108
    stock = shop.stock("mug")
    assert (stock.quantity_on_hand, stock.quantity_reserved) == (108, 0)
    shop.assert_adds_up()


def test_neither_order_nor_number_of_deliveries_matters(shop: Shop) -> None:
    shop.supply("tea", 1_000_000)
    expected: dict[str, str] = {}
    for story, status in STORIES.items():
        for number, (sequence, times) in enumerate(product(permutations(story), product((1, 2), repeat=len(story)))):
            order_id = f"{'-'.join(story)}-{number}"
            expected[order_id] = status
            for type_, count in zip(sequence, times, strict=True):
                shop.publish(type_, data_of(type_, order_id), time=at(MOMENTS[type_]), times=count)
    shop.settle()

    statuses = shop.rows("SELECT order_id, status FROM reservation WHERE order_id ~ '^Order'")
    found = {row.order_id: row.status for row in statuses}
    assert found == expected
    sold = sum(2 for status in expected.values() if status == "confirmed")
    stock = shop.stock("tea")
    assert (stock.quantity_on_hand, stock.quantity_reserved) == (1_000_000 - sold, 0)
    shop.assert_adds_up()


def test_goods_leave_through_both_doors(shop: Shop) -> None:
    """One parcel is told over Kafka, one over HTTP. Another order is done before it is known."""
    shop.supply("kettle", 20)
    shop.publish("OrderCompleted", {"order_id": "done"}, time=at(3))
    shop.publish("OrderCreated", order_of("sent", "kettle", 3), time=at(1))
    shop.settle()
    shop.publish("OrderCreated", order_of("done", "kettle", 2), time=at(1))
    shop.publish("PaymentSucceeded", {"order_id": "sent"}, time=at(2))
    parcel = {"order_id": "sent", "dispatch_id": "p-1", "items": [{"sku": "kettle", "quantity": 1}]}
    shop.publish("OrderDispatched", parcel, time=at(3), times=2)
    shop.settle()
    other = {"dispatch_id": "p-2", "items": [{"sku": "kettle", "quantity": 1}]}
    answer = shop.call("POST", "/v1/reservations/sent/dispatches", other)
    assert (answer.status, answer.body["remaining"]) == (201, [{"sku": "kettle", "quantity": 1}])
    for order_id in ("sent", "done"):
        shop.publish("OrderCancelled", {"order_id": order_id}, time=at(9))
    shop.settle()

    assert shop.stock("kettle").quantity_on_hand == 20 - 2 - 2
    with shop.outcomes() as read:
        ends = ("StockReleased", "sent"), ("StockReleased", "done")
        wait_for(lambda: {*ends} <= {(one.type, one.data.get("order_id")) for one in read()}, "both ends arrive", 20)
        told = [one.data for one in read() if one.type == "StockDispatched" and one.data["order_id"] == "sent"]
    assert [one["dispatch_id"] for one in told] == ["p-1", "p-2"]
    assert told[-1]["dispatched"] == [{"sku": "kettle", "location": "main", "quantity": 2}]
    shop.assert_adds_up()


def test_goods_come_back_through_both_doors(shop: Shop) -> None:
    """Three of five are sold. One comes back over HTTP, and four are told over Kafka, two too many.
    There were ten, when such returns were adjustments and the order was cancelled.
    """
    shop.supply("brooch", 5)
    four = {"sku": "brooch", "quantity": 4, "disposition": "sellable"}
    shop.publish("OrderCreated", order_of("sold", "brooch", 3), time=at(1))
    shop.publish("PaymentSucceeded", {"order_id": "sold"}, time=at(2))
    shop.settle()
    path = "/v1/reservations/sold/returns"
    refused = shop.call("POST", path, {"return_id": "r-1", "items": [four]})
    assert (refused.status, refused.body["code"]) == (409, "return_exceeds_order")
    answer = shop.call("POST", path, {"return_id": "r-1", "items": [four | {"quantity": 1}]})
    assert (answer.status, answer.body["returnable"]) == (201, [{"sku": "brooch", "quantity": 2}])
    returned = {"order_id": "sold", "return_id": "r-2", "items": [four]}
    shop.publish("ItemsReturned", returned, time=at(3), times=2)
    shop.publish("OrderCancelled", {"order_id": "sold"}, time=at(9))
    shop.settle()

    rows = shop.rows("SELECT location, quantity_on_hand FROM product_inventory WHERE sku = 'brooch'")
    assert {row.location: row.quantity_on_hand for row in rows} == {"main": 5, "returns-to-inspect": 2}
    with shop.outcomes() as read:
        end = ("StockReleased", "sold")
        wait_for(lambda: end in {(one.type, one.data.get("order_id")) for one in read()}, "the end arrives", 20)
        told = [one.data for one in read() if one.type == "StockReturned" and one.data["order_id"] == "sold"]
    assert [one["return_id"] for one in told] == ["r-1", "r-2"]
    assert [one["location"] for one in told[-1]["unexpected"]] == ["returns-to-inspect"]
    shop.assert_adds_up()


def test_a_return_in_an_unknown_state_is_a_dead_letter_that_names_it(shop: Shop) -> None:
    item = {"sku": "lamp", "quantity": 1, "disposition": "as new"}
    shop.publish("ItemsReturned", {"order_id": "odd", "return_id": "r-1", "items": [item]}, time=at(1))
    dead = "SELECT type, reason, detail FROM dead_letter d JOIN inbox_event e USING (id) WHERE e.key = 'odd'"
    wait_for(lambda: bool(shop.rows(dead)), "the dead letter is there", 20)
    (row,) = shop.rows(dead)
    assert (row.type, row.reason) == ("ItemsReturned", "invalid_data")
    assert "items.0.disposition" in row.detail
    assert "'as new'" in row.detail


def test_three_locations_with_a_safety_stock_of_three_keep_nine(shop: Shop) -> None:
    for number, name in enumerate(("main", "east", "west")):
        data = {"product_id": "lantern", "quantity_on_hand": 10, "location": name}
        shop.publish("ProductUpdated", data | {"safety_stock": 3}, time=at(number))
    shop.settle()
    for order_id, quantity in (("lanterns-22", 22), ("lanterns-21", 21)):
        shop.publish(
            "OrderCreated", {"order_id": order_id, "items": [{"sku": "lantern", "quantity": quantity}]}, time=at(20)
        )
        shop.settle()

    assert shop.reservation("lanterns-22").status == "rejected"
    assert shop.reservation("lanterns-21").status == "pending"
    shown = shop.call("GET", "/v1/stock/lantern").body
    assert (shown["quantity_available"], shown["quantity_sellable"]) == (9, 0)
    shop.assert_adds_up()


def test_an_order_comes_from_the_one_location_that_has_all_of_it(shop: Shop) -> None:
    for sku, location in (("tent", "annex"), ("tent", "main"), ("stove", "main")):
        shop.publish("ProductCreated", {"product_id": sku, "quantity_on_hand": 5, "location": location}, time=at(0))
    shop.settle()
    items = [{"sku": "tent", "quantity": 2}, {"sku": "stove", "quantity": 2}]
    shop.publish("OrderCreated", {"order_id": "camping", "items": items}, time=at(1))
    shop.settle()

    held = shop.call("GET", "/v1/reservations/camping").body["lines"]
    assert {one["location"] for line in held for one in line["allocations"]} == {"main"}
    shop.assert_adds_up()


def test_a_basket_with_a_gift_card_is_held_through_both_doors(shop: Shop) -> None:
    """The untracked card has no units, and is in each permutation of each history."""
    shop.publish("ProductCreated", {"product_id": "hoodie", "quantity_on_hand": 10_000}, time=at(0))
    shop.publish("ProductCreated", {"product_id": "voucher", "tracked": False}, time=at(0))
    shop.settle()
    items = [{"sku": "hoodie", "quantity": 2}, {"sku": "voucher", "quantity": 1}]
    ends = {(): "pending", ("PaymentSucceeded",): "confirmed", ("PaymentSucceeded", "OrderCancelled"): "released"}
    expected: dict[str, str] = {}
    for facts, status in ends.items():
        for number, arriving in enumerate(permutations(("OrderCreated", *facts))):
            order_id = f"gift-kafka-{len(facts)}-{number}"
            expected[order_id] = status
            for type_ in arriving:
                data = {"order_id": order_id} | ({"items": items} if type_ == "OrderCreated" else {})
                shop.publish(type_, data, time=at(MOMENTS[type_]))
        order_id = f"gift-http-{len(facts)}"
        expected[order_id] = status
        held = shop.call("POST", "/v1/reservations", {"order_id": order_id, "items": items})
        assert (held.status, held.body["lines"][1]["tracked"]) == (201, False)
        for type_ in facts:
            shop.publish(type_, {"order_id": order_id}, time=at(MOMENTS[type_]))
    shop.settle()

    found = shop.rows("SELECT order_id, status FROM reservation WHERE order_id ~ '^gift-'")
    assert {row.order_id: row.status for row in found} == expected
    pending, sold = (list(expected.values()).count(status) for status in ("pending", "confirmed"))
    assert (shop.stock("hoodie").quantity_on_hand, shop.stock("hoodie").quantity_reserved) == (
        10_000 - 2 * sold,
        2 * pending,
    )
    assert (shop.stock("voucher").quantity_on_hand, shop.stock("voucher").quantity_reserved) == (0, 0)
    shop.assert_adds_up()


def test_a_deleted_product_gets_no_new_holds_and_says_why(shop: Shop) -> None:
    shop.supply("relic", 5)
    shop.publish("ProductDeleted", {"product_id": "relic"}, time=at(1))
    shop.settle()
    shop.publish("OrderCreated", order_of("too-late", "relic", 1), time=at(2))
    shop.settle()

    body = order_of("too-late-as-well", "relic", 1)
    refused = shop.call("POST", "/v1/reservations", body)
    assert (refused.status, refused.body["code"]) == (409, "not_sellable")
    with shop.outcomes() as read:
        wait_for(lambda: any(one.data.get("order_id") == "too-late" for one in read()), "the rejection arrives", 20)
        (told,) = [one for one in read() if one.data.get("order_id") == "too-late"]
    assert (told.type, told.data["reason"]) == ("StockReservationRejected", "insufficient_stock")
    assert told.data["policies"] == [{"sku": "relic", "rule": "discontinued"}]
    assert shop.stock("relic").quantity_on_hand == 5


def test_orders_that_overtake_their_products_wait_for_them(shop: Shop) -> None:
    """Both stand in Kafka before either is read, as for a new group. One product never comes."""
    for number in range(200):
        shop.publish("OrderCreated", order_of(f"early-{number}", f"late-{number % 20}", 1), time=at(2))
    shop.publish("OrderCreated", order_of("early-cancelled", "late-1", 1), time=at(2))
    shop.publish("OrderCancelled", {"order_id": "early-cancelled"}, time=at(3))
    shop.publish("OrderCreated", order_of("early-in-vain", "never", 1), time=at(2))
    for number in range(20):
        # Eleven: the cancelled order may hold a unit until its cancellation is read.
        shop.publish("ProductCreated", {"product_id": f"late-{number}", "quantity_on_hand": 11}, time=at(1))
    shop.settle()

    statuses = shop.rows("SELECT order_id, status FROM reservation WHERE order_id ~ '^early'")
    expected = {f"early-{number}": "pending" for number in range(200)}
    assert {row.order_id: row.status for row in statuses} == expected | {
        "early-cancelled": "released",
        "early-in-vain": "rejected",
    }
    with shop.outcomes() as read:
        wait_for(
            lambda: (
                [o.type for o in read() if o.data.get("order_id") == "early-in-vain"] == ["StockReservationRejected"]
            ),
            "the one is rejected, once",
            20,
        )
    shop.assert_adds_up()


def test_an_expired_hold_is_free_within_a_sweep(shop: Shop) -> None:
    shop.supply("lamp", 3)
    body = order_of("sleeper", "lamp", 3) | {"ttl_seconds": 1}
    assert shop.call("POST", "/v1/reservations", body).status == 201

    # One second of hold, one of the sweep's interval, and some for a busy machine.
    wait_for(lambda: shop.stock("lamp").quantity_reserved == 0, "the sweep has freed the hold", 10)
    assert shop.call("GET", "/v1/reservations/sleeper").body["status"] == "expired"
    shop.settle()
    with shop.outcomes() as read:
        wait_for(
            lambda: "StockReservationExpired" in {o.type for o in read() if o.data.get("order_id") == "sleeper"},
            "the expiry is announced",
            20,
        )


def test_flower_shows_operations_by_name_and_finds_them_by_order(shop: Shop) -> None:
    login = shop.stack.endpoints.flower_auth
    shop.supply("vase", 10)
    shop.publish("OrderCreated", order_of("find-me-in-flower", "vase", 1), time=at(1))
    shop.settle()

    assert shop.flower("/api/tasks").status == 401
    assert shop.flower("/api/tasks", login="admin:wrong").status == 401

    def found() -> list[str]:
        answer = shop.flower("/api/tasks?search=args:find-me-in-flower", login=login)
        return [task["name"] for task in answer.body.values()] if answer.status == 200 else []

    wait_for(lambda: found() == ["reserve_stock"], "Flower finds the task by its order", 20)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (b"{", "malformed_json"),
        (b"[" * 20_000 + b"]" * 20_000, "too_deep"),
        (b'{"type": "OrderCreated", "id": "' + b"x" * 6_000 + b'", "data": {}}', "invalid_id"),
        (b'{"type": "OrderCreated", "data": {}}', "missing_id"),
        (b'{"type": "OrderCreated", "id": "b-1", "data": {"order_id": "b-1"}}', "invalid_data"),
        *(
            (
                b'{"type": "OrderCreated", "id": "q%d", "data": {"order_id": "q", "items": [{"sku": "s", "quantity": %b}]}}'
                % (number, quantity),
                "invalid_data",
            )
            for number, quantity in enumerate((b"0", b"-1", b"1.5", b"true", b"1000000000000", b'"2"', b"null"))
        ),
        (b'{"type": "OrderCancelled", "id": "nul", "data": {"order_id": "a\\u0000b"}}', "invalid_data"),
        (b'{"type": "OrderCancelled", "id": "lone", "data": {"order_id": "\\ud800"}}', "malformed_json"),
        (b'{"type": "OrderCancelled", "id": "big", "data": {"order_id": "' + b"x" * 2_000_000 + b'"}}', "too_large"),
    ],
)
def test_garbage_is_a_dead_letter_and_its_neighbours_are_done(shop: Shop, value: bytes, reason: str) -> None:
    garbage_producer = shop.large_message_producer() if len(value) > 900_000 else shop.producer
    before = shop.rows("SELECT coalesce(max(id), 0) FROM dead_letter")[0][0]
    first = shop.publish("OrderCancelled", {"order_id": "neighbour"}, time=at(1))
    garbage_producer.produce("orders", value, headers={"content-type": "application/json"})
    garbage_producer.flush(10)
    last = shop.publish("OrderCancelled", {"order_id": "neighbour"}, time=at(2))
    shop.settle()

    dead = shop.rows("SELECT reason, detail FROM dead_letter WHERE id > :before", before=before)
    assert [row.reason for row in dead] == [reason]
    assert dead[0].detail
    done = shop.rows(
        "SELECT e.event_id FROM inbox_event e LEFT JOIN dead_letter d ON d.id = e.id WHERE d.id IS NULL AND e.event_id = ANY(:ids)",
        ids=[first, last],
    )
    assert {row.event_id for row in done} == {first, last}


def test_the_same_id_with_another_payload_is_dead(shop: Shop) -> None:
    shop.supply("cup", 10)
    id_ = shop.publish("OrderCreated", order_of("said-once", "cup", 1), time=at(1))
    shop.settle()
    shop.publish("OrderCreated", order_of("said-once", "cup", 9), time=at(1), id_=id_)
    shop.settle()

    dead = shop.rows(
        "SELECT d.reason FROM dead_letter d JOIN inbox_event e USING (id) WHERE e.event_id LIKE :id", id=f"{id_}#%"
    )
    assert [row.reason for row in dead] == ["conflicting_payload"]
    assert shop.stock("cup").quantity_reserved == 1


def test_a_type_that_nobody_knows_is_skipped_and_counted(shop: Shop) -> None:
    heard = shop.rows("SELECT count(*) FROM inbox_event WHERE type = 'OrderShipped'")[0][0]
    shop.publish("OrderShipped", {"order_id": "o"}, time=at(1))
    shop.settle()

    assert heard == 0
    assert shop.rows("SELECT count(*) FROM inbox_event WHERE type = 'OrderShipped'")[0][0] == 0
    assert 'inventory_bridge_skipped_total{type="OrderShipped"}' in shop.bridge_metrics()


def order_of(order_id: str, sku: str, quantity: int) -> dict[str, Any]:
    return {"order_id": order_id, "items": [{"sku": sku, "quantity": quantity}]}


def data_of(type_: str, order_id: str) -> dict[str, Any]:
    return order_of(order_id, "tea", 2) if type_ == "OrderCreated" else {"order_id": order_id}


def test_what_is_ahead_of_the_clock_wins_over_nothing_that_is_true(shop: Shop) -> None:
    """A producer whose clock is 23.9 hours ahead, and a right statement after it (ADR 0036)."""
    wrong = (datetime.now(UTC) + timedelta(hours=23.9)).isoformat()
    shop.publish("ProductCreated", {"product_id": "clock", "quantity_on_hand": 100}, time=at(0))
    shop.publish("ProductCreated", {"product_id": "watch", "quantity_on_hand": 0}, time=wrong)
    shop.settle()
    for order in ("ahead-amended", "ahead-paid", "ahead-failed"):
        shop.publish("OrderCreated", order_of(order, "clock", 1), time=wrong if order == "ahead-amended" else at(1))
    shop.publish("PaymentFailed", {"order_id": "ahead-failed"}, time=wrong)
    shop.publish("PaymentSucceeded", {"order_id": "ahead-paid"}, time=wrong)
    shop.settle()
    shop.publish("OrderCreated", order_of("ahead-paid", "clock", 2), time=datetime.now(UTC).isoformat())
    assert shop.call("POST", "/v1/reservations", order_of("ahead-failed", "clock", 1)).status == 201
    shop.settle()
    true = datetime.now(UTC).isoformat()
    shop.publish("ProductUpdated", {"product_id": "watch", "quantity_on_hand": 9}, time=true)
    shop.publish("OrderCreated", order_of("ahead-amended", "clock", 7), time=true)
    shop.publish("PaymentSucceeded", {"order_id": "ahead-paid"}, time=true)
    shop.publish("PaymentFailed", {"order_id": "ahead-failed"}, time=true)
    shop.settle()
    assert shop.stock("watch").quantity_on_hand == 9
    assert shop.reservation("ahead-amended").lines[0]["quantity"] == 7
    paid = shop.reservation("ahead-paid")
    assert (paid.status, paid.lines[0]["quantity"]) == ("confirmed", 2)
    assert shop.reservation("ahead-failed").status == "released"
    shop.assert_adds_up()
