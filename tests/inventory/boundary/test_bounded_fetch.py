"""Fetch documents of others within a time, a size and one server, against every trick of that
server.
"""

from __future__ import annotations

import gc
import gzip
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from threading import Event, Thread
from typing import Any, Self

import pytest

from inventory.boundary.bounded_fetch import MAX_BYTES, MAX_REDIRECTS, BoundedFetch, Fetched, NotFetched
from tools.devstack.machine.ports import LOOPBACK
from tools.devstack.processes.children import wait_until
from tools.devstack.processes.patience import MachineTime

# Python 3.11 leaves a socket unclosed that the peer resets while `wrap_socket` begins. Such a
# socket has no `raddr`. A socket of ours that is left open has one, and is still an error.
pytestmark = pytest.mark.filterwarnings(r"ignore:unclosed <ssl.SSLSocket [^>]*laddr=\([^)]*\)>:ResourceWarning")


@pytest.fixture(scope="module", autouse=True)
def _leaves_no_sockets() -> Iterator[None]:
    """Have these sockets be found here. Python looks for garbage seldom while tests run, and
    another file's test would fail for them.
    """
    yield
    gc.collect()


SECONDS = 0.3
ALLOWED_SECONDS = 5.0
PLENTY_SECONDS = 60.0
"""For the answer."""
Script = Callable[[socket.socket, Event], None]


class Hostile:
    """A server that reads a request and then follows its script. `asked` has the
    requests.
    """

    def __init__(self, script: Script) -> None:
        self.script = script
        self.asked: list[bytes] = []
        self.stopping = Event()
        self._listener = socket.create_server((LOOPBACK, 0))
        self._listener.settimeout(0.05)
        self._thread = Thread(target=self._serve)
        self.url = f"http://{LOOPBACK}:{self._listener.getsockname()[1]}"

    def _serve(self) -> None:
        answering: list[Thread] = []
        while not self.stopping.is_set():
            with suppress(TimeoutError):
                answering.append(Thread(target=self._answer, args=self._listener.accept()))
                answering[-1].start()
        for each in answering:
            each.join()

    def _answer(self, connected: socket.socket, _: object) -> None:
        with connected, suppress(OSError):
            connected.settimeout(60)
            self.asked.append(connected.recv(65_536))
            self.script(connected, self.stopping)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self._thread.join()
        self._listener.close()


def says(*pieces: bytes) -> Script:
    def script(connected: socket.socket, stopping: Event) -> None:
        for piece in pieces:
            connected.sendall(piece)

    return script


def drips(before: bytes, piece: bytes) -> Script:
    """Sends `before`, and then `piece` over and over, a byte a time: no socket waits long for any
    of them.
    """

    def script(connected: socket.socket, stopping: Event) -> None:
        connected.sendall(before)
        while True:
            for byte in piece:
                if stopping.wait(0.02):
                    return
                connected.sendall(bytes([byte]))

    return script


def whole(body: bytes, *headers: bytes, status: bytes = b"200 OK") -> bytes:
    lines = [b"HTTP/1.1 " + status, b"Content-Length: %d" % len(body), *headers]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


@pytest.fixture
def serve() -> Iterator[Callable[[Script], Hostile]]:
    running: list[Hostile] = []

    def start(script: Script) -> Hostile:
        running.append(Hostile(script))
        return running[-1].__enter__()

    yield start
    for each in running:
        each.__exit__()


