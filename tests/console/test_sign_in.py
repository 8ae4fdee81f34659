"""Sign-in: tokens that are taken and refused, the life of a session, and its cookie."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from api.refusal_log import REFUSAL_LOG
from console.app import create_app
from console.services import EXTENSION
from inventory import tokens
from inventory.database.transactions import Database, now
from inventory.settings import Settings
from inventory.tokens import Scope
from tests.api.shop import put_on_shelf
from tests.console.client import Visitor
from tests.console.conftest import SignIn


def token(database: Database, *scopes: Scope, name: str = "clerk", expires_in: timedelta | None = None) -> str:
    with database.transaction() as session:
        return tokens.create(session, name, scopes, now=now(session), expires_in=expires_in)[1]


def execute(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(statement))


def count(engine: Engine) -> int:
    with engine.begin() as connection:
        return int(connection.execute(text("SELECT count(*) FROM console_session")).scalar_one())


def test_a_person_signs_in_on_the_way_to_a_page(stranger: Visitor, database: Database) -> None:
    asked = stranger.get("/example/a%2Fb?quantity=3")
    assert (asked.status, asked.path.partition("?")[0]) == (200, "/sign-in")

    arrived = stranger.send(asked, action="/sign-in", token=token(database, Scope.STOCK_ADJUST, Scope.STOCK_READ))

    assert (arrived.status, arrived.path) == (200, "/example/a%2Fb?quantity=3")
    assert arrived.form().fields["quantity"] == "3"
    assert "token:clerk" in arrived.text


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example/", "/\\evil.example", "evil", "", "/\n/x", "/\t/x"]
)
def test_nobody_is_led_elsewhere_after_the_sign_in(stranger: Visitor, database: Database, back: str) -> None:
    shown = stranger.get("/sign-in")
    fields = shown.form("/sign-in").fields | {"next": back, "token": token(database, Scope.STOCK_READ)}

    arrived = stranger.post("/sign-in", fields)

    assert (arrived.status, arrived.path) == (200, "/")


@pytest.mark.parametrize(
    "typed", ["", "x", "invtok_", "invtok_" + "x" * 43, "eyJhbGciOiJub25lIn0.e30.", "ä" * 50, "x" * 7_000]
)
def test_a_token_that_is_none_is_refused(stranger: Visitor, engine: Engine, typed: str) -> None:
    shown = stranger.send(stranger.get("/sign-in"), action="/sign-in", token=typed)

    assert shown.status == 401
    assert "unknown, expired or revoked" in shown.text
    assert count(engine) == 0


def test_an_expired_and_a_revoked_token_look_like_one_that_never_was(stranger: Visitor, database: Database) -> None:
    old = token(database, Scope.STOCK_READ, name="old", expires_in=timedelta(microseconds=1))
    gone = token(database, Scope.STOCK_READ, name="gone")
    with database.transaction() as session:
        tokens.revoke(session, "gone", now=now(session))

    told = [
        stranger.send(stranger.get("/sign-in"), action="/sign-in", token=typed).text
        for typed in (old, gone, "invtok_" + "x" * 43)
    ]

    assert told[0] == told[1] == told[2]


def test_refused_tokens_do_not_fill_the_log(stranger: Visitor, caplog: pytest.LogCaptureFixture) -> None:
    REFUSAL_LOG._kinds.clear()
    caplog.set_level(logging.INFO)
    for number in range(20):
        stranger.send(stranger.get("/sign-in"), action="/sign-in", token=f"invtok_secret-{number}")

    told = [record.getMessage() for record in caplog.records if "sign-in at the console" in record.getMessage()]
    assert len(told) == 1
    assert "secret-" not in caplog.text


def test_the_cookie_is_for_this_host_alone_and_new_after_the_sign_in(
    app: Flask, database: Database, engine: Engine
) -> None:
    client = app.test_client()
    shown = client.get("/sign-in", base_url="https://console.example")
    before = shown.headers["Set-Cookie"]
    csrf = shown.text.split('name="csrf" value="')[1].split('"')[0]
    fields = {"csrf": csrf, "token": token(database, Scope.STOCK_READ)}
    answer = client.post("/sign-in", data=fields, base_url="https://console.example")
    after = answer.headers.get("Set-Cookie", before)

    assert after.startswith("__Host-inventory_console=")
    assert {one.strip() for one in after.split(";")[1:]} == {"Secure", "HttpOnly", "Path=/", "SameSite=Strict"}
    assert before.split(";")[0] != after.split(";")[0]
    with engine.begin() as connection:
        kept = str(connection.execute(text("SELECT console_session::text FROM console_session")).scalar_one())
    assert after.split(";")[0].partition("=")[2] not in kept


@pytest.mark.parametrize(
    ("host", "secure"),
    [
        *((host, False) for host in ("localhost:8010", "127.0.0.1:8010", "shop.localhost", "[::1]:8010")),
        *((host, True) for host in ("console.example", "10.0.0.7:8010", "127.0.0.1.evil.example")),
    ],
)
def test_a_cookie_goes_without_tls_to_the_own_machine_alone(app: Flask, host: str, *, secure: bool) -> None:
    cookie = app.test_client().get("/sign-in", headers={"Host": host}).headers["Set-Cookie"]

    assert ("Secure" in cookie, cookie.startswith("__Host-")) == (secure, secure)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE console_session SET expires_at = now()",
        "UPDATE console_session SET seen_at = now() - interval '1 hour'",
        "UPDATE api_token SET revoked_at = now()",
        "UPDATE api_token SET expires_at = now()",
        "DELETE FROM console_session",
        "TRUNCATE api_token",
    ],
)
def test_a_session_ends(signed_in: SignIn, engine: Engine, statement: str) -> None:
    clerk = signed_in(Scope.STOCK_READ, Scope.STOCK_ADJUST)
    form = clerk.get("/example/mug")
    assert form.path == "/example/mug"

    execute(engine, statement)

    refused = clerk.send(form, quantity="1")
    assert refused.status == 401
    assert "Your session is over" in refused.text
    assert clerk.get("/").path.startswith("/sign-in?next=")


def test_a_request_keeps_the_session_alive(signed_in: SignIn, engine: Engine) -> None:
    clerk = signed_in(Scope.STOCK_READ)
    execute(engine, "UPDATE console_session SET seen_at = now() - interval '59 minutes'")

    assert clerk.get("/").path == "/"

    with engine.begin() as connection:
        assert connection.execute(
            text("SELECT now() - seen_at < interval '1 minute' FROM console_session")
        ).scalar_one()


def test_a_session_never_outlives_its_token(stranger: Visitor, database: Database, engine: Engine) -> None:
    stranger.sign_in(token(database, Scope.STOCK_READ, expires_in=timedelta(minutes=5)))

    with engine.begin() as connection:
        left = connection.execute(text("SELECT expires_at - now() FROM console_session")).scalar_one()
    assert timedelta(minutes=4) < left <= timedelta(minutes=5)


def test_to_sign_out_ends_the_session_for_good(signed_in: SignIn, engine: Engine) -> None:
    clerk = signed_in(Scope.STOCK_READ)
    kept = clerk.client.get_cookie("inventory_console")
    assert kept is not None

    shown = clerk.send(clerk.get("/"), action="/sign-out")

    assert "You have signed out." in shown.text
    assert count(engine) == 0
    clerk.client.set_cookie("inventory_console", kept.value)
    assert clerk.get("/").path.startswith("/sign-in")


def test_two_processes_share_a_session(signed_in: SignIn, app: Flask, database_url: str) -> None:
    clerk = signed_in(Scope.STOCK_READ)
    cookie = clerk.client.get_cookie("inventory_console")
    assert cookie is not None
    second = create_app(Settings(database_url=database_url))
    other = Visitor(second)
    other.client.set_cookie("inventory_console", cookie.value)
    try:
        assert other.get("/").path == "/"
        other.send(other.get("/"), action="/sign-out")
        assert clerk.get("/").path.startswith("/sign-in")
    finally:
        second.extensions[EXTENSION].close()


def test_a_cookie_that_nobody_gave_is_no_session(app: Flask, engine: Engine) -> None:
    visitor = Visitor(app)
    for made_up in ("x", "x" * 43, "x" * 4_000, "\u00e4" * 43):
        visitor.client.set_cookie("inventory_console", made_up)
        assert visitor.get("/").path.startswith("/sign-in")
    assert count(engine) == 0


@pytest.mark.parametrize("is_open", [False, True])
@pytest.mark.parametrize("path", ["/example/mug?quantity=3", "/example/a%2Fb?", "/sign-in", "/nothing"])
def test_a_link_of_another_site_comes_again(app: Flask, open_app: Flask, path: str, *, is_open: bool) -> None:
    """The browser keeps the strict cookie back, and sends it when our own page asks again."""
    client = (open_app if is_open else app).test_client()
    answer = client.get(path, headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 200
    assert f'content="0; url={path.rstrip("?")}"' in answer.text
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("path", ["//evil.example/", "///evil.example/", "/\\evil.example/"])
def test_a_link_of_another_site_comes_again_to_us_alone(app: Flask, path: str) -> None:
    answer = app.test_client().get("/", headers={"Sec-Fetch-Site": "cross-site"}, environ_overrides={"RAW_URI": path})

    assert 'content="0; url=/evil.example/"' in answer.text


def test_old_sessions_are_removed(signed_in: SignIn, database: Database, engine: Engine) -> None:
    from inventory.upkeep.periods import Periods
    from inventory.upkeep.retention import Kind, prune

    signed_in(Scope.STOCK_READ, name="old")
    execute(engine, "UPDATE console_session SET expires_at = now() - interval '1 second'")
    signed_in(Scope.STOCK_READ, name="new")
    with database.transaction() as session:
        prune(session, Kind.SESSIONS, now=now(session), periods=Periods.of(Settings(database_url="postgresql://x/x")))

    with engine.begin() as connection:
        assert connection.execute(text("SELECT actor FROM console_session")).scalars().all() == ["token:new"]


OVER = "UPDATE console_session SET expires_at = now() - interval '1 second'"


def test_a_form_that_is_sent_after_the_session_is_kept_until_the_sign_in(
    signed_in: SignIn, database: Database, engine: Engine
) -> None:
    put_on_shelf(database, {"tea": 5})
    clerk = signed_in(Scope.STOCK_READ, Scope.STOCK_ADJUST)
    form = clerk.get("/stock/tea/adjust?location=main")
    execute(engine, OVER)

    over = clerk.send(form, location="main", delta="3", reason="found", note="behind <b>the</b> door", step="preview")
    assert over.status == 401
    wrong = clerk.send(over, action="/sign-in", token="invtok_" + "x" * 43)
    assert wrong.status == 401
    secret = token(database, Scope.STOCK_READ, Scope.STOCK_ADJUST, name="clerk again")
    back = clerk.send(wrong, action="/sign-in", token=secret)
    assert "behind <b>the</b> door" in back.text
    assert clerk.get("/stock/tea").text.count("by hand") == 0
    shown = clerk.send(back, action="/stock/tea/adjust?location=main")

    assert shown.status == 200
    assert shown.form().fields["note"] == "behind <b>the</b> door"
    assert "8 (+3)" in shown.text


def test_a_form_that_is_kept_has_its_key(signed_in: SignIn, database: Database, engine: Engine) -> None:
    put_on_shelf(database, {"tea": 5})
    clerk = signed_in(Scope.STOCK_READ, Scope.STOCK_ADJUST)
    form = clerk.get("/stock/tea/adjust?location=main")
    execute(engine, OVER)

    over = clerk.send(form, location="main", delta="3", reason="found", step="preview")

    assert over.form("/sign-in").fields["kept-once"] == form.form().fields["once"]
    assert "kept-csrf" not in over.form("/sign-in").fields


def test_a_form_that_is_not_of_the_visitor_is_not_kept(signed_in: SignIn, engine: Engine) -> None:
    clerk = signed_in(Scope.STOCK_READ, Scope.STOCK_ADJUST)
    execute(engine, OVER)
    fields = {"once": "k" * 22, "csrf": "0" * 64, "delta": "1000", "note": "of another site"}

    for headers in ({}, {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}):
        assert "of another site" not in clerk.post("/stock/tea/adjust", fields, headers=headers).html
    large = fields | {"csrf": clerk.csrf(), "padding": "x" * 70_000}
    assert "of another site" not in clerk.post("/stock/tea/adjust", large).html


@pytest.mark.parametrize(
    "address", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", ""]
)
def test_a_kept_form_goes_to_no_other_site(signed_in: SignIn, database: Database, address: str) -> None:
    clerk = signed_in(Scope.STOCK_READ)
    secret = token(database, Scope.STOCK_READ, name="another")
    asked = clerk.get("/sign-in")

    shown = clerk.send(asked, action="/sign-in", token=secret, kept=address, **{"kept-note": "typed"})

    assert "typed" not in shown.html
