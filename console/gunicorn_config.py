"""Configuration of gunicorn for the console: `python -m gunicorn --config
python:console.gunicorn_config console.wsgi:app`.
"""

from __future__ import annotations

import socket
from pathlib import Path
from struct import pack
from typing import Any

from inventory.errors import InvalidSettings
from inventory.logs.ending import ending_on
from inventory.process.garbage import spare_all_that_is_loaded
from inventory.process.liveness import Liveness
from inventory.settings import settings

with ending_on(InvalidSettings, status=2):
    settings()

bind = f"{settings().console_host}:{settings().console_port}"
workers = 1
worker_class = "gthread"
threads = settings().console_threads
# The worker makes its own engines, after the fork.
preload_app = False

SILENCE_SECONDS = 10
"""The longest silence of a caller in the middle of a request, or of its answer."""

graceful_timeout = 15
keepalive = 75
timeout = 30
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - memory, and unlinked at once
# The control socket would be one file for all instances of a user, and needs a home directory.
control_socket_disable = True

accesslog = None
logger_class = "console.gunicorn_logger.ConsoleLogger"
loglevel = settings().log_level.lower()


def on_starting(_server: Any) -> None:
    # The health check asks over HTTP. The mark names the process to kill if there is no answer.
    Liveness(settings().progress_file).mark()


def post_worker_init(worker: Any) -> None:
    from console.wsgi import begin  # noqa: PLC0415 - the application is loaded by the worker, after the fork

    begin()
    # Connections inherit both. Somebody who says nothing in the middle of a request, or takes
    # nothing of its answer, keeps no thread.
    for listener in worker.sockets:
        for silence in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            listener.setsockopt(socket.SOL_SOCKET, silence, pack("ll", SILENCE_SECONDS, 0))
    spare_all_that_is_loaded()
