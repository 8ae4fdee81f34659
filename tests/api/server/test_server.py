"""Our HTTP server under gunicorn, as we configure it."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from inventory.database.transactions import Database
from tests.api.gunicorn_process import ApiServer, api_server
from tests.api.shop import put_on_shelf
from tools.devstack.processes.patience import MachineTime

IMPOLITE_CLIENTS = 4
JSON = "Content-Type: application/json\r\n"


@pytest.fixture
def server(database_url: str, tmp_path: Path) -> Iterator[ApiServer]:
    with api_server(database_url, tmp_path) as running:
        yield running


@pytest.mark.parametrize(
    "request_line",
    ["GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close", "nonsense"],
    ids=["close", "malformed"],
)
def test_clients_that_do_not_hang_up_keep_nobody_waiting(server: ApiServer, request_line: str) -> None:
    with ExitStack() as open_sockets:
        for _ in range(IMPOLITE_CLIENTS):
            client = open_sockets.enter_context(socket.create_connection(("127.0.0.1", server.caller.port)))
            client.sendall(f"{request_line}\r\n\r\n".encode())
            while client.recv(4096):
                pass  # the answer is complete when the server has closed its side; ours stays open
        taken = MachineTime()
        assert server.caller.get("/healthz").status == 200
        assert taken.passed() < 1


def test_a_path_is_taken_as_it_was_sent(server: ApiServer, database: Database) -> None:
    put_on_shelf(database, {"a/b %2F": 3})
    for origin in ("", f"http://127.0.0.1:{server.caller.port}"):
        assert server.caller.get(f"{origin}/v1/stock/a%2Fb%20%252F").body["sku"] == "a/b %2F"
    assert server.caller.get("/v1/stock/a/b%20%252F").body["code"] == "not_found"


def test_a_body_of_unknown_length_is_bounded(server: ApiServer) -> None:
    connection = HTTPConnection("127.0.0.1", server.caller.port, timeout=20)
    headers = {"Content-Type": "application/json"}
    with suppress(ConnectionError):  # hung up on while it is still sending: the answer is there all the same
        connection.request("POST", "/v1/reservations", iter([b" " * 100_000] * 20), headers)
    response = connection.getresponse()
    told = response.read()
    connection.close()

    assert response.status == 413
    assert b"body_too_large" in told


@pytest.mark.parametrize(
    ("request_text", "status", "code"),
    [
        (f"GET /v1/stock?sku={'x' * 9_000} HTTP/1.1\r\nHost: localhost\r\n\r\n", 414, "uri_too_long"),
        (f"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: {'x' * 9_000}\r\n\r\n", 431, "headers_too_large"),
        ("GET /healthz HTTP/1.1\r\n" + "X: y\r\n" * 70 + "\r\n", 431, "headers_too_large"),
        ("nonsense\r\n\r\n", 400, "bad_request"),
        ("GET /healthz HTTP/9.9\r\n\r\n", 400, "bad_request"),
        ("GET /healthz HTTP/1.1\r\n\r\n", 400, "bad_request"),
        ("GET /healthz HTTP/1.1\r\nHost: localhost\r\nbad header\r\n\r\n", 400, "bad_request"),
        (
            f"POST /v1/availability HTTP/1.1\r\nHost: localhost\r\n{JSON}Transfer-Encoding: chunked\r\n\r\nzz\r\n{{}}\r\n",
            400,
            "bad_request",
        ),
    ],
    ids=["line", "header", "headers", "nonsense", "version", "no host", "name", "chunk"],
)
def test_what_is_not_proper_http_is_refused_with_a_problem_document(
    server: ApiServer, request_text: str, status: int, code: str
) -> None:
    with socket.create_connection(("127.0.0.1", server.caller.port), timeout=10) as client:
        client.sendall(request_text.encode())
        answer = HTTPResponse(client)
        answer.begin()
        problem = json.loads(answer.read())

    assert (answer.status, problem["status"], problem["code"]) == (status, status, code)
    assert answer.getheader("Content-Type") == "application/problem+json"
