"""The console as it runs in production: gunicorn with its worker, as child processes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from tests import preloaded
from tools.devstack.machine.ports import free_ports
from tools.devstack.processes.children import kill_tree, last_lines, wait_until

APPLICATION = "tests.console.example_wsgi:app"
READY_SECONDS = 30
STOP_SECONDS = 30


@dataclass(frozen=True)
class ConsoleServer:
    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def status(self, path: str) -> int:
        """Return the status of an answer, 0 if there was none."""
        try:
            with urlopen(f"{self.url}{path}", timeout=10) as answer:
                return int(answer.status)
        except HTTPError as error:
            return error.code
        except OSError:
            return 0


@contextmanager
def console_server(database_url: str, directory: Path, **settings: str) -> Iterator[ConsoleServer]:
    """Gunicorn on a free port, answering when the block begins. `settings` are environment
    variables.
    """
    (port,) = free_ports(1)
    ours = {"DATABASE_URL": database_url, "INVENTORY_CONSOLE_PORT": str(port)}
    command = [sys.executable, "-m", "gunicorn", "--config", "python:console.gunicorn_config", APPLICATION]
    log = directory / f"console-{port}.log"
    process = preloaded.start(command, log=log, environment={**os.environ, **ours, **settings})
    server = ConsoleServer(f"http://127.0.0.1:{port}", process, log)
    try:
        assert wait_until(lambda: server.status("/healthz") == 200, seconds=READY_SECONDS), last_lines(log)
        yield server
    finally:
        process.terminate()
        stopped = wait_until(lambda: process.poll() is not None, seconds=STOP_SECONDS)
        if not stopped:
            kill_tree(process.pid)
        assert stopped, last_lines(log)
