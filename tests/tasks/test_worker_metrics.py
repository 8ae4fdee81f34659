"""A worker tells of all processes of its pool, also of gone ones. Beat tells of the queues."""

from __future__ import annotations

from pathlib import Path
from urllib.request import urlopen

import psutil
import pytest
from prometheus_client.parser import text_string_to_metric_families
from redis import Redis

from inventory.inbox.events import Operation
from tasks import broker as tasks_broker
from tasks.app import app
from tasks.dispatch import dispatch
from tests.tasks.conftest import StartProcess
from tests.tasks.line import Line
from tests.tasks.local_nodes import LocalProcess, wait_for
from tools.devstack.machine.ports import free_ports
from tools.devstack.servers.together import EmbeddedServers

Samples = dict[str, float]
WORKER = ("--queues", "stock", "--concurrency", "2", "--without-mingle", "--without-gossip", "--hostname", "stock@%h")


def scraped(port: int) -> Samples:
    """Every sample under its name and the values of its labels. Empty while nobody answers."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=20) as response:
            content = response.read().decode()
    except OSError:
        return {}
    return {
        " ".join([sample.name, *(value for _, value in sorted(sample.labels.items()))]): sample.value
        for family in text_string_to_metric_families(content)
        for sample in family.samples
    }


@pytest.fixture
def port() -> int:
    return free_ports(1)[0]


@pytest.fixture
def worker(start: StartProcess, line: Line, broker: Redis, port: int, tmp_path: Path) -> LocalProcess:
    del line, broker
    started = start("worker", "worker", *WORKER, INVENTORY_WORKER_METRICS_PORT=str(port), TMPDIR=str(tmp_path))
    wait_for(lambda: bool(scraped(port)), "the worker tells its metrics", seconds=60)
    return started


def done(port: int, operation: Operation) -> float:
    return scraped(port).get(f"inventory_task_seconds_count {operation.value}", 0)


def test_tasks_are_told_by_name_from_the_first_on(worker: LocalProcess, line: Line, port: int) -> None:
    del worker
    before = scraped(port)
    assert before["inventory_task_seconds_count reserve_stock"] == 0
    assert before["inventory_task_failures_total reserve_stock"] == 0
    dispatch(line.product("mug", 100), chunk_size=200)
    wait_for(lambda: done(port, Operation.INITIALIZE_STOCK) == 1, "the product is told")
    dispatch(line.order("o", "mug"), chunk_size=200)
    wait_for(lambda: done(port, Operation.RESERVE_STOCK) == 1, "the order is told")
    after = scraped(port)

    assert after["inventory_task_wait_seconds_count stock"] == 2
    assert after["inventory_worker_batch_events_sum"] == 2
    assert after["inventory_outcomes_total state_order events pending"] == 1
    assert after["inventory_database_pool_wait_seconds_count inventory-worker"] >= 2
    assert after["inventory_database_round_trips_total"] >= 4
    assert not [name for name in after if "expire_holds" in name]


def test_a_process_that_is_killed_counts_as_a_failure_and_keeps_its_figures(
    worker: LocalProcess, line: Line, port: int
) -> None:
    dispatch(line.product("mug", 100), chunk_size=200)
    wait_for(lambda: done(port, Operation.INITIALIZE_STOCK) == 1, "the product is told")
    before = scraped(port)
    with line.locking("mug"):
        dispatch(line.order("o", "mug"), chunk_size=200)
        wait_for(lambda: bool(line.ports_waiting_for_locks()), "the task is in hand")
        for child in worker.children():
            child.kill()
        failed = "inventory_task_failures_total reserve_stock"
        wait_for(lambda: scraped(port).get(failed) == 1, "the failure is told", seconds=60)

    assert done(port, Operation.INITIALIZE_STOCK) == 1
    assert scraped(port)["inventory_worker_batch_events_count"] >= before["inventory_worker_batch_events_count"]


def test_a_pool_process_has_no_copy_of_the_port(worker: LocalProcess, line: Line, port: int) -> None:
    """If the worker is killed amid a task, nobody could open the port until the task is over."""
    dispatch(line.product("mug", 100), chunk_size=200)
    wait_for(lambda: done(port, Operation.INITIALIZE_STOCK) == 1, "the worker works")

    assert [one.pid for one in worker.children() if port in {each.laddr.port for each in one.net_connections()}] == []


def test_the_port_is_free_as_soon_as_the_worker_is_gone(
    worker: LocalProcess, line: Line, port: int, tmp_path: Path
) -> None:
    """Its pool processes have no copy of the port that would outlive it."""
    dispatch(line.product("mug", 100), chunk_size=200)
    wait_for(lambda: done(port, Operation.INITIALIZE_STOCK) == 1, "the worker works")
    children = worker.children()
    psutil.Process(worker.process.pid).kill()
    worker.process.wait(60)
    worker.start()
    dispatch(line.product("cup", 100), chunk_size=200)
    wait_for(lambda: done(port, Operation.INITIALIZE_STOCK) == 1, "the next worker works, and tells it", seconds=60)
    wait_for(lambda: not any(child.is_running() for child in children), "the old pool is gone", seconds=60)
    worker.process.terminate()
    worker.process.wait(60)

    assert len(list(tmp_path.glob("inventory-metrics-*"))) == 1  # that of the worker that was killed


def test_beat_tells_of_each_queue(start: StartProcess, line: Line, broker: Redis, port: int, tmp_path: Path) -> None:
    del broker
    schedule = str(tmp_path / "schedule")
    start("beat", "beat", "--schedule", schedule, "--pidfile=", INVENTORY_BEAT_METRICS_PORT=str(port))
    wait_for(lambda: bool(scraped(port)), "beat tells its metrics", seconds=60)
    assert scraped(port)["inventory_queue_oldest_seconds stock"] == 0
    dispatch(line.product("mug", 100), chunk_size=200)
    wait_for(
        lambda: scraped(port).get("inventory_beat_sent_total expire_holds", 0) >= 1, "beat has sent a job", seconds=60
    )
    found = scraped(port)

    assert found["inventory_broker_up"] == 1
    assert found["inventory_queue_tasks stock"] == 1
    assert 0 < found["inventory_queue_oldest_seconds stock"] < 60
    assert found["inventory_beat_withheld_total audit"] == 0


def test_beat_answers_while_the_broker_is_away(
    start: StartProcess, servers: EmbeddedServers, line: Line, broker: Redis, port: int, tmp_path: Path
) -> None:
    del broker, line
    schedule = str(tmp_path / "schedule")
    start("beat", "beat", "--schedule", schedule, "--pidfile=", INVENTORY_BEAT_METRICS_PORT=str(port))
    wait_for(lambda: scraped(port).get("inventory_broker_up") == 1, "beat tells its metrics", seconds=60)
    servers.redis.kill()
    wait_for(lambda: scraped(port).get("inventory_broker_up") == 0, "beat tells that the broker is away", seconds=60)
    assert not [name for name in scraped(port) if name.startswith("inventory_queue_")]
    servers.redis.restart()
    wait_for(lambda: scraped(port).get("inventory_broker_up") == 1, "beat tells that it is back", seconds=60)


@pytest.mark.parametrize(
    "foreign", [b"no JSON", b"[]", b"{}", b'{"headers": {}}', b'{"headers": {"inventory_sent_at": "now"}}']
)
def test_the_age_of_a_foreign_message_is_not_known(broker: Redis, foreign: bytes) -> None:
    broker.lpush("inventory:stock", foreign)
    wait_for(_pooled_connections_live, "connections to a server that another test killed are forgotten")

    assert tasks_broker.oldest_seconds(app, "stock", now=0.0) is None


def _pooled_connections_live() -> bool:
    try:
        tasks_broker.oldest_seconds(app, "stock", now=0.0)
    except tasks_broker.ERRORS:
        return False
    return True
