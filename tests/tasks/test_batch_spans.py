"""The events of a batch as spans, each in its own trace, and the transaction that they share."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from redis import Redis
from sqlalchemy import text

from inventory.inbox.decoded import Usable
from inventory.inbox.events import EventType
from inventory.tracing import choice
from inventory.write_path import apply as operations
from tasks import stock
from tasks.app import app
from tasks.failures import EventsFailed
from tests.collector import Collector, ReceivedSpan
from tests.tasks.conftest import StartProcess
from tests.tasks.line import Line, Work, ids, order
from tests.tasks.local_nodes import wait_for
from tests.traced import Traced

SPAN = "00f067aa0ba902b7"


class TracedLine(Line):
    """A line whose events come with a trace context, by their offsets."""

    flags = "01"

    def _heard(self, type_: EventType, data: Any, offset: int) -> Usable:
        heard = super()._heard(type_, data, offset)
        return replace(heard, traceparent=f"00-{offset + 1:032x}-{SPAN}-{self.flags}")

    def outcomes(self) -> dict[str, str | None]:
        """The trace context of each order's newest outcome."""
        with self.database.transaction() as session:
            found = session.execute(text("SELECT key, traceparent FROM outbox_event ORDER BY id"))
            return {row.key: row.traceparent for row in found}


@pytest.fixture
def line(line: Line) -> TracedLine:
    return TracedLine(line.database)


def applied(*works: Work) -> None:
    for work in works:
        stock.process(ids(work))


def spans_of(collector: Collector, name: str) -> list[ReceivedSpan]:
    return collector.spans(name=name)


def test_one_event_its_transaction_and_its_outcome_are_in_one_trace(
    line: TracedLine, traced: Traced, collector: Collector
) -> None:
    applied(line.product("mug", 10))
    traced()
    applied(line.order("o-1", "mug", 3))
    choice.stop()
    transaction, event = collector.spans()
    assert (event.name, event.kind, event.trace, event.parent) == ("reserve_stock stock", "CONSUMER", f"{2:032x}", SPAN)
    assert (transaction.name, transaction.trace, transaction.parent) == ("transaction", event.trace, event.id)
    assert event.attributes["inventory.order_id"] == "o-1"
    assert event.attributes["inventory.outcomes"] == ["pending"]
    assert event.attributes["cloudevents.event_type"] == "OrderCreated"
    assert event.is_named_by(line.outcomes()["o-1"])


def test_a_batch_is_linked_with_each_event_and_each_outcome_stays_in_its_trace(
    line: TracedLine, traced: Traced, collector: Collector
) -> None:
    applied(line.product("mug", 2))
    traced()
    applied(line.hears_all([(EventType.ORDER_CREATED, order(f"o-{number}", "mug")) for number in range(3)]))
    choice.stop()
    (shared,) = spans_of(collector, "transaction")
    events = spans_of(collector, "reserve_stock stock")
    assert len(events) == 3
    assert len({shared.trace, *(event.trace for event in events)}) == 4
    assert shared.links == tuple((event.trace, event.id) for event in events)
    assert [event.links for event in events] == 3 * [((shared.trace, shared.id),)]
    assert [event.attributes["inventory.outcomes"] for event in events] == [["pending"], ["pending"], ["rejected"]]
    for event in events:
        assert event.is_named_by(line.outcomes()[event.attributes["inventory.order_id"]])


def test_a_batch_that_fails_is_one_span_with_links_and_each_event_goes_on_in_its_trace(
    line: TracedLine, traced: Traced, collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    applied(line.product("mug", 10))
    traced()
    work = line.hears_all([(EventType.ORDER_CREATED, order(f"o-{number}", "mug")) for number in range(3)])
    apply = operations.apply

    def fails_for_one(session: Any, commands: Any, **more: Any) -> Any:
        if any(command.order_id == "o-1" for command in commands):
            raise ValueError("o-1")
        return apply(session, commands, **more)

    with monkeypatch.context() as patch:
        patch.setattr(operations, "apply", fails_for_one)
        with pytest.raises(EventsFailed):
            stock.process(ids(work))
    choice.stop()
    (together,) = [span for span in spans_of(collector, "transaction") if span.links]
    assert together.failed
    assert together.attributes["error.type"] == "ValueError"
    assert together.links == tuple((f"{number:032x}", SPAN) for number in (2, 3, 4))
    events = {event.attributes["inventory.order_id"]: event for event in spans_of(collector, "reserve_stock stock")}
    assert {name: event.failed for name, event in events.items()} == {"o-0": False, "o-1": True, "o-2": False}
    assert {event.parent for event in events.values()} == {SPAN}

    traced()
    stock.process(ids(work))
    choice.stop()
    again = spans_of(collector, "reserve_stock stock")[-1]
    assert (again.trace, again.attributes["inventory.order_id"], again.failed) == (f"{3:032x}", "o-1", False)


def test_a_worker_that_stops_sends_the_last_spans_of_its_processes(
    line: TracedLine, start: StartProcess, broker: Redis, collector: Collector
) -> None:
    del broker
    options = ("--queues", "stock", "--concurrency", "2", "--without-mingle", "--without-gossip")
    worker = start("traced", "worker", *options, OTEL_EXPORTER_OTLP_ENDPOINT=collector.url)
    for number in range(6):
        work = line.product(f"sku-{number}", 1)
        app.send_task("initialize_stock", args=[ids(work)])
    wait_for(lambda: not line.pending(), "all events are done")
    worker.kill("SIGTERM")
    worker.wait()
    events = collector.spans(service="inventory-worker", name="initialize_stock stock")
    assert {event.attributes["inventory.product_id"] for event in events} == {f"sku-{number}" for number in range(6)}
    assert all(event.attributes["messaging.message.id"] for event in events)


def test_events_that_are_done_leave_nothing(line: TracedLine, traced: Traced, collector: Collector) -> None:
    work = line.product("mug", 10)
    applied(work)
    traced()
    applied(work)
    choice.stop()
    assert collector.spans() == []


def test_a_producer_who_does_not_record_has_no_spans(line: TracedLine, traced: Traced, collector: Collector) -> None:
    line.flags = "00"
    traced()
    applied(line.product("mug", 10), line.order("o-1", "mug", 3))
    choice.stop()
    assert collector.spans() == []
    outcome = line.outcomes()["o-1"]
    assert outcome is not None
    assert outcome.startswith(f"00-{2:032x}-")
    assert outcome.endswith("-00")


def test_without_an_endpoint_outcomes_have_the_context_of_their_event(line: TracedLine, collector: Collector) -> None:
    applied(line.product("mug", 10), line.order("o-1", "mug", 3))
    assert line.outcomes()["o-1"] == f"00-{2:032x}-{SPAN}-01"
    assert collector.spans() == []
