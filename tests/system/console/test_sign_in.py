"""Sign-in in a real browser, and all that every page keeps."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pytest
from sqlalchemy import Engine, text

from inventory.tokens import Scope
from tests.console.gunicorn_process import ConsoleServer
from tests.system.console.conftest import MakeToken, SignIn
from tests.system.console.hostile import HOSTILE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.system.console.browser import Person

pytestmark = pytest.mark.timeout(300)


def test_the_sign_in_page_is_good(somebody: Person) -> None:
    somebody.go("/sign-in")

    assert somebody.page.title() == "Sign in · Inventory"
    somebody.require_good_page()


def test_a_person_signs_in_and_out(signed_in: SignIn) -> None:
    clerk = signed_in(Scope.STOCK_READ)

    assert clerk.page.get_by_role("banner").get_by_text("token:clerk").is_visible()
    assert "has_signed_in" not in clerk.page.url
    clerk.page.get_by_role("button", name="Sign out").click()
    clerk.page.get_by_text("You have signed out.").wait_for()
    clerk.go("/")

    assert urlsplit(clerk.page.url).path == "/sign-in"
    clerk.require_good_page()


def test_a_wrong_token_is_told_and_nothing_else(somebody: Person) -> None:
    somebody.go("/sign-in")
    somebody.page.get_by_label("Your token").fill("invtok_" + "x" * 43)
    somebody.page.get_by_role("button", name="Sign in").click()

    somebody.page.get_by_role("alert").wait_for()
    assert "unknown, expired or revoked" in somebody.text
    somebody.require_good_page()


def test_an_expired_session_asks_for_a_token_and_leads_back(
    signed_in: SignIn, engine: Engine, make_token: MakeToken
) -> None:
    clerk = signed_in(Scope.STOCK_READ, Scope.STOCK_ADJUST, path="/example/mug")
    with engine.begin() as connection:
        connection.execute(text("UPDATE console_session SET expires_at = now() - interval '1 second'"))

    clerk.page.get_by_role("button", name="Add them").click()
    clerk.page.get_by_role("alert").wait_for()
    assert "Your session is over" in clerk.text
    clerk.require_good_page()
    clerk.sign_in(make_token(Scope.STOCK_READ, Scope.STOCK_ADJUST, name="again"), "/example/mug")

    assert urlsplit(clerk.page.url).path == "/example/mug"


def test_two_tabs_share_a_session_and_end_it_together(signed_in: SignIn) -> None:
    clerk = signed_in(Scope.STOCK_READ, Scope.STOCK_ADJUST)
    other = clerk.another_tab()
    other.go("/example/mug")
    clerk.page.get_by_role("button", name="Sign out").click()
    clerk.page.get_by_text("You have signed out.").wait_for()

    other.page.get_by_role("button", name="Add them").click()
    other.page.get_by_role("alert").wait_for()

    assert "Nothing was changed" in other.text
    other.require_quiet()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_shown_as_text(signed_in: SignIn, name: str) -> None:
    clerk = signed_in(Scope.STOCK_READ, Scope.STOCK_ADJUST, path=f"/example/{quote(name, safe='')}")

    assert name in clerk.page.locator("h1").inner_text()
    clerk.require_good_page()


def test_the_console_works_without_scripts(browser: Browser, server: ConsoleServer, make_token: MakeToken) -> None:
    from tests.system.console.browser import person

    with person(browser, server.url, scripts=False) as clerk:
        clerk.sign_in(make_token(Scope.STOCK_READ, Scope.STOCK_ADJUST), "/example/mug")
        clerk.page.get_by_role("button", name="Add them").click()
        clerk.page.get_by_role("alert").wait_for()

        assert "Check the name" in clerk.text


def test_a_slash_leads_to_the_search(signed_in: SignIn) -> None:
    clerk = signed_in(Scope.STOCK_READ)
    clerk.page.keyboard.press("/")

    assert clerk.page.evaluate("document.activeElement.id") == "search"


@pytest.fixture
def elsewhere(server: ConsoleServer) -> Iterator[str]:
    """A page of another site with a link to the console."""
    body = f'<a href="{server.url}/example/mug?quantity=3">the mug</a>'.encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as site:
        Thread(target=site.serve_forever, daemon=True).start()
        yield f"http://localhost:{site.server_port}/"
        site.shutdown()


def test_a_link_on_a_page_of_another_site_finds_the_session(signed_in: SignIn, elsewhere: str) -> None:
    clerk = signed_in(Scope.STOCK_READ, Scope.STOCK_ADJUST)
    clerk.page.goto(elsewhere)
    clerk.page.get_by_role("link", name="the mug").click()
    clerk.page.wait_for_url("**/example/mug?quantity=3")
    clerk.page.get_by_role("button", name="Add them").click()

    clerk.page.get_by_text("Check the name").wait_for()
    assert clerk.page.get_by_role("banner").get_by_text("token:clerk").is_visible()
