"""Workers and beat mark their progress while they do their work, or can't. And at no
other time.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from kombu.connection import Connection
from kombu.exceptions import OperationalError
from redis import Redis
from redis.exceptions import ConnectionError as RedisConnectionError

from inventory.process.liveness import Liveness, now, read
from tasks.celery_beat import MAX_WAITING
from tasks.dispatch import dispatch
from tasks.worker.waiting import waits_openly
from tests.tasks.conftest import StartProcess
from tests.tasks.line import Line
from tests.tasks.local_nodes import LocalProcess, wait_for
from tests.tasks.test_faults import five_orders
from tools.devstack.processes.patience import share
from tools.devstack.servers.together import EmbeddedServers

SILENT_SECONDS = 3.0
"""Marks are a second apart."""
WORKER = (
    "worker",
    "--queues",
    "stock",
    "--concurrency",
    "2",
    "--loglevel",
    "INFO",
    "--without-mingle",
    "--without-gossip",
)
DEAF = """
from kombu.transport.redis import Channel
Channel._brpop_start = lambda *_, **__: None  # as after a reconnection that went wrong
from celery.__main__ import main
main()
"""


@pytest.fixture
def mark(tmp_path: Path) -> Path:
    return tmp_path / "mark"


@pytest.fixture
def marking(start: StartProcess, mark: Path, line: Line) -> LocalProcess:
    """A worker that has begun to mark its progress."""
    del line
    process = start("worker", *WORKER, INVENTORY_PROGRESS_FILE=str(mark))
    wait_for(lambda: marked(mark) > 0, "its first mark")
    return process


def marked(file: Path) -> float:
    found = read(str(file))
    return found.at if found else 0.0


def goes_on(mark: Path, what: str) -> None:
    """For longer than it may be silent."""
    until = now() + SILENT_SECONDS
    wait_for(lambda: marked(mark) > until, f"{what} is progress")


def falls_silent(mark: Path, what: str) -> None:
    wait_for(lambda: now() - marked(mark) > SILENT_SECONDS, f"{what} is no progress")


@pytest.mark.faults
def test_a_worker_makes_progress_unless_a_task_waits_that_it_does_not_take(
    line: Line, marking: LocalProcess, mark: Path
) -> None:
    goes_on(mark, "to wait for tasks")
    for child in marking.children():
        child.suspend()
    goes_on(mark, "to wait for tasks, whatever the pool does")
    dispatch(line.hears_all(five_orders()[:1]), chunk_size=1)
    falls_silent(mark, "to have free processes and a task that waits for them")


@pytest.mark.faults
def test_a_task_that_waits_because_all_processes_are_busy_is_no_lack_of_progress(
    line: Line, marking: LocalProcess, mark: Path
) -> None:
    dispatch(line.product("mug", 100), chunk_size=1)
    wait_for(lambda: not line.pending(), "the product is in stock")
    with line.locking("mug"):
        dispatch(line.hears_all(five_orders()), chunk_size=1)
        wait_for(lambda: len(line.ports_waiting_for_locks()) == 2, "both processes are busy")
        for child in marking.children():
            child.suspend()  # so that they stay busy
        goes_on(mark, "to be busy")


@pytest.mark.faults
def test_a_task_that_takes_too_long_is_killed_although_its_process_has_stopped(
    line: Line, start: StartProcess, mark: Path
) -> None:
    limit = 3 / share()  # beside load, the processes must be stopped before the lock's own limit ends the task
    variables = {"INVENTORY_PROGRESS_FILE": str(mark), "INVENTORY_STUCK_SECONDS": f"{limit:.1f}"}
    worker = start("worker", *WORKER, **variables)
    wait_for(lambda: marked(mark) > 0, "its first mark")
    dispatch(line.product("mug", 100), chunk_size=1)
    wait_for(lambda: not line.pending(), "the product is in stock")
    children = worker.children()
    with line.locking("mug"):
        dispatch(line.hears_all(five_orders()[:1]), chunk_size=1)
        wait_for(lambda: bool(line.ports_waiting_for_locks()), "one process is at work")
        for child in children:
            child.suspend()
    told = f"Hard time limit ({limit:.1f}s) exceeded"
    wait_for(lambda: told in worker.logs().decode(), "the task is given up", seconds=30 + limit)
    wait_for(lambda: sum(child.is_running() for child in children) == 1, "its process is killed")
    wait_for(lambda: len(worker.children()) == 2, "and replaced")


@pytest.fixture
def deaf(environment: dict[str, str], mark: Path, line: Line, tmp_path: Path) -> Iterator[LocalProcess]:
    """A worker that runs, answers, and hears of no task."""
    del line
    variables = {**environment, "INVENTORY_PROGRESS_FILE": str(mark)}
    command = [sys.executable, "-c", DEAF, "-A", "tasks.app", *WORKER]
    process = LocalProcess("deaf", command, environment=variables, log=tmp_path / "deaf.log")
    process.start()
    yield process
    process.stop()


@pytest.mark.faults
def test_a_worker_that_has_stopped_consuming_falls_silent(line: Line, deaf: LocalProcess, mark: Path) -> None:
    wait_for(lambda: b"ready" in deaf.logs(), "it says that it is ready")
    goes_on(mark, "to wait for tasks")
    dispatch(line.hears_all(five_orders()), chunk_size=1)
    falls_silent(mark, "to leave tasks in the queue")
    assert deaf.status == "running"


@pytest.mark.faults
@pytest.mark.parametrize("arguments", [WORKER, ("beat", "--pidfile=")], ids=["worker", "beat"])
def test_to_wait_for_a_broker_that_is_away_is_progress(
    start: StartProcess,
    line: Line,
    mark: Path,
    tmp_path: Path,
    servers: EmbeddedServers,
    arguments: tuple[str, ...],
) -> None:
    del line
    if arguments[0] == "beat":
        arguments += (f"--schedule={tmp_path / 'schedule'}",)
    servers.redis.kill()
    try:
        process = start("waiting", *arguments, INVENTORY_PROGRESS_FILE=str(mark))
        wait_for(lambda: marked(mark) > 0, "its first mark")
        goes_on(mark, "to try again and again")
        assert process.status == "running"
    finally:
        servers.redis.restart()
    goes_on(mark, "to go on when it is back")


def test_to_try_a_heartbeat_again_is_progress(mark: Path) -> None:
    """Celery sends it in the loop that consumes, and tries until the broker is back."""
    connection = waits_openly(Connection("redis://127.0.0.1:9/0"), Liveness(str(mark)))  # type: ignore[no-untyped-call]  # kombu publishes no types

    def send() -> None:
        raise RedisConnectionError("the broker is away")

    with pytest.raises(OperationalError):
        connection.ensure(connection, send, max_retries=1)()
    assert marked(mark) > 0


def test_beat_makes_progress_as_long_as_it_ticks(start: StartProcess, line: Line, mark: Path, tmp_path: Path) -> None:
    del line
    beat = start("beat", "beat", "--pidfile=", f"--schedule={tmp_path / 'schedule'}", INVENTORY_PROGRESS_FILE=str(mark))
    wait_for(lambda: marked(mark) > 0, "its first mark")
    goes_on(mark, "to tick")
    beat.kill("SIGSTOP")
    falls_silent(mark, "to have stopped")


def test_beat_sends_no_more_than_anybody_takes(start: StartProcess, line: Line, broker: Redis, tmp_path: Path) -> None:
    """Tasks that nobody takes expire, but they stay in Redis until somebody looks at them."""
    del line
    beat = start(
        "beat", "beat", "--pidfile=", f"--schedule={tmp_path / 'schedule'}", INVENTORY_SWEEP_INTERVAL_SECONDS="0.01"
    )
    wait_for(lambda: "nobody takes them" in str(beat.logs()), "beat to say that nobody sweeps")
    assert broker.llen("inventory:sweeps") <= MAX_WAITING
    broker.delete("inventory:sweeps")
    wait_for(lambda: broker.llen("inventory:sweeps") > 0, "beat to go on when they are taken")
