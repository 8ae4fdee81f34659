"""Tell our types from near misses and from other people's."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.decode.event_types import NearMiss, ignored_types, recognised
from inventory.errors import InvalidSettings
from inventory.inbox.events import EventType

CREATED, CANCELLED = EventType.ORDER_CREATED, EventType.ORDER_CANCELLED


@pytest.mark.parametrize("suffix", ["", ".v2", "/v2", ".V1", ".v1.3", ".v10.0.1"])
@pytest.mark.parametrize("prefix", ["", "com.example.", "a.b.c."])
@pytest.mark.parametrize("type_", EventType)
def test_a_prefix_and_a_version_are_taken(prefix: str, type_: EventType, suffix: str) -> None:
    assert recognised(f"{prefix}{type_}{suffix}") is type_


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("ordercreated", CREATED),
        ("ORDER_CREATED", CREATED),
        ("order-created", CREATED),
        ("Order Created", CREATED),
        ("OrderCreatedEvent", CREATED),
        ("OrderCreatedEventV2", CREATED),
        ("OrderCreated_v1_event", CREATED),
        ("OrderCreated2", CREATED),
        ("OrderCreated.", CREATED),
        ("OrderCreated.1.0", CREATED),
        ("OrderCreated.v2.v3", CREATED),
        ("com.shop.order.created", CREATED),
        ("com.shop.order.v1.created", CREATED),
        ("com.shop.order.created.v1", CREATED),
        ("order.created.event", CREATED),
        ("urn:shop:order:created", CREATED),
        ("https://shop.example/events/OrderCreated", CREATED),
        ("Shop\\Events\\OrderCreated", CREATED),
        ("com.shop.Events$OrderCreated", CREATED),
        ("\uff2frderCreated", CREATED),
        ("OrderCanceled", CANCELLED),
        ("order.canceled", CANCELLED),
        ("orderCancelledEvent", CANCELLED),
        ("payment_failed", EventType.PAYMENT_FAILED),
        ("order.dispatched", EventType.ORDER_DISPATCHED),
        ("order.lines_cancelled", EventType.ORDER_LINES_CANCELLED),
        ("OrderCompletedEvent", EventType.ORDER_COMPLETED),
        ("items.returned", EventType.ITEMS_RETURNED),
        ("product.updated", EventType.PRODUCT_UPDATED),
    ],
)
def test_what_was_probably_meant(name: str, meant: EventType) -> None:
    assert recognised(name) == NearMiss(meant)


@pytest.mark.parametrize(
    "name",
    [
        "PurchaseOrderCreated",
        "purchase_order_created",
        "OrderCreatedNotification",
        "OrderShipped",
        "created",
        "order",
        "event",
        "v2",
        ".v2",
        "...",
        "OrderCr\u00e9ated",
        "OrderCreated" + "x" * 200,
    ],
)
def test_other_peoples(name: str) -> None:
    assert recognised(name) is None


def test_what_the_settings_list_is_other_peoples() -> None:
    ignored = ignored_types(" com.other.OrderCreated, OrderCreatedEvent,")
    assert ignored == {"com.other.OrderCreated", "OrderCreatedEvent"}
    assert recognised("com.other.OrderCreated", ignored) is None
    assert recognised("OrderCreatedEvent", ignored) is None
    assert recognised("com.ours.OrderCreated", ignored) is CREATED


def test_our_own_names_can_not_be_listed() -> None:
    with pytest.raises(InvalidSettings, match="INVENTORY_IGNORED_TYPES: must not list OrderCreated, PaymentFailed"):
        ignored_types("PaymentFailed,Other,OrderCreated")


@given(st.text())
def test_no_text_is_too_odd(name: str) -> None:
    recognised(name)


@pytest.mark.parametrize("piece", ["a.", ".", "event", "v1", "1", "_", "\ufdfa"])
def test_hostile_names_take_no_time(piece: str) -> None:
    started = time.process_time()
    for _ in range(100):
        assert recognised(piece * 200_000) is None
    assert time.process_time() - started < 1
