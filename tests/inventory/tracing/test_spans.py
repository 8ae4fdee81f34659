"""Spans as a collector gets them: their traces, their links, and which of them are recorded."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from inventory.settings import Settings
from inventory.tracing import choice
from inventory.tracing.choice import Off, tracing
from inventory.tracing.spans import CALL_ANSWERED, MESSAGE_TAKEN, Span, Spans, moment
from tests.collector import Collector
from tests.traced import Traced

TRACE, CALLER = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
SAMPLED, UNSAMPLED = f"00-{TRACE}-{CALLER}-01", f"00-{TRACE}-{CALLER}-00"
OTHER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
ROOT = Path(__file__).parents[3]


def begun(spans: Spans, parent: str | None = SAMPLED, name: str = "work") -> Span:
    return spans.begin(name, MESSAGE_TAKEN, {"inventory.order_id": "o-1"}, parent=parent)


def test_a_span_is_below_its_caller_and_what_follows_is_below_it(collector: Collector, traced: Traced) -> None:
    spans = traced()
    span = begun(spans)
    begun(spans, span.traceparent, "below").end(error="Busy")
    span.end()
    choice.stop()
    below, work = collector.spans()
    assert (work.trace, work.parent, work.kind, work.failed) == (TRACE, CALLER, "CONSUMER", False)
    assert span.traceparent == f"00-{TRACE}-{work.id}-01"
    assert (below.trace, below.parent, below.failed) == (TRACE, work.id, True)
    assert below.attributes == {"inventory.order_id": "o-1", "error.type": "Busy"}


def test_the_process_is_told(collector: Collector, traced: Traced, monkeypatch: pytest.MonkeyPatch) -> None:
    for variables, name in (
        ({}, "inventory-test"),
        ({"OTEL_SERVICE_NAME": "shop-stock"}, "shop-stock"),
        ({"OTEL_RESOURCE_ATTRIBUTES": "service.name=stock,team=blue"}, "stock"),
    ):
        for variable, value in variables.items():
            monkeypatch.setenv(variable, value)
        begun(traced(**variables), name=name).end()
        choice.stop()
        monkeypatch.delenv("OTEL_SERVICE_NAME", raising=False)
    assert [(span.name, span.service) for span in collector.spans()] == [
        ("inventory-test", "inventory-test"),
        ("shop-stock", "shop-stock"),
        ("stock", "stock"),
    ]
    assert all(span.instance.endswith(f"/{os.getpid()}") for span in collector.spans())


@pytest.mark.parametrize(
    "variables",
    [
        {"OTEL_EXPORTER_OTLP_HEADERS": "authorization=Bearer%20secret,x-tenant=shop"},
        {
            "OTEL_EXPORTER_OTLP_HEADERS": "authorization=Bearer%20of-metrics",
            "OTEL_EXPORTER_OTLP_TRACES_HEADERS": "authorization=Bearer%20secret,x-tenant=shop",
        },
    ],
    ids=["for all signals", "for traces"],
)
def test_headers_go_to_the_collector(collector: Collector, traced: Traced, variables: dict[str, str]) -> None:
    begun(traced(**variables)).end()
    choice.stop()
    (headers,) = collector.headers
    assert (headers["authorization"], headers["x-tenant"]) == ("Bearer secret", "shop")


@pytest.mark.parametrize(
    ("sampler", "parent", "recorded"),
    [
        ("parentbased_always_on", SAMPLED, True),
        ("parentbased_always_on", UNSAMPLED, False),
        ("parentbased_always_on", None, True),
        ("parentbased_always_off", SAMPLED, True),
        ("parentbased_always_off", None, False),
        ("parentbased_traceidratio", None, False),
        ("parentbased_traceidratio", SAMPLED, True),
        ("always_on", UNSAMPLED, True),
        ("always_off", SAMPLED, False),
        ("traceidratio", SAMPLED, False),
    ],
)
def test_the_caller_and_the_sampler_decide(
    collector: Collector,
    traced: Traced,
    sampler: str,
    parent: str | None,
    recorded: bool,  # noqa: FBT001
) -> None:
    spans = traced(OTEL_TRACES_SAMPLER=sampler, OTEL_TRACES_SAMPLER_ARG="0")
    span = begun(spans, parent)
    begun(spans, span.traceparent).end()
    span.end()
    choice.stop()
    assert span.is_recorded is recorded
    assert len(collector.spans()) == (2 if recorded and sampler != "always_off" else 0)
    assert span.traceparent.endswith("-01" if recorded else "-00") or parent is None


def test_a_transaction_of_one_is_below_it(collector: Collector, traced: Traced) -> None:
    spans = traced()
    member, began_at = begun(spans), moment()
    spans.record_transaction([member], began_at=began_at, commands=1)
    member.end()
    choice.stop()
    shared, work = collector.spans()
    assert (shared.name, shared.trace, shared.parent, shared.links) == ("transaction", TRACE, work.id, ())
    assert shared.kind == "CLIENT"
    assert shared.attributes["db.system.name"] == "postgresql"


def test_a_transaction_of_several_has_a_trace_of_its_own_and_links(collector: Collector, traced: Traced) -> None:
    spans = traced(OTEL_TRACES_SAMPLER="parentbased_always_off")
    members = [begun(spans, SAMPLED), begun(spans, UNSAMPLED), begun(spans, OTHER)]
    spans.record_transaction(members, began_at=moment(), commands=3, error="Busy")
    for member in members:
        member.end()
    choice.stop()
    shared, first, last = collector.spans()
    assert shared.trace not in {first.trace, last.trace}
    assert (shared.parent, shared.failed) == ("", True)
    assert shared.links == ((first.trace, first.id), (last.trace, last.id))
    assert first.links == last.links == ((shared.trace, shared.id),)


def test_a_transaction_of_nobody_who_is_recorded_is_not_recorded(collector: Collector, traced: Traced) -> None:
    spans = traced()
    for members in ([], [begun(spans, UNSAMPLED)], [begun(spans, UNSAMPLED), begun(spans, UNSAMPLED)]):
        spans.record_transaction(members, began_at=moment(), commands=1)
    choice.stop()
    assert collector.spans() == []


def test_text_of_callers_is_bounded(collector: Collector, traced: Traced) -> None:
    span = traced().begin("call", CALL_ANSWERED, {"url.path": "/" + 5_000 * "x"}, parent=None)
    span.tell({f"inventory.{number}": number for number in range(100)})
    span.end()
    choice.stop()
    (arrived,) = collector.spans()
    assert len(arrived.attributes) == 32
    assert all(len(value) <= 300 for value in arrived.attributes.values() if isinstance(value, str))


@pytest.mark.parametrize("parent", ["", "x", "00-trace-span-01", "00-1-1-1-1"])
def test_no_work_fails_for_want_of_a_trace(collector: Collector, traced: Traced, parent: str) -> None:
    spans = traced()
    assert spans.elsewhere(parent) is None
    begun(spans, parent).end()
    choice.stop()
    assert [span.parent for span in collector.spans()] == [""]


@pytest.mark.parametrize(
    ("modules", "loaded"),
    [
        ("api.app, bridge.__main__, bridge.relay.relay", ("opentelemetry", "google.protobuf", "requests")),
        # The client of Redis loads the SDK's metrics wherever they are installed.
        (
            "tasks.app, tasks.stock, tasks.worker.process",
            ("opentelemetry.exporter", "opentelemetry.sdk.trace", "google"),
        ),
    ],
)
def test_without_an_endpoint_nothing_is_traced_and_nothing_is_loaded(modules: str, loaded: tuple[str, ...]) -> None:
    program = (
        f"import sys, {modules}\n"
        "from inventory.settings import settings\n"
        "from inventory.tracing import choice\n"
        "choice.start(settings(), 'api')\n"
        f"print(choice.tracing(), [name for name in sys.modules if name.startswith({loaded!r})])\n"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OTEL_")}
    environment["DATABASE_URL"] = "postgresql://db/x"
    told = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert told.stdout == "Off() []\n"


def test_it_can_be_turned_off_whatever_else_is_set() -> None:
    given = Settings(
        database_url="postgresql://db/x", OTEL_EXPORTER_OTLP_ENDPOINT="http://c:4318", OTEL_SDK_DISABLED="true"
    )
    choice.start(given, "test")
    assert tracing() == Off()


def test_a_forked_process_sends_spans_of_its_own(collector: Collector, traced: Traced) -> None:
    spans = traced()
    child = os.fork()
    if child == 0:  # as a worker's process begins and ends
        try:
            begun(traced(), name="child").end()
            choice.stop()
        finally:
            os._exit(0)
    assert os.waitpid(child, 0) == (child, 0)
    begun(spans, name="parent").end()
    choice.stop()
    assert {(span.name, span.instance.rpartition("/")[2]) for span in collector.spans()} == {
        ("child", str(child)),
        ("parent", str(os.getpid())),
    }
