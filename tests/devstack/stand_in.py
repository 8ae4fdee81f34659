"""A stack with one small process in the place of the service, run as a program: ``stand_in.py DIRECTORY``."""

import socket
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from devstack.endpoints import Endpoints
from devstack.ports import LOOPBACK
from devstack.probes import http_ok
from devstack.process_table import Process, Wave
from devstack.stack import Stack


def web_url(endpoints: Endpoints) -> str:
    """Where the stand-in for the service listens."""
    return f"{endpoints.flower_url}/"


WEB = Process(
    name="web",
    wave=Wave.ENTRY,
    command=("python", "-m", "http.server", "{flower_port}", "--bind", LOOPBACK),
    ready=http_ok(web_url),
    answers=http_ok(web_url),
)


@contextmanager
def postgresql_and_web(
    directory: Path, processes: Sequence[Process] = (WEB,), setup: Mapping[str, Sequence[str]] | None = None
) -> Iterator[Stack]:
    """Run a stack of an embedded PostgreSQL and one process, which is up in a second.

    A port that accepts connections stands for a Redis and a Kafka of the user's own.
    """
    with socket.create_server((LOOPBACK, 0)) as others:
        address = f"{LOOPBACK}:{others.getsockname()[1]}"
        environment = {"CELERY_BROKER_URL": f"redis://{address}/0", "KAFKA_BOOTSTRAP_SERVERS": address}
        with Stack(directory, environment=environment, processes=processes, setup=setup or {}) as stack:
            yield stack


if __name__ == "__main__":
    with postgresql_and_web(Path(sys.argv[1])) as running:
        print(running.supervisor.pid, running.pid("postgresql"), running.pid("web"), flush=True)  # noqa: T201 - read by the test
        threading.Event().wait()
