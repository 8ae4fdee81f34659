"""Each type on its own topic, from the sources that the topic takes (ADR 0035)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, ClassVar

import orjson
import pytest

from bridge.decode.authority import Authority, warn_of_open_topics
from bridge.decode.cloudevents import InboundMessage
from bridge.decode.decode import decode
from bridge.decode.kept import reader
from inventory.boundary.streams import Stream
from inventory.database.transactions import Database
from inventory.inbox.decoded import DecodedEvent, Origin, Usable
from inventory.inbox.events import Event, EventType, commands_of
from inventory.inbox.rereading import KeptMessage
from inventory.inbox.sent import MessageExtras
from inventory.settings import Settings
from tests.bridge.messages import NOW, ORDER, STRUCTURED, event
from tests.inventory.post import detail_of, reason_of

TOPICS = {Stream.PRODUCTS: "catalog.products", Stream.ORDERS: "orders", Stream.PAYMENTS: "payments"}
DATA: Mapping[EventType, dict[str, Any]] = {
    EventType.PRODUCT_CREATED: {"product_id": "p-1"},
    EventType.PRODUCT_UPDATED: {"product_id": "p-1", "quantity_on_hand": 5},
    EventType.PRODUCT_DELETED: {"product_id": "p-1"},
    EventType.ORDER_CREATED: ORDER,
    EventType.ORDER_CANCELLED: {"order_id": "o-1"},
    EventType.ORDER_FAILED: {"order_id": "o-1"},
    EventType.ORDER_LINES_CANCELLED: {"order_id": "o-1", "cancel_id": "c-1", "items": ORDER["items"]},
    EventType.ORDER_DISPATCHED: {"order_id": "o-1", "dispatch_id": "d-1", "items": ORDER["items"]},
    EventType.ITEMS_RETURNED: {
        "order_id": "o-1",
        "return_id": "r-1",
        "items": [{**item, "disposition": "inspect"} for item in ORDER["items"]],
    },
    EventType.ORDER_COMPLETED: {"order_id": "o-1"},
    EventType.PAYMENT_SUCCEEDED: {"order_id": "o-1"},
    EventType.PAYMENT_FAILED: {"order_id": "o-1"},
}


def on(
    topic: str,
    body: object,
    *,
    topics: Mapping[Stream, str] = TOPICS,
    sources: Mapping[str, Sequence[str]] | None = None,
    headers: Mapping[str, bytes] = STRUCTURED,
) -> DecodedEvent:
    message = InboundMessage(Origin(topic, 3, 42), orjson.dumps(body), tuple(headers.items()), NOW)
    authority = Authority(topics, sources or {})
    found = decode(message, now=NOW, retention=timedelta(days=30), authority=authority)
    assert isinstance(found, DecodedEvent)
    return found


@pytest.mark.parametrize("event_type", EventType)
@pytest.mark.parametrize("topic", TOPICS.values())
def test_a_type_is_heard_on_its_own_topic_alone(event_type: EventType, topic: str) -> None:
    found = on(topic, event(type=event_type, data=DATA[event_type], source="/catalog"))
    if TOPICS[event_type.stream] == topic:
        assert (reason_of(found), found.identity) == (None, ("/catalog", "e-1"))
        return
    assert reason_of(found) == "wrong_topic"
    assert f"{event_type} is heard on the topic '{TOPICS[event_type.stream]}' alone" in detail_of(found)
    assert f"set INVENTORY_TOPIC_{event_type.stream.upper()} to that" in detail_of(found)
    assert found.identity == (topic, "3/42"), "it takes no name that it states"
    assert found.key == ("p-1" if event_type.startswith("Product") else "o-1"), "whom it was about is found"


@pytest.mark.parametrize("event_type", EventType)
def test_a_topic_that_several_settings_name_carries_all_of_their_types(event_type: EventType) -> None:
    all_ = dict.fromkeys(Stream, "shop")
    assert reason_of(on("shop", event(type=event_type, data=DATA[event_type]), topics=all_)) is None
    two = TOPICS | {Stream.PAYMENTS: "orders"}
    expected = "wrong_topic" if event_type.startswith("Product") else None
    assert reason_of(on("orders", event(type=event_type, data=DATA[event_type]), topics=two)) == expected


def test_binary_and_bare_events_have_no_other_authority() -> None:
    headers = {"ce_specversion": b"1.0", "ce_id": b"e-1", "ce_source": b"/orders", "ce_type": b"a.b.OrderCancelled.v2"}
    assert reason_of(on("payments", {"order_id": "o-1"}, headers=headers)) == "wrong_topic"
    bare = {"type": "OrderCancelled", "id": "e-1", "data": {"order_id": "o-1"}}
    assert reason_of(on("payments", bare, headers={})) == "wrong_topic"
    assert reason_of(on("payments", bare | {"source": "orders"}, headers={})) == "wrong_topic"
    assert reason_of(on("orders", bare, headers={})) is None


def test_whatever_else_is_wrong_with_it_a_wrong_topic_is_said_first() -> None:
    """Else it would take a name: the same event, when too old, could never be heard again."""
    wrongs: list[dict[str, Any]] = [{"time": "2020-01-01T00:00:00Z"}, {"data": {}}, {"id": ""}, {"source": None}]
    for wrong in wrongs:
        assert reason_of(on("payments", event(**wrong))) == "wrong_topic"


class TestSources:
    SOURCES: ClassVar[Mapping[str, Sequence[str]]] = {"orders": ["/orders", "//shop/*", "o*"]}

    @pytest.mark.parametrize("source", ["/orders", "//shop/", "//shop/pod-7", "o", "orders"])
    def test_that_are_listed_are_taken(self, source: str) -> None:
        assert on("orders", event(source=source), sources=self.SOURCES).identity == (source, "e-1")

    @pytest.mark.parametrize(
        "source", ["/order", "/orders/", "/ORDERS", " /orders", "//sho", "*", "/orders*", "\u200b/orders"]
    )
    def test_that_are_not_are_dead_letters(self, source: str) -> None:
        found = on("orders", event(source=source), sources=self.SOURCES)
        assert (reason_of(found), found.identity, found.key) == ("foreign_source", ("orders", "3/42"), "o-1")
        assert "takes events of '/orders', '//shop/*', 'o*', not of" in detail_of(found)
        assert "INVENTORY_SOURCES" in detail_of(found)

    def test_a_bare_event_without_one_has_the_topics(self) -> None:
        bare = {"type": "OrderCreated", "id": "e-1", "data": ORDER}
        assert reason_of(on("orders", bare, headers={}, sources={"orders": ["/orders"]})) == "foreign_source"
        assert (
            reason_of(on("orders", bare | {"source": 7}, headers={}, sources={"orders": ["/orders"]}))
            == "foreign_source"
        )
        assert reason_of(on("orders", bare, headers={}, sources={"orders": ["orders"]})) is None

    def test_what_states_none_says_that(self) -> None:
        assert reason_of(on("orders", event(source=None), sources=self.SOURCES)) == "missing_source"

    def test_other_topics_are_open(self) -> None:
        paid = event(type="PaymentSucceeded", data={"order_id": "o-1"}, source="whoever")
        assert reason_of(on("payments", paid, sources=self.SOURCES)) is None


def test_open_topics_are_told_of(caplog: pytest.LogCaptureFixture) -> None:
    url = "postgresql://db/x"
    warn_of_open_topics(Settings(database_url=url))
    assert "every source are taken on catalog.products, orders, payments: anyone who may write" in caplog.text
    caplog.clear()
    warn_of_open_topics(Settings(database_url=url, sources={"orders": ["/orders"], "payments": ["*"]}))
    assert "every source are taken on catalog.products: " in caplog.text
    caplog.clear()
    warn_of_open_topics(Settings(database_url=url, sources={topic: ["*"] for topic in TOPICS.values()}))
    assert not caplog.messages


class TestReplays:
    """By the settings of now."""

    def _read(self, database: Database, topic: str, reason: str, **settings: Any) -> Usable | str:
        read = reader(Settings(database_url="postgresql://db/x", **settings))
        body = orjson.dumps(event(time=NOW.isoformat()))
        kept = KeptMessage(Origin(topic, 0, 7), body, MessageExtras(None, tuple(STRUCTURED.items()), NOW), reason)
        with database.transaction() as session:
            return read(session, kept, NOW)

    def test_a_wrong_topic_stays_wrong(self, database: Database) -> None:
        assert str(self._read(database, "payments", "wrong_topic")).startswith("wrong_topic, OrderCreated is heard on")

    def test_until_a_setting_names_it(self, database: Database) -> None:
        found = self._read(database, "shop", "wrong_topic", topic_orders="shop", topic_payments="shop")
        assert isinstance(found, Usable)
        assert found.identity == ("/orders", "e-1")

    def test_a_foreign_source_is_taken_when_it_is_listed(self, database: Database) -> None:
        refused = self._read(database, "orders", "foreign_source", sources={"orders": ["/o"]})
        assert str(refused).startswith("foreign_source, ")
        listed = self._read(database, "orders", "foreign_source", sources={"orders": ["/orders"]})
        assert isinstance(listed, Usable)

    def test_of_a_topic_that_is_heard_no_more(self, database: Database) -> None:
        """Its earlier messages were taken as they were. But nobody gets round a refusal by a new
        name of the topic.
        """
        assert isinstance(self._read(database, "orders-of-before", "invalid_data"), Usable)
        for reason in ("wrong_topic", "foreign_source"):
            assert "is heard no more" in str(self._read(database, "orders-of-before", reason))

    def test_what_died_for_its_id_has_no_other_authority(self) -> None:
        forbidden = reader(Settings(database_url="postgresql://db/x", sources={"orders": ["/o"]})).forbidden
        cancelled = on("orders", event(type="OrderCancelled", data={"order_id": "o-1"}))
        assert isinstance(cancelled, Usable)
        assert str(forbidden(cancelled)).startswith("foreign_source, ")
        assert str(forbidden(replace(cancelled, origin=Origin("payments", 0, 7)))).startswith("wrong_topic, ")
        assert forbidden(replace(cancelled, source="/o")) is None


@pytest.mark.parametrize("source", ["token:allpow", "jwt:alice", "cli:root", "http", "inventory", "event:/orders"])
def test_no_source_poses_as_another_kind_of_actor(source: str) -> None:
    """The ledger shows that an event said so."""
    heard = on("orders", event(source=source))
    assert heard.type is not None
    kind = EventType(heard.type)
    said = Event(heard.source, heard.event_id, kind, heard.payload or {}, heard.occurred_at)
    for command in commands_of(said):
        assert command.cause.actor == f"event:{source}"
