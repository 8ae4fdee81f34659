"""A process that has stopped working is noticed and started again, a waiting or busy one is left
alone. Stopped with SIGSTOP: it exists, its connections and locks stay, and it takes no SIGTERM.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event

import psutil
import pytest
from redis import Redis
from sqlalchemy import text

from inventory.process.killing import look
from tests.e2e.shop import Shop, at, wait_for
from tests.e2e.test_line import order_of
from tests.liveness.conftest import WITHIN
from tools.devstack.processes.children import wait_until
from tools.devstack.processes.patience import MachineTime
from tools.devstack.processes.probes import mark_path
from tools.devstack.stack import Stack

pytestmark = [pytest.mark.faults, pytest.mark.timeout(240)]

PROCESSES = ("consumer", "worker", "sweeper", "housekeeper", "beat", "relay", "api", "flower", "console")
RESTARTED_SECONDS = 60
RECEIVED = re.compile(r"\[([0-9a-f-]{36})\] received")
ENDED = re.compile(r"\[([0-9a-f-]{36})\](?: succeeded| raised|\")")
"""One that has waited in the queue for longer than it is good for is discarded: a message that ends
in its id.
"""
ORDERS_WAITING = 60
SLOW = """
CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.03); RETURN NEW; END $$;
CREATE TRIGGER slow BEFORE INSERT ON reservation FOR EACH ROW EXECUTE FUNCTION slow();
"""


def test_every_process_that_has_stopped_is_killed_and_started_again(shop: Shop) -> None:
    shop.supply("stopped", 10)
    before = pids(shop.stack)
    children = [child for pid in before.values() for child in psutil.Process(pid).children(recursive=True)]
    for pid in before.values():
        psutil.Process(pid).suspend()
    for server in [child for name in ("api", "console") for child in psutil.Process(before[name]).children()]:
        server.suspend()  # it would answer on without the process that started it
    shop.publish("OrderCreated", order_of("while-all-is-stopped", "stopped", 3), time=at(1))
    for name, pid in before.items():
        wait_restarted(shop, name, pid)
        assert f"{name}, process {pid}, has made no progress" in shop.stack.log(name).read_text()
    for name in set(PROCESSES) - {"api", "flower", "console"}:  # these are asked for an answer
        mark = str(mark_path(shop.stack.directory, name))
        wait_for(lambda mark=mark: look(mark, within=WITHIN)[0], f"{name} makes progress", RESTARTED_SECONDS)  # type: ignore[misc]
    shop.settle()
    assert shop.reservation("while-all-is-stopped").status == "pending"
    assert shop.call("GET", "/v1/stock/stopped").body["quantity_reserved"] == 3
    assert not live(children)


def test_pool_processes_that_have_stopped_are_missed_as_soon_as_a_task_waits_for_them(shop: Shop) -> None:
    before = {name: pid for name, pid in pids(shop.stack).items() if name in {"worker", "sweeper"}}
    stopped = [child for pid in before.values() for child in psutil.Process(pid).children()]
    with nothing_in_hand(shop):  # a process that stops within a task is ended by its time limit, without its worker
        for child in stopped:
            child.suspend()
    shop.publish("OrderCancelled", {"order_id": "unheard"}, time=at(1))
    for name, pid in before.items():
        wait_restarted(shop, name, pid)
    assert not live(stopped)
    shop.settle()
    assert shop.reservation("unheard").status == "released"


@pytest.mark.parametrize("server", ["postgresql", "redis", "kafka"])
def test_a_server_that_is_away_for_longer_restarts_nothing(shop: Shop, server: str) -> None:
    before = pids(shop.stack)
    shop.publish("OrderCancelled", {"order_id": f"before-{server}-left"}, time=at(1))
    shop.stack.stop_process(server)
    shop.engine.dispose()
    if server != "kafka":
        shop.publish("OrderCancelled", {"order_id": f"while-{server}-is-away"}, time=at(1))
        shop.producer.flush(10)
    away = MachineTime()  # the watch counts in it, too
    assert wait_until(lambda: away.passed() > 1.5 * WITHIN or pids(shop.stack) != before, seconds=60, interval=0.5)
    now = pids(shop.stack)
    shop.stack.start_process(server)  # for the tests behind this one, too
    shop.stack.wait_ready(server)
    assert now == before
    shop.settle()
    assert pids(shop.stack) == before
    shop.assert_adds_up()


def test_a_busy_worker_is_left_alone(shop: Shop) -> None:
    """Tasks wait for it all the time, and end one after the other, because each order takes its
    time.
    """
    shop.supply("busy", 1_000_000)
    before = pids(shop.stack)
    published, waiting, pace = 0, [0], Event()
    with slow_orders(shop):
        busy = MachineTime()
        while busy.passed() < 1.5 * WITHIN:
            for _ in range(20 if waiting[-1] < ORDERS_WAITING else 0):
                published += 1
                shop.publish("OrderCreated", order_of(f"busy-{published}", "busy", 1), time=at(1))
            pace.wait(0.05)
            waiting.append(shop.rows("SELECT count(*) FROM inbox_pending")[0][0])
    assert waiting.count(0) < len(waiting) / 10
    shop.settle(90)
    assert pids(shop.stack) == before
    assert shop.stock("busy").quantity_reserved == published


@contextmanager
def nothing_in_hand(shop: Shop) -> Iterator[None]:
    """A moment when no sweep is under way and none begins."""
    beat = psutil.Process(shop.stack.pid("beat"))
    beat.suspend()
    try:
        with Redis.from_url(shop.stack.endpoints.broker_url) as redis:
            wait_for(lambda: redis.llen("inventory:sweeps") == 0 and ended_all(shop.stack), "the sweeps have ended", 20)
        yield
    finally:
        beat.resume()


def ended_all(stack: Stack) -> bool:
    """Return True if the sweeper has ended each task that it has received since it was started."""
    _, _, said = stack.log("sweeper").read_text().rpartition(" ready.")
    return set(RECEIVED.findall(said)) <= set(ENDED.findall(said))


@contextmanager
def slow_orders(shop: Shop) -> Iterator[None]:
    """Have each new order keep its worker for a while."""
    with shop.engine.begin() as connection:
        connection.execute(text(SLOW))
    try:
        yield
    finally:
        with shop.engine.begin() as connection:
            connection.execute(text("DROP FUNCTION slow CASCADE"))


def pids(stack: Stack) -> dict[str, int]:
    states = stack.supervisor.states()
    return {name: states[name].pid for name in PROCESSES}


def live(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Processes that could still do something. A dead one is there until its parent has taken
    note.
    """
    found = []
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            if process.status() != psutil.STATUS_ZOMBIE and process.is_running():
                found.append(process)
    return found


def wait_restarted(shop: Shop, name: str, pid: int) -> None:
    wait_for(lambda: shop.stack.pid(name) not in {0, pid}, f"{name} is started again", RESTARTED_SECONDS)
    shop.stack.wait_ready(name, RESTARTED_SECONDS, replaced=pid)
