"""The bridge takes and refuses events as the contract says."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from cloudevents.core.bindings.kafka import KafkaMessage, to_binary, to_structured
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

from bridge.decode.cloudevents import InboundMessage
from inventory.inbox.decoded import DecodedEvent, Usable
from inventory.inbox.events import EventType, heard_data, stored_data
from tests.bridge.messages import STRUCTURED, event, heard, message
from tests.inventory.post import detail_of, reason_of
from tests.tools.contracts.validation import committed, problems
from tools.contracts import examples

TIME = datetime(2026, 5, 1, 12, tzinfo=UTC)
TOO_LONG = "x" * 201
ITEM = {"sku": "tea-green", "quantity": 1}


def assert_taken(found: DecodedEvent, event_type: EventType) -> None:
    said = examples.structured(event_type)
    assert reason_of(found) is None, detail_of(found)
    assert isinstance(found, Usable)
    assert (found.identity, found.type, found.operation) == (
        (said["source"], said["id"]),
        event_type,
        event_type.operation,
    )
    assert found.payload == stored_data(heard_data(event_type, said["data"]))
    assert (found.occurred_at, found.traceparent) == (TIME, examples.TRACEPARENT)


@pytest.mark.parametrize("event_type", EventType)
def test_the_examples_are_taken(event_type: EventType) -> None:
    assert_taken(heard(message(examples.structured(event_type), STRUCTURED)), event_type)
    headers, data = examples.binary(event_type)
    assert_taken(heard(message(data, {name: value.encode() for name, value in headers.items()})), event_type)


@pytest.mark.parametrize("publish", [to_structured, to_binary])
@pytest.mark.parametrize("event_type", EventType)
def test_what_the_sdk_publishes_is_taken(event_type: EventType, publish: Callable[..., KafkaMessage]) -> None:
    """The CloudEvents SDK as an oracle. Structured, its events also fit the schema as they stand in
    Kafka.
    """
    said = examples.structured(event_type)
    attributes = {name: value for name, value in said.items() if name not in {"data", "specversion", "time"}}
    published = publish(CloudEvent(attributes={**attributes, "time": TIME}, data=said["data"]), JSONFormat())
    found: InboundMessage = message(published.value, published.headers)
    assert_taken(heard(found), event_type)
    if publish is to_structured:
        assert problems(orjson.loads(published.value), committed(f"in/{event_type}.json")) == []


# Data of each type that is taken, and that is not: by the schema as by the bridge.
GOOD: list[tuple[EventType, dict[str, Any]]] = [
    (EventType.PRODUCT_CREATED, {"product_id": "tea"}),
    (EventType.PRODUCT_CREATED, {"product_id": "tea", "sku": "tea-1", "quantity_on_hand": 0, "variants": None}),
    (EventType.PRODUCT_UPDATED, {"product_id": "tea", "sku": None, "variants": [{"sku": "tea-green"}]}),
    (EventType.PRODUCT_UPDATED, {"product_id": "tea", "quantity_on_hand": 1_000_000_000, "colour": "green"}),
    (EventType.ORDER_CREATED, {"order_id": "x" * 200, "items": [{"product_id": "tea", "quantity": 1, "sku": None}]}),
    (EventType.ORDER_CREATED, {"order_id": "o", "items": [ITEM] * 100, "ttl_seconds": None}),
    (EventType.ORDER_CANCELLED, {"order_id": "o", "restock": False, "reason": ""}),
    (EventType.PAYMENT_FAILED, {"order_id": "o", "reason": None}),
    (EventType.PAYMENT_FAILED, {"order_id": "o", "reason": TOO_LONG}),
    *((EventType.PAYMENT_SUCCEEDED, {"order_id": "o", "payment_id": some}) for some in (12345, TOO_LONG, "", None)),
    (EventType.PRODUCT_CREATED, {"product_id": "tea", "sku": "tea-1", "variants": []}),
    (EventType.PRODUCT_UPDATED, {"product_id": "tea", "quantity_on_hand": 1.0, "variants": []}),
    (EventType.PRODUCT_UPDATED, {"product_id": "tea", "location": None}),
    (EventType.PRODUCT_UPDATED, {"product_id": "tea", "variants": [{"sku": "a", "location": None}]}),
    (EventType.ORDER_CREATED, {"order_id": "o", "items": [ITEM | {"quantity": 2.0}], "ttl_seconds": 60.0}),
    (EventType.ORDER_FAILED, {"order_id": "o", "restock": None}),
]
BAD: list[tuple[EventType, dict[str, Any]]] = [
    (EventType.PRODUCT_CREATED, {}),
    (EventType.PRODUCT_CREATED, {"product_id": "tea", "quantity_on_hand": -1}),
    (EventType.PRODUCT_CREATED, {"product_id": "tea", "quantity_on_hand": 1_000_000_001}),
    (EventType.PRODUCT_CREATED, {"product_id": "tea", "sku": "tea-1", "variants": [{"sku": "tea-2"}]}),
    (EventType.PRODUCT_UPDATED, {"product_id": "tea", "quantity_on_hand": 1, "variants": [{"sku": "tea-2"}]}),
    (EventType.PRODUCT_UPDATED, {"product_id": "tea", "variants": [{}]}),
    (EventType.PRODUCT_UPDATED, {"product_id": None}),
    (EventType.ORDER_CREATED, {"order_id": "o", "items": []}),
    (EventType.ORDER_CREATED, {"order_id": "o", "items": [ITEM] * 101}),
    (EventType.ORDER_CREATED, {"order_id": "o", "items": [{"quantity": 1}]}),
    (EventType.ORDER_CREATED, {"order_id": "o", "items": [{"quantity": 1, "sku": None}]}),
    *((EventType.ORDER_CREATED, {"order_id": "o", "items": [ITEM | {"quantity": bad}]}) for bad in (0, 1.5, True, "2")),
    (EventType.ORDER_CREATED, {"order_id": "o", "items": [ITEM], "ttl_seconds": 31_536_001}),
    *((EventType.ORDER_CANCELLED, {"order_id": bad}) for bad in ("", TOO_LONG, "o\x00", 7, None)),
    (EventType.ORDER_FAILED, {"order_id": "o", "restock": "yes"}),
]


@pytest.mark.parametrize(("event_type", "data"), GOOD)
def test_what_the_schema_allows_is_taken(event_type: EventType, data: dict[str, Any]) -> None:
    said = event(type=event_type, data=data)
    assert problems(said, committed(f"in/{event_type}.json")) == []
    assert reason_of(heard(message(said))) is None


@pytest.mark.parametrize(("event_type", "data"), BAD)
def test_what_the_schema_forbids_is_refused(event_type: EventType, data: dict[str, Any]) -> None:
    said = event(type=event_type, data=data)
    assert problems(said, committed(f"in/{event_type}.json")) != []
    assert reason_of(heard(message(said))) == "invalid_data"


@pytest.mark.parametrize("type_", ["OrderCreated", "a.b.OrderCreated", "a.OrderCreated.v2", "OrderCreated/v1.2"])
def test_a_type_that_the_schema_allows_is_taken(type_: str) -> None:
    assert problems(event(type=type_), committed("in/OrderCreated.json")) == []
    assert reason_of(heard(message(event(type=type_)))) is None


def test_data_as_base64_is_in_the_schema_and_is_taken() -> None:
    data = heard_data(EventType.ORDER_CREATED, {"order_id": "o", "items": [ITEM]})
    encoded = b64encode(orjson.dumps(stored_data(data))).decode()
    said = event(data=None, data_base64=encoded)
    assert problems(said, committed("in/OrderCreated.json")) == []
    assert heard(message(said, STRUCTURED)).payload == stored_data(data)
    assert problems(event(data=None, data_base64=7), committed("in/OrderCreated.json")) != []


@pytest.mark.parametrize("missing", ["specversion", "id", "source", "type", "data"])
def test_an_attribute_that_the_schema_asks_for_is_asked_for(missing: str) -> None:
    said = event(**{missing: None})
    assert problems(said, committed("in/OrderCreated.json")) != []
    assert reason_of(heard(message(said, STRUCTURED))) is not None
