"""A stack with one small process in the place of the service, run as a program:
``stand_in.py DIRECTORY [PORT PORT]``.

With ports, for the database and the process, it says when it has chosen, and waits for a line
before it starts a server.
"""

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil

from tools.devstack.endpoints import Endpoints
from tools.devstack.machine.ports import LOOPBACK
from tools.devstack.processes.probes import http_ok
from tools.devstack.processes.process_table import Process, Wave
from tools.devstack.servers.postgresql import PostgreSQL
from tools.devstack.stack import Stack


def web_url(endpoints: Endpoints) -> str:
    """The address of the stand-in for the service."""
    return f"{endpoints.flower_url}/"


WEB = Process(
    name="web",
    wave=Wave.ENTRY,
    command=("python", "-m", "http.server", "{flower_port}", "--bind", LOOPBACK),
    ready=http_ok(web_url),
    port=lambda endpoints: endpoints.flower_port,
    answers=http_ok(web_url),
)


@contextmanager
def postgresql_and_web(
    directory: Path,
    processes: Sequence[Process] = (WEB,),
    setup: Mapping[str, Sequence[str]] | None = None,
    preferred: Mapping[str, int] | None = None,
) -> Iterator[Stack]:
    """Run a stack of an embedded PostgreSQL and one process. It is up in a second.

    A port that accepts connections stands for a Redis and a Kafka of the user's own.
    """
    with socket.create_server((LOOPBACK, 0)) as others:
        address = f"{LOOPBACK}:{others.getsockname()[1]}"
        environment = {"CELERY_BROKER_URL": f"redis://{address}/0", "KAFKA_BOOTSTRAP_SERVERS": address}
        stack = Stack(
            directory, environment=environment, processes=processes, setup=setup or {}, preferred_ports=preferred
        )
        with stack:
            yield stack


@contextmanager
def stack_in_another_process(directory: Path) -> Iterator[tuple[psutil.Process, list[psutil.Process]]]:
    """Run the same stack in a process of its own. Gives that process and all below it."""
    command = [sys.executable, "-m", "tests.tools.devstack.stand_in", str(directory)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as owner:
        assert owner.stdout is not None
        try:
            pids = owner.stdout.readline().split()
            assert len(pids) == 3, "the stack did not start"
            parent = psutil.Process(owner.pid)
            yield parent, parent.children(recursive=True)
        finally:
            owner.kill()


def wait_when_chosen() -> None:
    """Say when the ports are chosen the first time, and go on when we are told to."""
    prepare = PostgreSQL.prepare
    told: list[str] = []

    def prepare_when_told(server: PostgreSQL) -> None:
        if not told:
            print("chosen", flush=True)  # noqa: T201 - read by the test
            told.append(sys.stdin.readline())
        prepare(server)

    PostgreSQL.prepare = prepare_when_told  # type: ignore[method-assign,assignment]


if __name__ == "__main__":
    ports = dict(zip(("postgresql", "flower"), map(int, sys.argv[2:]), strict=False))
    if ports:
        wait_when_chosen()
    with postgresql_and_web(Path(sys.argv[1]), preferred=ports) as running:
        pids = (running.supervisor.pid, running.pid("postgresql"), running.pid("web"))
        urls = (running.administration_url, running.endpoints.flower_url)
        print(*pids, *(urls if ports else ()), flush=True)  # noqa: T201 - read by the test
        threading.Event().wait()
