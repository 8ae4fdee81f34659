"""Open mode is for programs of this machine, and not for the pages that somebody reads on it."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.app import create_app
from api.refusal_log import INTERVAL_SECONDS, REFUSAL_LOG, RefusalLog
from api.services import EXTENSION
from inventory.database.transactions import Database
from inventory.settings import Settings
from tests.api.client import Client
from tests.api.gunicorn_process import ApiServer, api_server
from tests.api.shop import put_on_shelf

FORM = {
    "Origin": "https://elsewhere.example",
    "Sec-Fetch-Site": "cross-site",
    "Sec-Fetch-Mode": "navigate",
    "Content-Type": "application/x-www-form-urlencoded",
}
"""Headers that Chromium sends with a form of a foreign page. The body is empty or nearly so."""

FOREIGN = [
    {"Origin": "https://elsewhere.example"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "http://localhost:3000"},
    {"Origin": "http://localhost@elsewhere.example"},
    {"Origin": "http://[::1"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "same-origin, cross-site"},
    {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "same-origin"},
]
OURS: list[dict[str, str]] = [
    {},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "same-origin"},
    {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"},
    {"Host": "127.0.0.1:8000", "Origin": "http://127.0.0.1:8000"},
    {"Host": "LOCALHOST:8000", "Origin": "http://localhost:8000"},
    {"Host": "127.8.9.10"},
    {"Host": "[::1]:8000"},
    {"Host": "inventory.localhost"},
]
OTHER_HOSTS = [
    "rebound.example",
    "rebound.example:8000",
    "127.0.0.1.rebound.example",
    "localhost.rebound.example",
    "0.0.0.0:8000",
    "10.0.0.7",
    "api:8000",
    "[::1",
    "[fe80::1]",
]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/v1/reservations/order-1/release"), ("GET", "/v1/stock"), ("GET", "/metrics"), ("GET", "/v1/nothing")],
)
def test_foreign_pages_are_refused(client: Client, headers: dict[str, str], method: str, path: str) -> None:
    answer = client.call(method, path, headers=headers)

    assert (answer.status_code, answer.json["code"]) == (403, "foreign_page")
    assert "INVENTORY_API_HOSTS" in answer.json["detail"]


@pytest.mark.parametrize("headers", OURS, ids=str)
def test_programs_and_our_own_pages_are_served(client: Client, headers: dict[str, str]) -> None:
    assert client.get("/v1/stock", headers=headers).status_code == 200


@pytest.mark.parametrize("host", OTHER_HOSTS)
def test_other_hosts_are_refused(client: Client, host: str) -> None:
    for path in ("/v1/stock", "/docs", "/openapi.json", "/"):
        answer = client.get(path, headers={"Host": host})
        assert (answer.status_code, answer.json["code"]) == (421, "host_not_allowed"), path
        assert "INVENTORY_API_HOSTS" in answer.json["detail"]
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


def test_a_link_on_a_foreign_page_opens_the_documentation(client: Client) -> None:
    for path in ("/", "/docs", "/openapi.json"):
        assert client.get(path, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


@pytest.fixture
def named(database_url: str) -> Iterator[Client]:
    app = create_app(
        Settings(database_url=database_url, authentication="open", api_hosts="inventory.test,shop.test:8443")
    )
    yield Client(app)
    app.extensions[EXTENSION].close()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "inventory.test"}, 200),
        ({"Host": "Inventory.test:8000"}, 200),
        ({"Host": "shop.test:8443"}, 200),
        ({"Host": "shop.test"}, 421),
        ({"Host": "evil.inventory.test"}, 421),
        # A proxy that changes Host.
        ({"Host": "127.0.0.1:8000", "Origin": "https://inventory.test", "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Host": "127.0.0.1:8000", "Origin": "https://shop.test:8443"}, 200),
        ({"Host": "127.0.0.1:8000", "Origin": "https://shop.test"}, 403),
        ({"Host": "127.0.0.1:8000", "Origin": "https://inventory.test", "Sec-Fetch-Site": "cross-site"}, 403),
    ],
    ids=str,
)
def test_hosts_may_be_named(named: Client, headers: dict[str, str], status: int) -> None:
    assert named.get("/v1/stock", headers=headers).status_code == status


@pytest.mark.parametrize("hosts", ["*", "http://shop.test", "shop.test, other.test", "shop.test,", ".test", "a/b"])
def test_hosts_that_mean_nothing_are_refused_at_the_start(hosts: str) -> None:
    with pytest.raises(ValueError, match="names of hosts"):
        Settings(database_url="postgresql://127.0.0.1:1/nowhere", api_hosts=hosts)


@pytest.fixture
def required(database_url: str) -> Iterator[Client]:
    app = create_app(Settings(database_url=database_url))
    yield Client(app)
    app.extensions[EXTENSION].close()


def test_where_tokens_are_asked_for_names_are_free(required: Client) -> None:
    answer = required.get("/v1/stock", headers={"Host": "api.shop.example", "Sec-Fetch-Site": "cross-site"})
    assert answer.json["code"] == "token_missing"


# The real processes.


def _said(port: int, sent: bytes) -> str:
    """Return all that a caller is answered that sends just this, and then waits."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(sent)
        received = b""
        while part := connection.recv(65_536):
            received += part
    return received.decode()


