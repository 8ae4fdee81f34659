"""The API as it runs in production: gunicorn with its workers, as child processes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests import preloaded
from tests.api.shop import Caller
from tools.devstack.machine.ports import free_ports
from tools.devstack.processes.children import kill_tree, last_lines, wait_until

READY_SECONDS = 30
STOP_SECONDS = 30


@dataclass(frozen=True)
class ApiServer:
    caller: Caller
    process: subprocess.Popen[bytes]
    log: Path

    def is_alive(self) -> bool:
        try:
            return self.caller.get("/healthz").status == 200
        except OSError:
            return False

    def is_ready(self) -> bool:
        return self.caller.get("/readyz").status == 200


@contextmanager
def api_server(database_url: str, directory: Path, **settings: str) -> Iterator[ApiServer]:
    """Gunicorn on a free port, answering when the block begins. `settings` are environment
    variables.
    """
    (port,) = free_ports(1)
    ours = {"DATABASE_URL": database_url, "INVENTORY_API_PORT": str(port), "INVENTORY_AUTHENTICATION": "open"}
    environment = {**os.environ, **ours, **settings}
    command = [sys.executable, "-m", "gunicorn", "--config", "python:api.gunicorn_config", "api.wsgi:app"]
    log = directory / "api.log"
    server = ApiServer(Caller(port), preloaded.start(command, log=log, environment=environment), log)
    try:
        assert wait_until(server.is_alive, seconds=READY_SECONDS), last_lines(log)
        yield server
    finally:
        server.process.terminate()
        stopped = wait_until(lambda: server.process.poll() is not None, seconds=STOP_SECONDS)
        if not stopped:
            kill_tree(server.process.pid)
        assert stopped, last_lines(log)
