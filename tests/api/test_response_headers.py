"""Headers of answers are sent as they stand, the same as Werkzeug would send."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask, url_for
from werkzeug.test import EnvironBuilder, run_wsgi_app
from werkzeug.urls import iri_to_uri

from api.contract import response
from api.tracing import OWN_HEADER
from inventory.database.transactions import Database
from tests.api.shop import put_on_shelf

CHANGING = {"X-Request-ID", OWN_HEADER, "ETag"}


def sent(app: Flask, sku: str, order_id: str, *, mounted_at: str = "") -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the status and the headers of answers as a server is given them."""
    items = [{"sku": sku, "quantity": 1}]
    asked: list[tuple[str, str, dict[str, Any]]] = [
        ("POST", "/v1/reservations", {"json": {"order_id": order_id, "items": items}}),
        ("POST", "/v1/availability", {"json": {"items": items}}),
        ("GET", "/v1/stock", {"query_string": {"sku": sku}}),
        ("HEAD", "/v1/stock", {"query_string": {"sku": sku}}),
        ("GET", "/v1/stock/nothing", {}),
        ("GET", "/healthz", {}),
        ("GET", "/openapi.json", {}),
    ]
    answers = []
    for method, path, options in asked:
        environ = EnvironBuilder(path=path, method=method, **options).get_environ()
        environ["SCRIPT_NAME"] = mounted_at.encode().decode("latin-1")
        _, status, headers = run_wsgi_app(app, environ, buffered=True)
        answers.append((status, [one for one in headers.to_wsgi_list() if one[0] not in CHANGING]))
    return answers


@pytest.mark.parametrize("mounted_at", ["", "/shop", "/thé / 茶"])
@pytest.mark.parametrize("sku", ["tea", "thé / 茶 %41"])
def test_headers_are_those_of_werkzeug(
    app: Flask, database: Database, monkeypatch: pytest.MonkeyPatch, sku: str, mounted_at: str
) -> None:
    put_on_shelf(database, {sku: 10})
    sent(app, sku, sku)  # the order is made
    ours = sent(app, sku, sku, mounted_at=mounted_at)
    assert [status for status, _ in ours] == ["200 OK"] * 4 + ["404 NOT FOUND"] + ["200 OK"] * 2
    with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": mounted_at.encode().decode("latin-1")}):
        path = url_for("reservations.show", order_id=sku)
    assert dict(ours[0][1])["Content-Location"] == iri_to_uri(path)
    monkeypatch.setattr(response, "_COMPLETE", frozenset())
    assert sent(app, sku, sku, mounted_at=mounted_at) == ours
