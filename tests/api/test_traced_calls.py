"""A call over HTTP as a span in the trace of its caller, and the transaction that it shares."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from api.app import create_app
from api.services import EXTENSION, Services
from inventory.database.transactions import Database
from inventory.settings import Settings
from inventory.tracing import choice
from tests.api.client import Client
from tests.api.gunicorn_process import api_server
from tests.api.logged import Logged
from tests.api.shop import put_on_shelf
from tests.collector import Collector
from tests.traced import Traced
from tools.devstack.processes.children import wait_until
from tools.devstack.processes.patience import MachineTime

TRACE, CALLER = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
SAMPLED, UNSAMPLED = f"00-{TRACE}-{CALLER}-01", f"00-{TRACE}-{CALLER}-00"

Make = Callable[[], Flask]


@pytest.fixture
def make(database_url: str, database: Database) -> Iterator[Make]:
    """Make an application, in a process that has chosen to trace or not to."""
    put_on_shelf(database, {"mug": 10})
    with database.transaction() as session:
        session.execute(text("DELETE FROM outbox_event"))
    made: list[Flask] = []

    def make() -> Flask:
        made.append(create_app(Settings(database_url=database_url, authentication="open")))
        return made[-1]

    yield make
    for app in made:
        app.extensions[EXTENSION].close()


def order(order_id: str, quantity: int = 1) -> dict[str, object]:
    return {"order_id": order_id, "items": [{"sku": "mug", "quantity": quantity}]}


def told(database: Database, order_id: str) -> str | None:
    """The trace context of the only outcome of an order."""
    with database.transaction() as session:
        found = session.execute(text("SELECT traceparent FROM outbox_event WHERE key = :key"), {"key": order_id})
        context: str | None = found.scalar_one()
        return context


def test_a_call_and_its_transaction_are_in_the_trace_of_the_caller(
    traced: Traced, make: Make, collector: Collector, database: Database, logged: Logged
) -> None:
    traced()
    client = Client(make())
    assert client.post("/v1/reservations", json=order("o-1"), headers={"traceparent": SAMPLED}).status_code == 201
    choice.stop()
    transaction, call = collector.spans()
    assert (call.name, call.kind, call.trace, call.parent) == ("POST /v1/reservations", "SERVER", TRACE, CALLER)
    assert call.attributes == {
        "http.request.method": "POST",
        "url.scheme": "http",
        "url.path": "/v1/reservations",
        "http.route": "/v1/reservations",
        "http.response.status_code": 201,
        "inventory.order_id": "o-1",
    }
    assert (transaction.name, transaction.trace, transaction.parent) == ("transaction", TRACE, call.id)
    assert transaction.nanoseconds <= call.nanoseconds
    assert call.is_named_by(told(database, "o-1"))
    assert [line["trace_id"] for line in logged() if line["logger"] == "api.write_log"] == [TRACE]


def test_a_call_without_a_trace_begins_one_and_its_log_has_it(
    traced: Traced, make: Make, collector: Collector, database: Database, logged: Logged
) -> None:
    traced()
    Client(make()).post("/v1/reservations", json=order("o-1"), headers={"traceparent": "mine"})
    choice.stop()
    _, call = collector.spans()
    assert call.parent == ""
    assert call.is_named_by(told(database, "o-1"))
    assert [line["trace_id"] for line in logged() if line["logger"] == "api.write_log"] == [call.trace]


def test_a_caller_who_does_not_record_has_no_spans_and_keeps_its_trace(
    traced: Traced, make: Make, collector: Collector, database: Database
) -> None:
    traced()
    Client(make()).post("/v1/reservations", json=order("o-1"), headers={"traceparent": UNSAMPLED})
    choice.stop()
    assert collector.spans() == []
    outcome = told(database, "o-1")
    assert outcome is not None
    assert outcome.startswith(f"00-{TRACE}-")
    assert outcome.endswith("-00")


def test_calls_that_share_a_transaction_are_linked_with_it(
    traced: Traced, make: Make, collector: Collector, database: Database
) -> None:
    traced()
    app = make()
    services: Services = app.extensions[EXTENSION]
    turns = services.group_commit
    with ThreadPoolExecutor(3) as threads:

        def reserve(order_id: str) -> None:
            threads.submit(Client(app).post, "/v1/reservations", json=order(order_id))

        with database.transaction() as session:
            session.execute(text("SELECT FROM product_inventory FOR UPDATE"))
            reserve("o-0")
            assert wait_until(lambda: turns.busy_seconds > 0, seconds=60, interval=0.001)
            reserve("o-1")
            reserve("o-2")
            assert wait_until(lambda: len(turns._waiting) == 2, seconds=60, interval=0.001)
    choice.stop()
    (shared,) = [span for span in collector.spans(name="transaction") if span.links]
    calls = {span.attributes["inventory.order_id"]: span for span in collector.spans(name="POST /v1/reservations")}
    sharing = [calls["o-1"], calls["o-2"]]
    assert set(shared.links) == {(call.trace, call.id) for call in sharing}
    assert shared.attributes["inventory.commands"] == 2
    assert len({shared.trace, *(call.trace for call in sharing)}) == 3
    assert [call.links for call in sharing] == 2 * [((shared.trace, shared.id),)]
    for call in sharing:
        assert call.is_named_by(told(database, call.attributes["inventory.order_id"]))


def test_what_is_refused_has_not_failed_and_what_fails_has(
    traced: Traced, make: Make, collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    traced()
    app = make()
    client = app.test_client()
    client.post("/v1/reservations", json=order("o-1", 99))
    client.get("/nowhere/of/mine")
    client.open("/v1/reservations", method="BREW")
    # Of these reads alone: the refusal above is being stored meanwhile.
    monkeypatch.setattr(app.extensions[EXTENSION].reads, "transaction", None)
    client.get("/v1/stock/mug")
    choice.stop()
    calls = [span for span in collector.spans() if span.kind == "SERVER"]
    assert [(call.name, call.attributes["http.response.status_code"], call.failed) for call in calls] == [
        ("POST /v1/reservations", 409, False),
        ("GET", 404, False),
        ("HTTP", 405, False),
        ("GET /v1/stock/{sku}", 500, True),
    ]
    assert calls[-1].attributes["error.type"] == "500"
    assert calls[-1].attributes["inventory.sku"] == "mug"


def test_neither_probes_nor_queries_are_in_a_trace(traced: Traced, make: Make, collector: Collector) -> None:
    traced()
    client = make().test_client()
    for path in ("/healthz", "/readyz", "/metrics"):
        client.get(path)
    client.get("/v1/stock?sku=mug&token=secret", headers={"Authorization": "Bearer invtok_secret"})
    choice.stop()
    (call,) = collector.spans()
    assert call.attributes["url.path"] == "/v1/stock"
    assert "secret" not in str(call)


def test_an_api_that_stops_sends_its_last_spans(
    database_url: str, database: Database, collector: Collector, tmp_path: Path
) -> None:
    put_on_shelf(database, {"mug": 1})
    with api_server(database_url, tmp_path, OTEL_EXPORTER_OTLP_ENDPOINT=collector.url) as server:
        assert server.caller.reserve("o-1", ("mug", 1)).status == 201
    assert {span.name for span in collector.spans(service="inventory-api")} == {"transaction", "POST /v1/reservations"}


def test_a_collector_that_hangs_keeps_no_caller_waiting_and_no_api_from_stopping(
    database_url: str, database: Database, collector: Collector, tmp_path: Path
) -> None:
    put_on_shelf(database, {"mug": 50})
    collector.answering.clear()
    with api_server(database_url, tmp_path, OTEL_EXPORTER_OTLP_ENDPOINT=collector.url) as server:
        waited = MachineTime()
        for number in range(50):
            assert server.caller.reserve(f"o-{number}", ("mug", 1)).status == 201
        assert waited.passed() < 10
        stopping = MachineTime()
    assert stopping.passed() < 10


def test_without_an_endpoint_the_context_of_the_caller_goes_on_as_it_came(
    make: Make, collector: Collector, database: Database
) -> None:
    app = make()
    seen: list[str | None] = []

    @app.before_request
    def look() -> None:
        from flask import request

        seen.append(request.environ.get("HTTP_TRACEPARENT"))

    client = Client(app)
    client.post("/v1/reservations", json=order("o-1"), headers={"traceparent": SAMPLED})
    client.post("/v1/reservations", json=order("o-2"))
    assert (told(database, "o-1"), told(database, "o-2")) == (SAMPLED, None)
    assert seen == [SAMPLED, None]
    assert collector.spans() == []
