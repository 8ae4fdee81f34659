"""The console's own process on a real PostgreSQL, and Chromium to look at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from inventory import tokens
from inventory.database.transactions import Database, now
from inventory.domain.allowance import UNLIMITED, Allowance
from inventory.tokens import Scope
from tests.console.gunicorn_process import ConsoleServer, console_server
from tests.postgresql import migrated_database_url, postgresql  # noqa: F401 - fixtures
from tests.system.needs import find, need, need_package

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.system.console.browser import Person

SignIn = Callable[..., "Person"]
MakeToken = Callable[..., str]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a screen."""
    need("chromium")
    need_package("playwright", "axe_playwright_python")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        # Without --no-sandbox it refuses to run as root. It sees our own pages alone.
        started = driver.chromium.launch(executable_path=find("chromium"), args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def console(migrated_database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ConsoleServer]:  # noqa: F811
    """The console, which asks for a token. The tests of a file share it: it keeps nothing of them
    but the hour of the overview, which has servers of its own.
    """
    with console_server(migrated_database_url, tmp_path_factory.mktemp("console")) as running:
        yield running


@pytest.fixture
def server(console: ConsoleServer, database_url: str) -> ConsoleServer:
    """The console in front of an empty database."""
    return console


@pytest.fixture
def make_token(database: Database) -> MakeToken:
    """A function that makes a token with these scopes: `make_token(Scope.OPS, name="ops")`."""

    def make(*scopes: Scope, name: str = "clerk", allowance: Allowance = UNLIMITED) -> str:
        with database.transaction() as session:
            _, secret = tokens.create(session, name, scopes, now=now(session), allowance=allowance)
        return secret

    return make


@pytest.fixture
def somebody(browser: Browser, server: ConsoleServer) -> Iterator[Person]:
    """Somebody who has not signed in."""
    from tests.system.console.browser import person

    with person(browser, server.url) as arrived:
        yield arrived


@pytest.fixture
def signed_in(somebody: Person, make_token: MakeToken) -> SignIn:
    """A function that signs somebody in: `signed_in(Scope.STOCK_READ, path="/stock")`."""

    def sign_in(*scopes: Scope, name: str = "clerk", path: str = "/", allowance: Allowance = UNLIMITED) -> Person:
        somebody.sign_in(make_token(*scopes, name=name, allowance=allowance), path)
        return somebody

    return sign_in
