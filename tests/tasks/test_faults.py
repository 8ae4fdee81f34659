"""After any death in the middle every event ends as done or dead, with one effect."""

from __future__ import annotations

from redis import Redis

from inventory.inbox.events import EventType
from tasks.dispatch import dispatch
from tasks.sweeps import redispatch
from tests.tasks.line import Line, order
from tests.tasks.local_nodes import WorkerNode, wait_for
from tools.devstack.servers.together import EmbeddedServers

ORDERS = 5


def five_orders() -> list[tuple[EventType, dict[str, object]]]:
    return [(EventType.ORDER_CREATED, order(f"order-{n}", "mug")) for n in range(1, ORDERS + 1)]


def stocked(line: Line) -> None:
    dispatch(line.product("mug", 100), chunk_size=200)
    wait_for(lambda: not line.pending(), "the product is in stock")


def redispatched_until_settled(line: Line) -> None:
    """Redispatch as beat would, until nothing is left to do."""

    def settled() -> bool:
        redispatch()
        return not line.pending()

    wait_for(settled, "redispatch brings every event to an end", seconds=60)


def test_a_task_whose_process_is_killed_is_done_by_the_next(line: Line, worker: WorkerNode) -> None:
    stocked(line)
    with line.locking("mug"):
        dispatch(line.hears_all(five_orders()), chunk_size=200)
        wait_for(lambda: bool(line.ports_waiting_for_locks()), "the task is in hand")
        for child in worker.process.children():
            child.kill()
        wait_for(lambda: "WorkerLostError" in worker.logs(), "the worker noticed")
    assert set(line.pending().values()) == {1}
    redispatched_until_settled(line)
    assert line.stock("mug") == (100, ORDERS)
    assert not line.dead()


def test_a_worker_that_is_killed_leaves_its_work_to_the_next(line: Line, worker: WorkerNode) -> None:
    stocked(line)
    with line.locking("mug"):
        dispatch(line.hears_all(five_orders()), chunk_size=1)
        wait_for(lambda: len(line.ports_waiting_for_locks()) == 2, "both processes have a task in hand")
        worker.kill()
    assert line.pending()
    worker.restart()
    redispatched_until_settled(line)
    assert line.stock("mug") == (100, ORDERS)
    assert not line.dead()


def test_sigterm_finishes_what_is_in_hand(line: Line, worker: WorkerNode) -> None:
    stocked(line)
    with line.locking("mug"):
        dispatch(line.hears_all(five_orders()), chunk_size=200)
        wait_for(lambda: bool(line.ports_waiting_for_locks()), "the task is in hand")
        worker.kill(signal="SIGTERM")
        wait_for(lambda: "Warm shutdown" in worker.logs(), "the worker heard it")
    assert worker.process.wait() == 0
    assert not line.pending()
    assert line.stock("mug") == (100, ORDERS)


def test_a_flushed_redis_loses_nothing(line: Line, broker: Redis, worker: WorkerNode) -> None:
    stocked(line)
    worker.kill(signal="SIGTERM")
    worker.process.wait()
    dispatch(line.hears_all(five_orders()), chunk_size=1)
    assert broker.llen("inventory:stock") == ORDERS
    broker.flushall()
    worker.restart()
    redispatched_until_settled(line)
    assert line.stock("mug") == (100, ORDERS)


def test_a_worker_survives_a_flush_while_it_waits(line: Line, broker: Redis, worker: WorkerNode) -> None:
    assert worker.ready()
    broker.flushall()
    stocked(line)
    assert line.stock("mug") == (100, 0)


def test_while_postgresql_is_away_a_task_says_so_once_and_leaves_its_events(
    line: Line, worker: WorkerNode, servers: EmbeddedServers
) -> None:
    stocked(line)
    work = line.hears_all(five_orders())
    servers.postgresql.stop()
    try:
        dispatch(work, chunk_size=200)
        wait_for(lambda: "raised expected" in worker.logs(), "the task gave up")
    finally:
        servers.postgresql.restart()
    assert worker.logs().count("PostgreSQL does not answer") == 1
    assert servers.postgresql.address not in worker.logs()
    assert set(line.pending().values()) == {1}
    assert not any(line.errors().values())
    redispatched_until_settled(line)
    assert line.stock("mug") == (100, ORDERS)


def test_a_worker_outlives_a_broker_that_is_away_for_a_while(
    line: Line, worker: WorkerNode, servers: EmbeddedServers
) -> None:
    stocked(line)
    servers.redis.kill()
    try:
        wait_for(lambda: worker.logs().count("Trying again in") >= 3, "the worker keeps trying")
        work = line.hears_all(five_orders())
        assert len(dispatch(work, chunk_size=200).unsent) == ORDERS
    finally:
        servers.redis.restart()
    redispatched_until_settled(line)
    assert worker.status == "running"
    assert line.stock("mug") == (100, ORDERS)
