"""The wishes of an OrderCreated for the locations of its items (ADR 0063)."""

from __future__ import annotations

from typing import Any

import pytest

from bridge.decode.unusable import Reason
from inventory.domain.commands import StateOrder
from inventory.domain.locations import NO_PREFERENCE, Preference
from inventory.inbox.decoded import DecodedEvent, Usable
from inventory.inbox.events import Event, EventType, commands_of
from tests.bridge.messages import NOW, event, heard, message
from tests.inventory.post import detail_of, reason_of

ITEM = {"sku": "mug", "quantity": 1}


def order(*items: dict[str, Any], **wishes: Any) -> DecodedEvent:
    data = {"order_id": "order-1", "items": [*(items or [ITEM])], **wishes}
    return heard(message(event(type="OrderCreated", source="/orders", data=data)))


def preference(found: DecodedEvent) -> Preference:
    assert isinstance(found, Usable), detail_of(found)
    (meant,) = commands_of(Event("/orders", "e-1", EventType.ORDER_CREATED, found.payload, NOW))
    assert isinstance(meant, StateOrder)
    return meant.preference


@pytest.mark.parametrize(
    ("wishes", "meant"),
    [
        ({}, NO_PREFERENCE),
        ({"split": "allowed", "locations": None}, NO_PREFERENCE),
        ({"split": "never"}, Preference(whole=True)),
        ({"locations": ["berlin", "main", "berlin"]}, Preference(("berlin", "main"), only=True)),
        ({"locations_first": ["berlin"], "split": "never"}, Preference(("berlin",), whole=True)),
        (
            {"locations_first": ["north", "main"], "locations": ["berlin", "main"]},
            Preference(("main", "berlin"), only=True),
        ),
    ],
)
def test_wishes_are_heard_as_they_are_stated(wishes: dict[str, Any], meant: Preference) -> None:
    assert preference(order(**wishes)) == meant


@pytest.mark.parametrize("wishes", [{"locations": []}, {"locations": "berlin"}, {"split": "sometimes"}])
def test_what_is_no_wish_is_refused_by_its_field(wishes: dict[str, Any]) -> None:
    found = order(**wishes)
    assert reason_of(found) == Reason.INVALID_DATA
    assert next(iter(wishes)) in detail_of(found)


def test_wishes_that_no_stock_can_meet_are_refused() -> None:
    torn = order(ITEM | {"location": "berlin"}, ITEM | {"location": "main"}, split="never")
    assert reason_of(torn) == Reason.INVALID_DATA
    assert "several locations: 'berlin', 'main'" in detail_of(torn)
    left_out = order(ITEM | {"location": "berlin"}, split="never", locations=["main"])
    assert "names 'berlin', which is not among locations" in detail_of(left_out)
