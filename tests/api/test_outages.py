"""PostgreSQL away, and the API told to stop."""

from __future__ import annotations

import signal
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.client import HTTPException
from pathlib import Path
from threading import Event

import psutil
import pytest

from inventory.database.transactions import Database
from tests.api.gunicorn_process import ApiServer, api_server
from tests.api.shop import Answer, Counters, counters, put_on_shelf
from tools.devstack.processes.children import wait_until
from tools.devstack.processes.patience import MachineTime
from tools.devstack.servers.postgresql import PostgreSQL

BOUND_SECONDS = 5.0
READ_BOUND_SECONDS = 15.0
"""A read may wait for a connection, for its answer, and for a new connection in vain: five seconds
each.
"""
CLIENTS = 16


@pytest.fixture
def server(database_url: str, tmp_path: Path) -> Iterator[ApiServer]:
    with api_server(database_url, tmp_path, INVENTORY_API_DEADLINE_SECONDS="2") as running:
        yield running


def timed(call: Callable[[], Answer]) -> tuple[float, Answer]:
    taken = MachineTime()
    answer = call()
    return taken.passed(), answer


def assert_unavailable(server: ApiServer) -> None:
    for call in (
        lambda: server.caller.reserve("o-1", ("shirt", 1)),
        lambda: server.caller.get("/v1/stock/shirt"),
        lambda: server.caller.post("/v1/reservations/o-0/confirm"),
    ):
        seconds, answer = timed(call)
        assert (answer.status, answer.body["code"]) == (503, "database_unavailable")
        assert int(answer.headers["Retry-After"]) >= 1
        assert seconds < BOUND_SECONDS
    assert server.caller.get("/readyz").body["ready"] is False
    assert server.is_alive()


def test_without_postgresql_callers_are_told_soon_and_all_recovers_by_itself(
    server: ApiServer, database: Database, postgresql: PostgreSQL
) -> None:
    put_on_shelf(database, {"shirt": 10})
    assert server.caller.reserve("o-0", ("shirt", 1)).status == 201
    postgresql.kill()
    try:
        assert_unavailable(server)
    finally:
        postgresql.restart()
    database.dispose()

    assert wait_until(server.is_ready, seconds=30)
    assert server.caller.reserve("o-1", ("shirt", 1)).status == 201
    assert server.caller.get("/v1/reservations/o-0").status == 200
    assert counters(database, "shirt") == Counters(10, 2)


def test_a_postgresql_that_hangs_hangs_nobody(server: ApiServer, database: Database, postgresql: PostgreSQL) -> None:
    put_on_shelf(database, {"shirt": 10})
    assert server.caller.reserve("o-0", ("shirt", 1)).status == 201
    assert server.caller.get("/v1/stock/shirt").status == 200  # on a connection that stays open
    backends = _processes(postgresql)
    for process in backends:
        process.suspend()
    try:
        with ThreadPoolExecutor(6) as pool:
            calls = [
                pool.submit(timed, partial(server.caller.reserve, f"o-{number}", ("shirt", 1))) for number in (1, 2, 3)
            ]
            reads = [
                pool.submit(timed, partial(server.caller.get, path))
                for path in ("/v1/stock/shirt", "/v1/reservations/o-0", "/readyz")
            ]
            for seconds, answer in (call.result() for call in calls):
                assert answer.status == 503
                assert answer.body["code"] in {"deadline_exceeded", "outcome_unknown"}
                assert seconds < BOUND_SECONDS
            for seconds, answer in (read.result() for read in reads):
                assert answer.status == 503
                assert answer.body.get("code", "database_unavailable") == "database_unavailable"
                assert int(answer.headers["Retry-After"]) >= 1
                assert seconds < READ_BOUND_SECONDS
    finally:
        for process in backends:
            process.resume()

    assert wait_until(server.is_ready, seconds=30)
    answers = [server.caller.reserve(f"o-{number}", ("shirt", 1)) for number in (1, 2, 3)]
    assert {answer.status for answer in answers} <= {200, 201}
    assert counters(database, "shirt") == Counters(10, 4)


def _processes(postgresql: PostgreSQL) -> list[psutil.Process]:
    root = psutil.Process(postgresql.pid)
    return [root, *root.children(recursive=True)]


def test_a_sigterm_under_load_finishes_what_is_in_hand(server: ApiServer, database: Database) -> None:
    put_on_shelf(database, {"shirt": 100_000})
    stop, answers = Event(), list[tuple[str, int]]()

    def shop(client: int) -> None:
        for number in range(100_000):
            if stop.is_set():
                return
            order_id = f"o-{client}-{number}"
            try:
                answers.append((order_id, server.caller.reserve(order_id, ("shirt", 1)).status))
            except ConnectionRefusedError:
                return  # it takes no more connections: that is how it should end
            except (OSError, HTTPException) as error:
                answers.append((order_id, _left_unanswered(error)))
                return

    with ThreadPoolExecutor(CLIENTS) as pool:
        clients = [pool.submit(shop, client) for client in range(CLIENTS)]
        assert wait_until(lambda: len(answers) > 200, seconds=60)
        server.process.send_signal(signal.SIGTERM)
        try:
            assert wait_until(lambda: server.process.poll() is not None, seconds=30)
        finally:
            stop.set()
        for client in clients:
            client.result()

    statuses = Counter(status for _, status in answers)
    accepted = {order_id for order_id, status in answers if status == 201}
    assert statuses.keys() <= {201, -1}, statuses
    # The only connections without an answer are those that the kernel had taken and the server had
    # not.
    assert counters(database, "shirt") == Counters(100_000, len(accepted))
    assert server.process.returncode == 0


def _left_unanswered(error: Exception) -> int:
    assert isinstance(error, ConnectionResetError | HTTPException | socket.timeout), error
    return -1


def test_orders_that_are_sent_until_they_are_answered_are_taken_once_through_a_crash(
    server: ApiServer, database: Database, postgresql: PostgreSQL
) -> None:
    put_on_shelf(database, {"shirt": 100_000})
    crashed, refusals = Event(), list[str]()
    ordered = CLIENTS * 40

    def shop(client: int) -> None:
        for number in range(40):
            if number == 20:
                crashed.wait(600)
            for _ in range(1_000):
                answer = server.caller.reserve(f"o-{client}-{number}", ("shirt", 1))
                if answer.status in {200, 201}:
                    break
                refusals.append(answer.body["code"])
                time.sleep(0.02)  # as Retry-After asks, only sooner
            else:
                raise AssertionError(f"never answered: {answer}")

    with ThreadPoolExecutor(CLIENTS) as pool:
        clients = [pool.submit(shop, client) for client in range(CLIENTS)]
        # Half of each client's orders are sent while the server goes away and comes back.
        assert wait_until(lambda: server.caller.get("/v1/stock/shirt").body["quantity_reserved"] > 100, seconds=60)
        crashed.set()
        postgresql.kill()
        assert wait_until(lambda: len(refusals) > CLIENTS, seconds=60)
        postgresql.restart()
        for client in clients:
            client.result()
    database.dispose()

    assert set(refusals) <= {"database_unavailable", "outcome_unknown", "deadline_exceeded"}
    assert counters(database, "shirt") == Counters(100_000, ordered)
