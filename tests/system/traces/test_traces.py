"""Traces of a whole stack, as tests/e2e has them, with OpenTelemetry's own Collector in place of
ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest

from tests.collector import Collector, ReceivedSpan
from tests.e2e.shop import Shop
from tests.e2e.test_traces import (  # noqa: F401 - the fixture of a stack, and tests that are run here, too
    publish,
    test_a_call_is_one_trace_from_its_caller_to_its_outcome,
    test_a_message_that_is_delivered_again_is_no_second_trace,
    test_an_event_is_one_trace_from_its_producer_to_its_outcome,
    traced,
)
from tests.system.traces.foreign import collecting_behind

ORDERS = 60


@pytest.fixture(scope="module")
def collector(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collector]:
    with collecting_behind(tmp_path_factory.mktemp("collector")) as collector:
        yield collector


def test_a_transaction_that_many_share_is_linked_with_each(traced: Shop, collector: Collector) -> None:  # noqa: F811
    sku, traces = f"sku-{uuid4()}", {uuid4().hex for _ in range(ORDERS)}
    traced.supply(sku, ORDERS)
    traced.stack.stop_process("worker")
    for trace in traces:
        order: dict[str, object] = {"order_id": f"o-{trace}", "items": [{"sku": sku, "quantity": 1}]}
        publish(traced, "OrderCreated", order, trace=trace)
    traced.stack.start_process("worker")
    traced.settle()

    def reserved(spans: list[ReceivedSpan]) -> list[ReceivedSpan]:
        return [span for span in spans if span.trace in traces and span.name == "reserve_stock stock"]

    spans = collector.wait_for(lambda spans: len(reserved(spans)) == ORDERS, "each order has its task")
    members = {(span.trace, span.id): span for span in reserved(spans)}
    shared = [span for span in spans if span.name == "transaction" and members.keys() & set(span.links)]
    assert max(len(transaction.links) for transaction in shared) > 1
    for transaction in shared:
        assert not transaction.parent
        for link in transaction.links:
            assert members[link].links == ((transaction.trace, transaction.id),)