def _attacked(server: ApiServer) -> None:
    caller = server.caller
    assert caller.reserve("order-1", ("tea", 2)).status == 201
    for _ in range(8):  # by either process
        form = caller.call("POST", "/v1/reservations/order-1/release", b"", FORM)
        rebound = caller.call("GET", "/v1/stock", headers={"Host": f"rebound.example:{caller.port}"})
        assert (form.body["code"], rebound.body["code"]) == ("foreign_page", "host_not_allowed")
    assert caller.get("/v1/reservations/order-1").body["status"] == "pending"


def test_a_form_and_a_rebound_name_change_nothing_and_every_answer_guards_itself(
    database_url: str, database: Database, tmp_path: Path
) -> None:
    put_on_shelf(database, {"tea": 5})
    with api_server(database_url, tmp_path, INVENTORY_API_PROCESSES="2", INVENTORY_API_HEAD_SECONDS="1") as server:
        _attacked(server)
        end = b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        answers = [
            _said(server.caller.port, sent)
            for sent in (
                *(b"GET " + path + end for path in (b"/", b"/docs", b"/docs/start.js", b"/metrics", b"/v1/stock")),
                *(b"GET " + path + end for path in (b"/v1/nothing", b"/healthz", b"/docs/")),
                b"DELETE /v1/stock" + end,
                b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: twice\r\n\r\n",
                b"GET /" + b"a" * 20_000 + end,
                b"GET / HTTP/1.1\r\nHost: lo",  # and no more: 408
            )
        ]
    statuses = [answer.split(" ", 2)[1] for answer in answers]
    assert statuses == [*["200"] * 5, "404", "200", "308", "405", "400", "414", "408"]
    for answer in answers:
        head = answer.partition("\r\n\r\n")[0]
        assert "X-Content-Type-Options: nosniff" in head
        assert "X-Frame-Options: DENY" in head
        assert "frame-ancestors 'none'" in head
        assert head.count("Content-Security-Policy") == 1
    assert server.log.read_text().count("foreign_page") + server.log.read_text().count("A browser sent this") <= 4


# The log of refusals.


class Clock:
    def __init__(self) -> None:
        self.time = 0.0

    def __call__(self) -> float:
        return self.time


def test_of_many_refusals_the_first_is_logged_and_then_a_number(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    clock = Clock()
    refusals = RefusalLog(clock=clock)
    for number in range(1_000):
        refusals.tell("token_missing", logging.INFO, "call %d", number)
    refusals.tell("invalid_token", logging.INFO, "another kind")
    assert caplog.messages == ["call 0", "another kind"]

    clock.time += INTERVAL_SECONDS
    refusals.tell_numbers()
    refusals.tell("token_missing", logging.INFO, "call 1001")
    assert caplog.messages[2:] == ["token_missing: 999 more in the last 60 seconds", "call 1001"]


def test_anonymous_refusals_are_counted_and_sampled_others_logged_each_time(
    required: Client, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(REFUSAL_LOG, "_kinds", {})
    caplog.set_level(logging.INFO)
    for _ in range(20):
        assert required.get("/v1/stock").status_code == 401
    assert len([message for message in caplog.messages if "The call needs a token" in message]) == 1
