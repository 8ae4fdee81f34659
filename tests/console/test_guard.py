"""The guard before every page: forms of others, scopes, headers, and all that goes wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from console.access.headers import HEADERS
from console.access.scopes import needed_by
from inventory.database.transactions import Database
from inventory.domain.allowance import Allowance
from inventory.tokens import Scope
from tests.api.logged import Logged
from tests.console.client import ORIGIN, Visitor
from tests.console.conftest import SignIn
from tests.console.test_example import supply
from tools.devstack.servers.postgresql import PostgreSQL

BOTH = (Scope.STOCK_READ, Scope.STOCK_ADJUST)


def movements(engine: Engine) -> int:
    with engine.begin() as connection:
        return int(connection.execute(text("SELECT count(*) FROM stock_movement WHERE kind = 'adjusted'")).scalar_one())


def form_of(visitor: Visitor) -> dict[str, str]:
    return visitor.get("/example/mug").form().fields | {"quantity": "1"}


def test_a_form_without_its_token_changes_nothing(signed_in: SignIn, database: Database, engine: Engine) -> None:
    supply(database, "mug", 5)
    clerk, other = signed_in(*BOTH), signed_in(*BOTH, name="other")
    fields = form_of(clerk)

    for csrf in ("", "x", form_of(other)["csrf"], "ä"):
        refused = clerk.post("/example/mug", fields | {"csrf": csrf})
        assert refused.status == 403
        assert "Nothing was changed" in refused.text
    del fields["csrf"]
    assert clerk.post("/example/mug", fields).status == 403
    assert movements(engine) == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:3000"},
        {"Origin": "http://localhost.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": ORIGIN, "Sec-Fetch-Site": "cross-site"},
    ],
    ids=str,
)
@pytest.mark.parametrize("is_open", [False, True])
def test_a_form_of_another_site_changes_nothing(
    signed_in: SignIn, open_app: Flask, database: Database, engine: Engine, headers: dict[str, str], *, is_open: bool
) -> None:
    supply(database, "mug", 5)
    visitor = Visitor(open_app) if is_open else signed_in(*BOTH)
    fields = form_of(visitor)

    answer = visitor.client.post("/example/mug", data=fields, headers=headers)

    assert answer.status_code == 403
    assert "sent this" in answer.text
    assert "Set-Cookie" not in answer.headers or "inventory_console" not in answer.headers["Set-Cookie"]
    assert movements(engine) == 0


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize(("method", "path"), [("POST", "/example/mug"), ("POST", "/sign-out"), ("GET", "/sign-in")])
def test_an_answer_to_another_site_gives_no_cookie(app: Flask, method: str, path: str, site: str) -> None:
    """Its browser has kept the strict cookie back. A new one would sign the person out."""
    answer = app.test_client().open(path, method=method, headers={"Sec-Fetch-Site": site})

    assert "Set-Cookie" not in answer.headers


def test_the_header_of_htmx_stands_for_the_field(signed_in: SignIn, database: Database, engine: Engine) -> None:
    supply(database, "mug", 5)
    clerk = signed_in(*BOTH)
    fields = form_of(clerk)
    csrf = fields.pop("csrf")

    assert clerk.post("/example/mug", fields, headers={"X-CSRF-Token": csrf}).status == 200
    assert movements(engine) == 1


def test_open_mode_has_its_forms_and_its_actor(open_app: Flask, database: Database, engine: Engine) -> None:
    supply(database, "mug", 5)
    visitor = Visitor(open_app)
    shown = visitor.send(visitor.get("/example/mug"), quantity="1")

    assert "1 units of mug were added." in shown.text
    assert "Nobody signs in here" in shown.text
    with engine.begin() as connection:
        last = connection.execute(text("SELECT actor FROM stock_movement ORDER BY id DESC LIMIT 1")).scalar_one()
    assert last == "console"
    assert Visitor(open_app).post("/example/mug", {"quantity": "1"}).status == 403


@pytest.mark.parametrize("host", ["rebound.example", "127.0.0.1.evil.example", "10.0.0.7", "[::1"])
def test_open_mode_answers_to_the_own_machine_alone(open_app: Flask, host: str) -> None:
    answer = open_app.test_client().get("/", headers={"Host": host})

    assert answer.status_code in {400, 403}
    assert "Overview" not in answer.text or answer.status_code == 403


def test_every_page_needs_a_scope(app: Flask) -> None:
    for endpoint in app.view_functions:
        if endpoint != "static":
            needed_by(app, endpoint)


def test_a_page_without_a_scope_is_served_to_nobody(app: Flask, signed_in: SignIn) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    shown = signed_in(*Scope).get("/forgotten")

    assert shown.status == 500
    assert "secret" not in shown.text


def test_the_limits_of_a_token_hold(signed_in: SignIn, database: Database, engine: Engine) -> None:
    supply(database, "mug", 5)
    clerk = signed_in(*BOTH, allowance=Allowance(locations=frozenset({"shop"})))

    shown = clerk.send(clerk.get("/example/mug"), quantity="1")

    assert shown.status == 403
    assert "The limit locations of the token is shop" in shown.text
    assert movements(engine) == 0


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/sign-in", 200),
        ("/static/console.css", 200),
        ("/static/nothing.css", 404),
        ("/static/../app.py", 404),
        ("/nothing", 404),
        ("/sign-out", 405),
        ("/healthz", 200),
        ("/readyz", 200),
        ("/example/%FF", 422),
        (f"/example/{'x' * 300}", 422),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_every_answer_has_its_headers(signed_in: SignIn, method: str, path: str, status: int) -> None:
    with signed_in(*Scope).client.open(path, method=method) as answer:
        headers = answer.headers

    assert answer.status_code == status
    assert {name: headers[name] for name in HEADERS} == HEADERS
    assert "'unsafe" not in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Request-ID"]
    assert "Server" not in headers or "Python" not in headers["Server"]


def test_a_static_file_is_kept_under_the_hash_of_its_content(stranger: Visitor) -> None:
    shown = stranger.get("/sign-in").html
    address = next(part.split('"')[0] for part in shown.split('href="') if part.startswith("/static/console.css?v="))

    with stranger.client.get(address) as answer:
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in answer.headers


def test_a_stranger_learns_of_no_path(stranger: Visitor) -> None:
    for path in ("/", "/nothing", "/example/mug"):
        assert stranger.client.get(path).status_code == 303
    assert stranger.client.options("/example/mug").status_code in {303, 405}
    assert stranger.client.delete("/").status_code in {401, 403}


def test_a_huge_body_is_refused(signed_in: SignIn, engine: Engine) -> None:
    clerk = signed_in(*BOTH)
    fields: dict[str, Any] = form_of(clerk) | {"note": "x" * 300_000}

    shown = clerk.post("/example/mug", fields)

    assert shown.status == 413
    assert "Nothing was changed" in shown.text
    assert movements(engine) == 0


def test_a_change_leaves_a_line_in_the_log(signed_in: SignIn, database: Database, logged: Logged) -> None:
    supply(database, "mug", 5)
    clerk = signed_in(*BOTH)
    clerk.send(clerk.get("/example/mug"), quantity="2")

    (line,) = [line for line in logged() if line["message"].startswith("console: POST /example/")]
    assert (line["actor"], line["sku"], line["status"]) == ("token:clerk", "mug", 303)
    assert line["request_id"]
    assert line["outcomes"] == {"changed": 1}


def test_the_database_is_away(signed_in: SignIn, stranger: Visitor, postgresql: PostgreSQL) -> None:
    clerk = signed_in(*BOTH)
    form = clerk.get("/example/mug")
    postgresql.stop()
    try:
        answers = [clerk.get("/"), clerk.send(form, quantity="1"), stranger.get("/sign-in")]
        refused = stranger.send(answers[2], action="/sign-in", token="invtok_" + "x" * 43)
        part = clerk.get("/", headers={"HX-Request": "true"})
        ready, alive = stranger.client.get("/readyz"), stranger.client.get("/healthz")
    finally:
        postgresql.restart()

    assert [one.status for one in [*answers, refused]] == [503, 503, 200, 503]
    assert "<h1>" in answers[0].html
    assert part.status == 503
    assert "<h1>" not in part.html
    assert answers[0].headers["Retry-After"] == "5"
    assert "The database can't be reached now. Nothing was changed. Try again." in answers[1].text
    assert (ready.status_code, json.loads(ready.text)["database"], alive.status_code) == (503, "unreachable", 200)


def test_the_same_form_with_other_values_is_told(signed_in: SignIn, database: Database, engine: Engine) -> None:
    supply(database, "mug", 5)
    clerk = signed_in(*BOTH)
    form = clerk.get("/example/mug")
    clerk.send(form, quantity="2")

    shown = clerk.send(form, quantity="3")

    assert shown.status == 409
    assert "This form" in shown.text or "The form was sent before" in shown.text
    assert movements(engine) == 1
