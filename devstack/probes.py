"""Whether a process really does its work: what `Process.ready` in the process table asks."""

import socket
import urllib.request
from collections.abc import Callable
from functools import cache
from http.client import HTTPException
from pathlib import Path

from celery import Celery
from kombu.exceptions import OperationalError
from prometheus_client.parser import text_string_to_metric_families
from redis.exceptions import RedisError

from devstack.endpoints import Endpoints
from devstack.patience import share

Probe = Callable[[Endpoints], bool]

SECONDS = 2.0
"""How long an answer may take, on a machine that has nothing else to do."""


def http_ok(url: Callable[[Endpoints], str]) -> Probe:
    """Ready when GET answers 200."""
    return lambda endpoints: _get(url(endpoints)) is not None


def metric_at_least(url: Callable[[Endpoints], str], name: str, minimum: float) -> Probe:
    """Ready when the Prometheus gauge `name`, summed over its labels, is at least `minimum`."""

    def probe(endpoints: Endpoints) -> bool:
        text = _get(url(endpoints))
        families = text_string_to_metric_families(text or "")
        values = [sample.value for family in families for sample in family.samples if sample.name == name]
        return bool(values) and sum(values) >= minimum

    return probe


def celery_answers(node: str) -> Probe:
    """Ready when the Celery worker `node`, as given to ``--hostname``, answers a ping."""
    destination = node.replace("%h", socket.gethostname())

    def probe(endpoints: Endpoints) -> bool:
        try:
            return bool(
                _celery(endpoints.broker_url).control.ping(
                    destination=[destination], timeout=SECONDS / share(), limit=1
                )
            )
        except (OperationalError, RedisError, OSError):
            return False

    return probe


def log_path(directory: Path, name: str) -> Path:
    """Where the output of process `name` is written."""
    return directory / "logs" / f"{name}.log"


def mark_path(directory: Path, name: str) -> Path:
    """Where process `name` marks its progress."""
    return directory / "progress" / name


def _get(url: str) -> str | None:
    try:
        with urllib.request.urlopen(url, timeout=SECONDS / share()) as response:  # noqa: S310 - always http, from Endpoints
            body: bytes = response.read()
    except (OSError, HTTPException):  # HTTPError and URLError are OSErrors
        return None
    return body.decode("utf-8", errors="replace")


@cache
def _celery(broker_url: str) -> Celery:
    return Celery(broker=broker_url, set_as_current=False, broker_transport_options={"socket_connect_timeout": SECONDS})
