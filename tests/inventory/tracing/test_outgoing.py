"""A collector that is away or slow costs spans, and never time."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from time import monotonic

import pytest
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider

from inventory.tracing import outgoing
from inventory.tracing.outgoing import Outgoing
from inventory.tracing.spans import CALL_ANSWERED
from tests.collector import Collector, Refusal
from tests.traced import Traced
from tools.devstack.processes.children import wait_until

MANY = 3_000


class Sending:
    """A queue of at most a thousand spans to one collector."""

    def __init__(self, url: str, *, timeout: float = 6) -> None:
        self.queue = Outgoing(OTLPSpanExporter(f"{url}/v1/traces", timeout=timeout), max_waiting=1_000)
        provider = TracerProvider(shutdown_on_exit=False)
        provider.add_span_processor(self.queue)
        self._tracer = provider.get_tracer("tests")

    def send(self, number: int) -> float:
        """Returns the longest time that one span took, in seconds."""
        longest = 0.0
        for _ in range(number):
            began = monotonic()
            self._tracer.start_span("work").end()
            longest = max(longest, monotonic() - began)
        return longest


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing, "INTERVAL_SECONDS", 0.05)
    monkeypatch.setattr(outgoing, "PAUSE_SECONDS", 0.1)


@pytest.fixture
def sending(collector: Collector) -> Iterator[Sending]:
    sending = Sending(collector.url)
    yield sending
    sending.queue.close(5)


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    ours = [record for record in caplog.records if record.name == outgoing.__name__]
    return [record.getMessage() for record in ours if record.levelno >= logging.WARNING]


def test_a_collector_that_goes_away_costs_spans_and_is_told_once(
    collector: Collector, sending: Sending, caplog: pytest.LogCaptureFixture
) -> None:
    sending.send(10)
    collector.wait_for(lambda spans: len(spans) == 10, "the first spans arrive")
    collector.stop()
    assert sending.send(MANY) < 4  # it would be the timeout
    assert wait_until(lambda: sending.queue.lost > MANY - 500, seconds=60)  # more than do not fit in the queue
    assert sending.send(MANY) < 4  # it would be the timeout
    collector.start()

    def back() -> bool:
        sending.send(1)
        return len(collector.spans()) > 10

    assert wait_until(back, seconds=60, interval=0.1)
    sending.send(10)
    sending.queue.close(5)
    away, again, total = warnings(caplog)
    assert away == "spans are lost: the collector does not take them, or not in time. Work goes on"
    assert again == f"the collector takes all spans again. Lost so far: {sending.queue.lost}"
    assert total == f"spans that no collector has taken: {sending.queue.lost}"


def test_every_span_has_arrived_or_is_counted(collector: Collector, sending: Sending) -> None:
    sending.send(MANY)
    collector.stop()
    sending.send(MANY)
    collector.start()
    sending.send(MANY)
    sending.queue.close(30)
    assert len(collector.spans()) + sending.queue.lost == 3 * MANY


def test_a_collector_that_hangs_slows_nothing_down_and_no_end(
    collector: Collector, caplog: pytest.LogCaptureFixture
) -> None:
    sending = Sending(collector.url, timeout=60)
    collector.answering.clear()
    assert sending.send(MANY) < 30  # it would be the timeout
    assert sending.queue.lost >= MANY - 1_000 - outgoing.BATCH
    began = monotonic()
    sending.queue.close(0.5)
    assert monotonic() - began < 30
    assert sending.queue.lost == MANY  # the spans under way are counted, too
    assert warnings(caplog)[-1] == f"spans that no collector has taken: {MANY}"


def test_the_end_of_a_process_sends_what_is_left(collector: Collector, sending: Sending) -> None:
    sending.send(700)
    sending.queue.close(30)
    assert (len(collector.spans()), sending.queue.lost) == (700, 0)


@pytest.mark.parametrize("status", [429, 503])
def test_a_collector_that_refuses_for_a_second_gets_every_span_then(
    collector: Collector, sending: Sending, status: int
) -> None:
    collector.refusal = Refusal(status, "1")
    sending.send(10)
    assert wait_until(lambda: collector.refusals > 0, seconds=60)
    collector.refusal = None
    collector.wait_for(lambda spans: len(spans) == 10, "the refused spans arrive")
    assert sending.queue.lost == 0


@pytest.mark.parametrize("status", [429, 503])
def test_a_collector_that_refuses_for_an_hour_costs_spans_and_no_end(
    collector: Collector, sending: Sending, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    collector.refusal = Refusal(status, "3600")
    sending.send(10)
    assert wait_until(lambda: sending.queue.lost == 10, seconds=60)
    assert warnings(caplog) == ["spans are lost: the collector does not take them, or not in time. Work goes on"]
    began = monotonic()
    sending.queue.close(0.5)
    assert monotonic() - began < 30  # it would be the hour


def test_spans_are_compressed_if_the_exporter_is_told_to(
    collector: Collector, traced: Traced, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip")
    traced().begin("work", CALL_ANSWERED, {"text": "a" * 300}, parent=None).end()
    (span,) = collector.wait_for(bool, "the span arrives")
    assert collector.headers[-1]["Content-Encoding"] == "gzip"
    assert span.attributes["text"] == "a" * 300
