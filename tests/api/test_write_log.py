"""Each call that may change something leaves one line, with the ids that its caller may quote."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from api.app import create_app
from api.services import EXTENSION
from inventory.settings import Settings
from tests.api.client import Client
from tests.api.logged import Logged

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
HEADERS = {"X-Request-ID": "call-7", "traceparent": f"00-{TRACE}-00f067aa0ba902b7-01"}


@pytest.fixture
def guarded(database_url: str) -> Iterator[Client]:
    app: Flask = create_app(Settings(database_url=database_url))
    yield Client(app)
    app.extensions[EXTENSION].close()


def writes(logged: Logged) -> list[dict[str, Any]]:
    return [line for line in logged() if line["logger"] == "api.write_log"]


def deliver(client: Client, sku: str, units: int) -> None:
    body = {"delta": units, "reason": "received", "reference": f"{sku}-{units}"}
    assert client.post(f"/v1/stock/{sku}/adjustments", json=body).status_code == 201


def order(order_id: str, sku: str, quantity: int) -> dict[str, Any]:
    return {"order_id": order_id, "items": [{"sku": sku, "quantity": quantity}]}


def test_each_call_that_may_change_something_is_one_line(client: Client, logged: Logged) -> None:
    deliver(client, "mug", 5)
    held = client.post("/v1/reservations", json=order("o-1", "mug", 2), headers=HEADERS)
    client.post("/v1/reservations", json=order("o-1", "mug", 2))
    client.post("/v1/reservations", json=order("o-2", "mug", 9))
    client.post("/v1/reservations/o-1/confirm")
    client.post("/v1/reservations/o-9/confirm")
    client.get("/v1/reservations/o-1")
    first, line, *others = writes(logged)
    assert (first["sku"], first["status"], first["outcomes"]) == ("mug", 201, {"created": 1})
    assert held.headers["X-Request-ID"] == line["request_id"] == "call-7"
    assert held.headers["Inventory-Request-ID"] == line["own_request_id"]
    assert 0 < line.pop("seconds") < 60
    for name in ("time", "own_request_id"):
        del line[name]
    assert line == {
        "level": "INFO",
        "logger": "api.write_log",
        "message": "POST /v1/reservations: 201",
        "request_id": "call-7",
        "trace_id": TRACE,
        "method": "POST",
        "route": "/v1/reservations",
        "status": 201,
        "actor": "http",
        "order_id": "o-1",
        "outcomes": {"pending": 1},
    }
    told = [(each["order_id"], each["status"], each.get("code"), each.get("outcomes")) for each in others]
    assert told == [
        ("o-1", 200, None, {"pending": 1}),
        ("o-2", 409, "insufficient_stock", {"insufficient_stock": 1}),
        ("o-1", 200, None, {"confirmed": 1}),
        ("o-9", 404, "unknown_reservation", {"unknown_reservation": 1}),
    ]


def test_a_call_that_is_no_good_is_a_line_with_its_code(client: Client, logged: Logged) -> None:
    refused = client.post("/v1/reservations/o-1/confirm", data="{", content_type="application/json")
    (line,) = writes(logged)
    assert line["message"] == "POST /v1/reservations/{order_id}/confirm: 400"
    assert (line["order_id"], line["status"], line["code"]) == ("o-1", 400, refused.json["code"])
    assert "outcomes" not in line


def test_callers_that_are_not_let_in_leave_no_line(guarded: Client, logged: Logged) -> None:
    for _ in range(20):
        assert guarded.post("/v1/reservations/o-1/confirm").status_code == 401
    assert not writes(logged)


def test_an_id_from_outside_forges_no_line(client: Client, logged: Logged) -> None:
    foreign = "o-1%0A%7B%22level%22%3A%22ERROR%22%7D%1B%5B31m"
    client.post(f"/v1/reservations/{foreign}/confirm", headers={"X-Request-ID": "a b", "traceparent": "x"})
    (line,) = writes(logged)
    assert len(line["request_id"]) == 32
    assert "trace_id" not in line
