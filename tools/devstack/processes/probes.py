"""Questions that tell if a process does its work, for `Process.ready` in the process table."""

import json
import socket
import urllib.request
from collections.abc import Callable
from functools import cache
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING

from prometheus_client.parser import text_string_to_metric_families

from tools.devstack.endpoints import Endpoints
from tools.devstack.processes.patience import share

if TYPE_CHECKING:
    from celery import Celery

Probe = Callable[[Endpoints], bool]

SECONDS = 2.0
"""Time that an answer may take, on a machine that has nothing else to do."""
PING_SECONDS = 0.5
"""The same for a ping of a Celery worker. A ping is lost while the worker does not listen yet, so
the next one must follow soon.
"""


def http_ok(url: Callable[[Endpoints], str]) -> Probe:
    """Return a probe that is ready when GET answers 200."""
    return lambda endpoints: _get(url(endpoints)) is not None


def metric_at_least(url: Callable[[Endpoints], str], name: str, minimum: float) -> Probe:
    """Return a probe that is ready when the Prometheus gauge `name`, summed over its labels, is at
    least `minimum`.
    """

    def probe(endpoints: Endpoints) -> bool:
        text = _get(url(endpoints))
        families = text_string_to_metric_families(text or "")
        values = [sample.value for family in families for sample in family.samples if sample.name == name]
        return bool(values) and sum(values) >= minimum

    return probe


def celery_answers(node: str) -> Probe:
    """Return a probe that is ready when the Celery worker `node` answers a ping. `node` is the
    worker's ``--hostname``.
    """
    destination = node.replace("%h", socket.gethostname())

    def probe(endpoints: Endpoints) -> bool:
        from tasks import broker  # noqa: PLC0415 - stacks without workers need not load Celery

        try:
            celery = _celery(endpoints.broker_url, endpoints.broker_options)
            return bool(celery.control.ping(destination=[destination], timeout=PING_SECONDS / share(), limit=1))
        except broker.ERRORS:
            return False

    return probe


def log_path(directory: Path, name: str) -> Path:
    """Return the file with the output of process `name`."""
    return directory / "logs" / f"{name}.log"


def mark_path(directory: Path, name: str) -> Path:
    """Return the file in which process `name` leaves its mark of liveness."""
    return directory / "progress" / name


def _get(url: str) -> str | None:
    try:
        with urllib.request.urlopen(url, timeout=SECONDS / share()) as response:  # noqa: S310 - always http, from Endpoints
            body: bytes = response.read()
    except (OSError, HTTPException):  # HTTPError and URLError are OSErrors
        return None
    return body.decode("utf-8", errors="replace")


@cache
def _celery(broker_url: str, options: str) -> "Celery":
    from celery import Celery  # noqa: PLC0415

    from inventory.settings import BrokerKind, Settings  # noqa: PLC0415
    from tasks import broker  # noqa: PLC0415

    # Nothing connects to PostgreSQL, but settings are not complete without its URL.
    spoken = Settings(
        database_url="postgresql://127.0.0.1/", broker_url=broker_url, celery_transport_options=json.loads(options)
    )
    soon = {"socket_connect_timeout": SECONDS} if spoken.broker_kind is not BrokerKind.RABBITMQ else {}
    return Celery(
        broker=broker_url, set_as_current=False, broker_transport_options=broker.transport_options(spoken) | soon
    )
