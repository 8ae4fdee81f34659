"""The API as it runs in production, beside a database of the benchmark's own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tools.devstack.machine.ports import LOOPBACK, free_ports
from tools.devstack.processes.children import kill_tree, last_lines, spawn, wait_until
from tools.devstack.processes.process_table import API
from tools.devstack.programs import executable

READY_SECONDS = 60
STOP_SECONDS = 30


@contextmanager
def api(database_url: str, directory: Path, **settings: str) -> Iterator[int]:
    """Yield the port of a ready API with these settings (environment variables)."""
    (port,) = free_ports(1)
    ours = {"DATABASE_URL": database_url, "INVENTORY_API_PORT": str(port), "INVENTORY_AUTHENTICATION": "open"}
    log = directory / f"api-{port}.log"
    process = spawn(executable(API.command), log=log, environment={**os.environ, **ours, **settings})
    try:
        assert wait_until(lambda: _is_ready(port), seconds=READY_SECONDS), last_lines(log)
        yield port
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        finally:
            kill_tree(process.pid)


def _is_ready(port: int) -> bool:
    try:
        with urlopen(f"http://{LOOPBACK}:{port}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)  # noqa: PLR2004 - OK
    except (URLError, OSError):
        return False
