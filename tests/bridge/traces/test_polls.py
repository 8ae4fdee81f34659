"""Each event of a poll as a span in the trace of its producer, however often it is delivered."""

from __future__ import annotations

from threading import Event as Flag
from typing import Any

from inventory.settings import Settings
from tests.bridge.line import Inbox, Kafka, eventually
from tests.bridge.messages import ORDER
from tests.collector import Collector
from tests.traced import Traced

SPAN = "00f067aa0ba902b7"


def order(number: int, **attributes: Any) -> dict[str, Any]:
    return {"type": "OrderCreated", "id": f"e-{number}", "data": ORDER | {"order_id": f"o-{number}"}} | attributes


def context(number: int, flags: str = "01") -> str:
    return f"00-{number:032x}-{SPAN}-{flags}"


def ended(stopping: Flag, inbox: Inbox, count: int) -> None:
    eventually(lambda: inbox.count() == count, "everything is stored")
    stopping.set()


def test_each_event_goes_on_in_the_trace_of_its_producer(
    settings: Settings, kafka: Kafka, inbox: Inbox, running: Any, traced: Traced, collector: Collector
) -> None:
    traced()
    kafka.publish(
        settings.topic_orders,
        order(1, traceparent=context(1)),
        order(2, traceparent=context(2)),
        order(3),
        order(4, traceparent=context(4, "00")),
        {"type": "OrderCreated", "id": "e-5", "data": {}, "traceparent": context(5)},
    )
    ended(running(), inbox, 5)
    spans = collector.wait_for(lambda spans: len(spans) >= 5, "all spans are there")
    stored = {row["event_id"]: row["traceparent"] for row in inbox.rows()}
    events = {span.attributes["cloudevents.event_id"]: span for span in spans if span.kind == "CONSUMER"}
    assert events.keys() == {"e-1", "e-2", "e-3", "e-5"}
    for number in (1, 2, 5):
        event = events[f"e-{number}"]
        assert (event.name, event.trace, event.parent) == (f"process {settings.topic_orders}", f"{number:032x}", SPAN)
    for event_id, event in events.items():
        assert event.is_named_by(stored[event_id])
    assert events["e-3"].parent == ""
    assert stored["e-4"].startswith(f"00-{4:032x}-")
    assert stored["e-4"].endswith("-00")
    assert (events["e-5"].failed, events["e-5"].attributes["error.type"]) == (True, "invalid_data")
    assert events["e-1"].attributes["messaging.kafka.offset"] == 0
    assert events["e-1"].attributes["inventory.order_id"] == "o-1"
    linked = [link for span in spans if span.name == "transaction" for link in span.links]
    single = [span.parent for span in spans if span.name == "transaction" and not span.links]
    assert len(linked) + len(single) == 4
    assert {id_ for _, id_ in linked} | set(single) == {event.id for event in events.values()}


def test_what_is_delivered_again_begins_no_second_trace(
    settings: Settings, kafka: Kafka, inbox: Inbox, running: Any, traced: Traced, collector: Collector
) -> None:
    traced()
    kafka.publish(settings.topic_orders, order(1, traceparent=context(1)), order(2))
    ended(running(), inbox, 2)
    collector.wait_for(lambda spans: len(spans) >= 3, "both events are told")
    kafka.publish(settings.topic_orders, order(1, traceparent=context(1)), order(2), order(3, traceparent=context(3)))
    ended(running(), inbox, 3)
    spans = collector.wait_for(
        lambda spans: any(span.attributes.get("cloudevents.event_id") == "e-3" for span in spans), "the third is told"
    )
    events = [span for span in spans if span.kind == "CONSUMER"]
    by_event: dict[str, list[Any]] = {}
    for span in events:
        by_event.setdefault(span.attributes["cloudevents.event_id"], []).append(span)
    first, again = by_event["e-1"]
    assert {first.trace, again.trace} == {f"{1:032x}"}
    assert again.attributes["inventory.redelivered"]
    assert "inventory.redelivered" not in first.attributes
    assert len(by_event["e-2"]) == 1
    stored = {row["event_id"]: row["traceparent"] for row in inbox.rows()}
    assert first.is_named_by(stored["e-1"])


def test_without_an_endpoint_the_inbox_has_the_context_of_the_producer(
    settings: Settings, kafka: Kafka, inbox: Inbox, running: Any, collector: Collector
) -> None:
    kafka.publish(settings.topic_orders, order(1, traceparent=context(1)), order(2))
    ended(running(), inbox, 2)
    assert [row["traceparent"] for row in inbox.rows()] == [context(1), None]
    assert collector.spans() == []
