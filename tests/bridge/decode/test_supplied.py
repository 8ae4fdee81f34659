"""The two names of the catalogue's number in its events (ADR 0055)."""

from __future__ import annotations

from typing import Any

import pytest

from bridge.decode.unusable import Reason
from inventory.domain.commands import StateSupply
from inventory.inbox.decoded import DecodedEvent, Usable
from inventory.inbox.events import Event, EventType, commands_of, heard_data, stored_data
from tests.bridge.messages import NOW, event, heard, message
from tests.inventory.post import detail_of, reason_of


def product(**data: Any) -> DecodedEvent:
    return heard(message(event(type="ProductUpdated", source="/catalogue", data={"product_id": "mug"} | data)))


def quantities(payload: Any) -> list[int | None]:
    meant = commands_of(Event("/catalogue", "e-1", EventType.PRODUCT_UPDATED, payload, NOW))
    return [one.quantity for one in meant if isinstance(one, StateSupply)]


@pytest.mark.parametrize(
    "names", [{"quantity_supplied": 5}, {"quantity_on_hand": 5}, {"quantity_supplied": 5, "quantity_on_hand": 5}]
)
def test_either_name_and_both_mean_the_same(names: dict[str, int]) -> None:
    for found in product(**names), product(variants=[{"sku": "mug-red", **names}]):
        assert isinstance(found, Usable), detail_of(found)
        assert quantities(found.payload) == [5]


def test_the_inbox_has_the_older_name_for_workers_of_earlier_versions() -> None:
    found = product(variants=[{"sku": "a", "quantity_supplied": 5}, {"sku": "b", "quantity_on_hand": 6}, {"sku": "c"}])
    assert isinstance(found, Usable)
    assert [one.get("quantity_on_hand") for one in found.payload["variants"]] == [5, 6, None]
    assert stored_data(heard_data(EventType.PRODUCT_UPDATED, found.payload)) == found.payload


@pytest.mark.parametrize("inside", [{}, {"variants": True}])
def test_two_numbers_are_refused_by_both_names(inside: dict[str, bool]) -> None:
    names = {"quantity_supplied": 5, "quantity_on_hand": 4}
    found = product(variants=[{"sku": "a", **names}]) if inside else product(**names)
    assert reason_of(found) == Reason.INVALID_DATA
    assert "quantity_supplied (5) and quantity_on_hand (4) are two names of one number" in detail_of(found)


def test_a_wrong_number_is_told_once_under_the_name_that_it_has() -> None:
    found = product(quantity_supplied=-1)
    assert "quantity_supplied: " in detail_of(found)
    assert "quantity_on_hand: " not in detail_of(found)


def test_a_product_with_variants_has_no_number_of_its_own() -> None:
    found = product(quantity_supplied=5, variants=[{"sku": "a"}])
    assert reason_of(found) == Reason.INVALID_DATA
    assert "takes either variants, or sku and quantity_supplied" in detail_of(found)
