"""The load generator counts the answers, and nothing else."""

from __future__ import annotations

import socket
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event as Flag
from threading import Thread

import pytest

from tools.bench.load.http import load, post
from tools.bench.load.proxy import distance
from tools.bench.load.trivial import trivial_server
from tools.devstack.machine.ports import LOOPBACK

BODY = b'{"a": 1}'


def _request() -> bytes:
    return post("/v1/somewhere", BODY)


@dataclass
class Asked:
    """Makes requests, and says that it is enough when there were so many: however long a busy
    machine takes for them.
    """

    times: int
    enough: Flag = field(default_factory=Flag)

    def __call__(self) -> bytes:
        if self.times == 0:
            self.enough.set()
        self.times -= 1
        return _request()


def test_a_request_is_a_whole_one() -> None:
    head, _, body = post("/v1/somewhere", BODY, "secret").partition(b"\r\n\r\n")

    assert head.splitlines()[0] == b"POST /v1/somewhere HTTP/1.1"
    assert b"Content-Length: 8" in head
    assert b"Authorization: Bearer secret" in head
    assert body == BODY


def test_every_answer_is_counted_with_its_status_and_latency() -> None:
    with trivial_server() as port:
        answers = load(port, asked := Asked(20), connections=3, seconds=60, until=asked.enough)

    assert set(answers.statuses) == {201}
    assert answers.statuses.total() == len(answers.latencies) > 3
    assert all(0 < latency < 30 for latency in answers.latencies)


def test_a_pace_bounds_what_is_asked() -> None:
    with trivial_server() as port:
        answers = load(port, asked := Asked(10), connections=3, seconds=60, pace=20, until=asked.enough)

    assert 10 / 20 <= answers.seconds < 60
    assert 8 <= len(answers.latencies) <= 20 * answers.seconds + 1


def test_it_ends_when_it_is_told() -> None:
    done = Flag()
    done.set()
    with trivial_server() as port:
        assert not load(port, _request, connections=1, seconds=3_600, until=done).latencies


def test_an_answer_in_pieces_is_one_answer() -> None:
    with socket.create_server((LOOPBACK, 0)) as listening:
        Thread(target=_answer_in_pieces, args=(listening,), daemon=True).start()
        port = listening.getsockname()[1]
        answers = load(port, asked := Asked(2), connections=1, seconds=60, until=asked.enough)

    assert answers.statuses == Counter({409: answers.statuses.total()})
    assert answers.statuses.total() >= 1


def _answer_in_pieces(listening: socket.socket) -> None:
    connection, _ = listening.accept()
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with connection, suppress(ConnectionError):  # the caller leaves when its time is over
        while connection.recv(65_536):
            for piece in (b"HTTP/1.1 409 Conflict\r\nConte", b"nt-Length: 4\r\n\r\n", b"{", b"   "):
                connection.sendall(piece)


def test_another_status_is_noticed() -> None:
    with trivial_server() as port, pytest.raises(AssertionError, match="expected only 200"):
        load(port, asked := Asked(2), connections=1, seconds=60, until=asked.enough).require(200)


def test_a_distance_passes_everything_on() -> None:
    with trivial_server() as far, distance(far, 0.002) as near:
        answers = load(near, asked := Asked(5), connections=2, seconds=60, until=asked.enough)

    assert set(answers.statuses) == {201}
    assert min(answers.latencies) >= 0.002
