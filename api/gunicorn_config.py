"""Configuration of gunicorn for the API: `python -m gunicorn --config python:api.gunicorn_config
api.wsgi:app`.
"""

from __future__ import annotations

import os
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from api.gunicorn_worker import refuse_what_is_unusable
from inventory.errors import InvalidSettings
from inventory.logs.ending import ending_on
from inventory.process.garbage import spare_all_that_is_loaded
from inventory.process.liveness import Liveness
from inventory.settings import settings

with ending_on(InvalidSettings, status=2):
    settings()

bind = f"{settings().api_host}:{settings().api_port}"
workers = settings().api_processes
worker_class = "api.gunicorn_worker.Worker"
threads = settings().api_threads
# Each worker makes its own engines and its committing thread, after the fork.
preload_app = False

# A stopping worker has so long to answer the requests that it has taken: longer than the longest
# wait of a command.
graceful_timeout = int(2 * settings().api_deadline_seconds) + 5
keepalive = settings().api_keepalive_seconds
timeout = 30

# The directory of the heartbeat file. On a busy disk, touching the file could take so long that a
# healthy worker is killed.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - memory, and unlinked at once
# The control socket would be one file for all instances of a user, and needs a home directory.
control_socket_disable = True

accesslog = None
logger_class = "api.gunicorn_logger.Logger"
loglevel = settings().log_level.lower()


# Several processes keep their metrics in files, so that any of them can answer for all
# (`api.metrics`). prometheus_client looks for the directory when it is imported. The workers import
# it after the fork.
_METRICS = "PROMETHEUS_MULTIPROC_DIR"


def on_starting(server: Any) -> None:
    refuse_what_is_unusable(server.cfg)
    # The health check asks over HTTP. The mark names the process to kill if there is no answer.
    Liveness(settings().progress_file).mark()
    if workers > 1:
        os.environ[_METRICS] = mkdtemp(prefix="inventory-metrics-")


def post_worker_init(_worker: Any) -> None:
    spare_all_that_is_loaded()


def child_exit(_server: Any, worker: Any) -> None:
    """Drop the gauges of a process that is gone. Its counters still count."""
    if workers > 1:
        from prometheus_client.multiprocess import mark_process_dead  # noqa: PLC0415 - not before `on_starting`

        mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def on_exit(_server: Any) -> None:
    if workers > 1:
        rmtree(os.environ[_METRICS], ignore_errors=True)