Serve = Callable[[Script], Hostile]
OK = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    "script",
    [
        drips(b"", b"H"),
        drips(OK, b"X-Header: x\r\n"),
        drips(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        drips(OK + b"Content-Length: 1000000\r\n\r\n", b"x"),
        drips(OK + b"Connection: close\r\n\r\n", b"x"),
        drips(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"0"),
        drips(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        drips(OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n"),
        lambda _, stopping: stopping.wait(10),
    ],
    ids=["status", "headers", "continue", "body", "to the end", "chunk's head", "chunks", "trailers", "silent"],
)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_byte_now_and_then_renews_no_deadline(serve: Serve, script: Script, scheme: str) -> None:
    """As https the same bytes are a greeting that never ends."""
    fetch = BoundedFetch(serve(script).url.replace("http", scheme, 1), seconds=SECONDS)
    taken = MachineTime()
    with pytest.raises(NotFetched):
        fetch.get()
    assert taken.passed() < ALLOWED_SECONDS
    assert wait_until(lambda: not alive(fetch), seconds=ALLOWED_SECONDS), "its thread and its connection end as well"


def alive(fetch: BoundedFetch) -> bool:
    return fetch._fetching is not None and fetch._fetching.is_alive()


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (whole(b"x" * (MAX_BYTES + 1)), "more than 1,048,576 bytes"),
        (OK + b"\r\n" + b"x" * (MAX_BYTES + 1), "more than 1,048,576 bytes"),
        (whole(gzip.compress(b"x" * 10_000_000), b"Content-Encoding: gzip"), "Content-Encoding gzip"),
        (whole(b"x", b"Content-Encoding: gzip, \x1b[2Jgzip"), r"Content-Encoding gzip, \\x1b\[2Jgzip"),
        (OK + b"Content-Length: 5\r\n\r\nx", "IncompleteRead"),
        (OK + b"X: y\r\n" * 200 + b"\r\n", "more than 100 headers"),
        (OK + b"X: " + b"y" * 100_000 + b"\r\n\r\n", "header line"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nx", "IncompleteRead|InvalidChunkLength|Error"),
        (b"\x1b[2J\x00garbage" * 1_000, r"BadStatusLine"),
        (b"", "Connection aborted|RemoteDisconnected"),
    ],
    ids=["long", "long to the end", "gzip", "gzip twice", "short", "headers", "header", "chunk", "garbage", "nothing"],
)
def test_what_is_no_answer_is_told_in_a_line(serve: Serve, answer: bytes, told: str) -> None:
    with pytest.raises(NotFetched, match=told) as found:
        BoundedFetch(serve(says(answer)).url, seconds=PLENTY_SECONDS).get()
    assert str(found.value).isprintable()
    assert len(str(found.value)) < 1_000


def test_an_answer_of_the_largest_size_is_taken_and_the_connection_used_again(serve: Serve) -> None:
    fetch = BoundedFetch(serve(says(whole(b"x" * MAX_BYTES))).url, seconds=PLENTY_SECONDS)
    assert fetch.get() == Fetched(200, b"x" * MAX_BYTES)


def redirect(to: str) -> bytes:
    return whole(b"", b"Location: " + to.encode(), b"Connection: close", status=b"302 Found")


def test_a_redirect_is_followed_on_the_same_server_alone(serve: Serve) -> None:
    other = serve(says(whole(b"of another")))
    for to in (
        other.url,
        other.url.replace("http", "https"),
        "file:///etc/passwd",
        f"//u:p@{other.url[7:]}/",
        "http://[",
    ):
        server = serve(says(redirect(to)))
        with pytest.raises(NotFetched, match="it redirects to") as found:
            BoundedFetch(server.url.replace("//", "//user:secret@"), seconds=PLENTY_SECONDS).get("/keys")
        assert "secret" not in str(found.value)
        assert "passwd" not in str(found.value)
    assert other.asked == []

    answers = iter([redirect("/elsewhere?a=1#b"), whole(b"here", b"Connection: close")])
    server = serve(lambda connected, _: connected.sendall(next(answers)))
    assert BoundedFetch(server.url, seconds=PLENTY_SECONDS).get("/keys") == Fetched(200, b"here")
    assert [each.split(b" ")[1] for each in server.asked] == [b"/keys", b"/elsewhere?a=1"]


def test_a_redirect_to_itself_ends(serve: Serve) -> None:
    server = serve(says(redirect("/")))
    with pytest.raises(NotFetched, match="more than 3 times"):
        BoundedFetch(server.url, seconds=PLENTY_SECONDS).get()
    assert len(server.asked) == MAX_REDIRECTS + 1


def test_a_name_that_is_looked_up_without_end_costs_a_deadline_and_one_thread(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(drips(OK + b"\r\n", b"x"))
    looked_up, look_up = Event(), socket.getaddrinfo

    def slowly(*arguments: Any, **options: Any) -> Any:
        looked_up.wait(30)
        return look_up(*arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", slowly)
    fetch = BoundedFetch(server.url, seconds=SECONDS)
    with pytest.raises(NotFetched, match=r"within 0\.3 s"):
        fetch.get()
    with pytest.raises(NotFetched, match="still looking"):
        fetch.get()
    looked_up.set()
    assert wait_until(lambda: not alive(fetch), seconds=ALLOWED_SECONDS), "what it connects to later is hung up on"


def test_through_a_proxy_where_that_is_asked_for(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy = serve(says(whole(b"by proxy", b"Connection: close")))
    monkeypatch.setenv("http_proxy", proxy.url.replace("//", "//user:secret@"))
    monkeypatch.setenv("no_proxy", "")
    assert BoundedFetch("http://login.example/keys", seconds=ALLOWED_SECONDS, proxied=True).get().body == b"by proxy"
    assert proxy.asked[0].startswith(b"GET http://login.example/keys HTTP/1.1")
    assert b"roxy-authorization: basic dxnlcjpzzwnyzxq=" in proxy.asked[0].lower()
    server = serve(says(whole(b"itself")))
    assert BoundedFetch(server.url, seconds=PLENTY_SECONDS).get().body == b"itself"
