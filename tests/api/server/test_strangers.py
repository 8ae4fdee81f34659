"""A stranger at the port may send anything, as slowly as he likes: nobody else waits for it.
No token is needed for any of this.
"""

from __future__ import annotations

import json
import random
import signal
import socket
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from http.client import HTTPConnection, RemoteDisconnected
from itertools import cycle
from pathlib import Path
from threading import Event
from typing import NamedTuple

import psutil
import pytest
from sqlalchemy import text

from inventory.database.transactions import Database
from tests.api.gunicorn_process import ApiServer, api_server
from tests.api.shop import put_on_shelf
from tools.devstack.processes.children import wait_until
from tools.devstack.processes.patience import MachineTime

STRANGERS = 70
THREADS = 2
CONNECTIONS = 400
HEAD_SECONDS, REQUEST_SECONDS, KEPT_SECONDS = 2.0, 3.0, 4.0
AT_ONCE_SECONDS = 1.5
"""An answer that waited for strangers or for threads would take longer. One that did not is there
much sooner.
"""
SLACK_SECONDS = 10
ASK = json.dumps({"items": [{"sku": "mug", "quantity": 1}]}).encode()
POST = b"POST /v1/availability HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
WHOLE = POST + b"Content-Length: %d\r\n\r\n%s" % (len(ASK), ASK)
HALF = {
    "half a request line": b"GET /heal",
    "half the headers": b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Half",
    "a body one byte short": WHOLE[:-1],
    "half a chunk": POST + b'Transfer-Encoding: chunked\r\n\r\n1f\r\n{"items"',
    "a TLS hello": bytes.fromhex("16030100c8010000c40303") + bytes(100),
}


@pytest.fixture(scope="module")
def server(migrated_database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    quick = {
        "INVENTORY_API_THREADS": str(THREADS),
        "INVENTORY_API_CONNECTIONS": str(CONNECTIONS),
        "INVENTORY_API_HEAD_SECONDS": str(HEAD_SECONDS),
        "INVENTORY_API_REQUEST_SECONDS": str(REQUEST_SECONDS),
        "INVENTORY_API_KEEPALIVE_SECONDS": str(KEPT_SECONDS),
    }
    with api_server(migrated_database_url, tmp_path_factory.mktemp("api"), **quick) as running:
        yield running


def connect(server: ApiServer) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.caller.port), timeout=REQUEST_SECONDS + SLACK_SECONDS)


def everybody_is_answered_at_once(server: ApiServer) -> None:
    for method, path, body in (("GET", "/healthz", None), ("GET", "/readyz", None), ("POST", "/v1/availability", ASK)):
        time_had = MachineTime()
        assert server.caller.call(method, path, body).status == 200
        assert time_had.passed() < AT_ONCE_SECONDS


def is_at_rest(process: psutil.Process) -> bool:
    """Return True if no thread of it runs or wants to, in twenty looks."""

    def wants_to_run() -> bool:
        states = (
            path.read_text().rpartition(")")[2].split()[0] for path in Path(f"/proc/{process.pid}/task").glob("*/stat")
        )
        return "R" in states

    for _ in range(20):
        if wants_to_run():
            return False
        time.sleep(0.01)
    return True


def told(client: socket.socket) -> bytes:
    """Return all that the server says until it hangs up."""
    received = b""
    with suppress(ConnectionError):
        while part := client.recv(65_536):
            received += part
    return received


def test_half_requests_keep_nobody_waiting_and_are_ended(server: ApiServer) -> None:
    with ExitStack() as open_sockets:
        clients = []
        for half in HALF.values():
            for _ in range(STRANGERS):
                clients.append((half, open_sockets.enter_context(connect(server))))
                clients[-1][1].sendall(half)
        everybody_is_answered_at_once(server)
        answers = Counter((half, told(client).split(b"\r\n")[0]) for half, client in clients)
    timeout, nonsense = b"HTTP/1.1 408 Request Timeout", b"HTTP/1.1 400 Bad Request"
    assert answers == {(half, nonsense if name == "a TLS hello" else timeout): STRANGERS for name, half in HALF.items()}


CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"
EXPECTING = POST + b"Expect: 100-continue\r\nContent-Length: 99\r\n\r\n"


class Trickle(NamedTuple):
    """The first bytes of a stranger, the pieces that he sends from then on, and the time that he is
    given.
    """

    begin: bytes
    pieces: Sequence[bytes]
    seconds: float


TRICKLES = {
    "head": Trickle(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: ", [b" "], HEAD_SECONDS),
    "body": Trickle(POST + b"Content-Length: 99\r\n\r\n", [b" "], REQUEST_SECONDS),
    "a body that was told to go on": Trickle(EXPECTING, [b" "], REQUEST_SECONDS),
    "the size of a chunk": Trickle(CHUNKED, [b"0"], REQUEST_SECONDS),
    "what stands beside the size of a chunk": Trickle(CHUNKED + b"5;", [b"x"], REQUEST_SECONDS),
    "small chunks": Trickle(CHUNKED, [b"1\r\n \r\n"], REQUEST_SECONDS),
    "trailers": Trickle(CHUNKED + b"0\r\nX: ", [b"y"], REQUEST_SECONDS),
    "lines without anything": Trickle(b"", [b"\r\n"], KEPT_SECONDS),
    "halves of such lines": Trickle(b"", [b"\r", b"\n"], KEPT_SECONDS),
    "such lines after an answer": Trickle(WHOLE, [b"\r\n"], KEPT_SECONDS),
    "halves of such lines after an answer": Trickle(WHOLE, [b"\r", b"\n"], KEPT_SECONDS),
}
"""Those of lines without anything are closed without a word: nothing was asked."""


def trickled(server: ApiServer, trickle: Trickle) -> tuple[bytes, float]:
    """Return the words of the server until it hangs up, and the seconds until then. Also the words
    if it does not.
    """
    pieces = cycle(trickle.pieces)
    with connect(server) as client:
        began = time.monotonic()
        client.sendall(trickle.begin)
        client.settimeout(0.2)
        answer = b""
        while time.monotonic() - began < trickle.seconds + SLACK_SECONDS:
            try:
                client.sendall(next(pieces))
                part = client.recv(65_536)
            except TimeoutError:
                continue
            except ConnectionError:
                return answer, time.monotonic() - began
            answer += part
            if not part:
                return answer, time.monotonic() - began
    return answer + b"and it goes on", time.monotonic() - began


def test_a_byte_now_and_then_renews_no_deadline(server: ApiServer) -> None:
    with ThreadPoolExecutor(len(TRICKLES)) as strangers:
        ends = dict(
            zip(TRICKLES, strangers.map(lambda trickle: trickled(server, trickle), TRICKLES.values()), strict=True)
        )
    for name, (answer, seconds) in ends.items():
        expected = 0 if TRICKLES[name].seconds == KEPT_SECONDS else 1
        assert not answer.endswith(b"and it goes on"), name
        assert seconds >= TRICKLES[name].seconds, name
        assert (answer.count(b"HTTP/1.1 408 "), answer.count(b'"code":"request_timeout"')) == (expected, expected), name


def test_callers_that_read_no_answer_keep_nobody_waiting(server: ApiServer) -> None:
    (process,) = psutil.Process(server.process.pid).children()
    with ExitStack() as open_sockets:
        for _ in range(10 * THREADS):
            client = open_sockets.enter_context(connect(server))
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
            # More than the system's buffers take: for what they do take nobody has to wait.
            client.sendall(b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n" * 300)
        # Asked earlier, threads that would wait for these callers have not met them yet.
        assert wait_until(lambda: is_at_rest(process), seconds=30)
        everybody_is_answered_at_once(server)


def test_one_more_connection_than_there_may_be_ends_the_one_that_waits_longest(server: ApiServer) -> None:
    (process,) = psutil.Process(server.process.pid).children()
    with ExitStack() as open_sockets, connect(server) as busy:
        for number in range(2 * CONNECTIONS):
            open_sockets.enter_context(connect(server))
            if number % (CONNECTIONS // 4) == 0:
                busy.sendall(WHOLE)
                assert busy.recv(65_536).startswith(b"HTTP/1.1 200 ")
        assert process.num_fds() < CONNECTIONS + 100
        everybody_is_answered_at_once(server)


def test_the_probes_are_answered_while_all_threads_wait(server: ApiServer, database: Database) -> None:
    put_on_shelf(database, {"mug": 1})
    body = json.dumps({"delta": 1, "reason": "received", "reference": "delivery-1"}).encode()
    adjust = b"POST /v1/stock/mug/adjustments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    with database.transaction() as session, ExitStack() as open_sockets:
        session.execute(text("SELECT FROM product_inventory FOR UPDATE"))
        waiting = [open_sockets.enter_context(connect(server)) for _ in range(20 * THREADS)]
        for client in waiting:
            client.sendall(adjust + b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        for path in ("/healthz", "/readyz"):
            time_had = MachineTime()
            assert server.caller.get(path).status == 200
            assert time_had.passed() < AT_ONCE_SECONDS
        waiting[-1].setblocking(False)
        with pytest.raises(BlockingIOError):  # the threads were all taken
            waiting[-1].recv(1)


def test_a_stop_answers_what_comes_in_on_kept_connections(migrated_database_url: str, tmp_path: Path) -> None:
    stop, unanswered, answered, begun = Event(), list[str](), list[int](), list[int]()

    def ask(server: ApiServer, number: int) -> None:
        connection, pause = HTTPConnection("127.0.0.1", server.caller.port, timeout=20), random.Random(number)
        connection.connect()
        begun.append(number)
        while not stop.wait(pause.uniform(0, 0.1)):
            try:
                connection.request("POST", "/v1/availability", ASK, {"Content-Type": "application/json"})
                response = connection.getresponse()
                response.read()
            except (RemoteDisconnected, OSError) as error:
                unanswered.append(repr(error))
                return
            answered.append(response.status)
            if response.getheader("Connection") == "close":
                return

    with api_server(migrated_database_url, tmp_path) as server, ThreadPoolExecutor(24) as pool:
        clients = [pool.submit(ask, server, number) for number in range(24)]
        assert wait_until(lambda: len(answered) > 200, seconds=30)
        server.process.send_signal(signal.SIGTERM)
        try:
            server.process.wait(60)
        finally:
            stop.set()
        for client in clients:
            client.result()
    assert not unanswered
    assert set(answered) == {200}
    assert server.process.returncode == 0


def test_a_connection_is_kept_for_as_long_as_it_is_said(migrated_database_url: str, tmp_path: Path) -> None:
    with (
        api_server(migrated_database_url, tmp_path, INVENTORY_API_KEEPALIVE_SECONDS="2") as server,
        connect(server) as client,
    ):
        client.sendall(WHOLE)
        assert client.recv(65_536).startswith(b"HTTP/1.1 200 ")
        began = time.monotonic()
        assert told(client) == b""
        assert time.monotonic() - began >= 1.9
