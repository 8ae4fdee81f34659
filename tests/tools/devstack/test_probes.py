"""Tell ready servers from others."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from tools.devstack.endpoints import Endpoints
from tools.devstack.machine.ports import LOOPBACK, free_ports
from tools.devstack.processes.probes import celery_answers, http_ok, metric_at_least
from tools.devstack.servers.valkey import Valkey

METRICS = """\
# TYPE assigned gauge
assigned{topic="orders"} 1.0
assigned{topic="payments"} 2.0
"""


class Handler(BaseHTTPRequestHandler):
    """Answers /metrics, and 503 to everything else."""

    answers: ClassVar[dict[str, str]] = {"/metrics": METRICS}

    def do_GET(self) -> None:
        body = self.answers.get(self.path)
        self.send_response(200 if body is not None else 503)
        self.end_headers()
        self.wfile.write((body or "").encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    """Port of a server with metrics."""
    with ThreadingHTTPServer((LOOPBACK, 0), Handler) as server:
        threading.Thread(target=server.serve_forever).start()
        yield server.server_port
        server.shutdown()


def endpoints(directory: Path, port: int) -> Endpoints:
    return Endpoints(
        directory=directory,
        database_url="postgresql+psycopg://somewhere/shop",
        broker_url="redis://elsewhere:7000/0",
        kafka_bootstrap_servers="one:9092,two:9092",
        api_host="0.0.0.0",
        api_port=port,
        authentication="required",
        flower_port=port,
        flower_auth="operator:secret",
        bridge_metrics_port=port,
        relay_metrics_port=port,
    )


def metrics_url(endpoints: Endpoints) -> str:
    return endpoints.bridge_metrics_url


def test_http_is_ready_at_200_only(tmp_path: Path, port: int) -> None:
    here = endpoints(tmp_path, port)
    assert http_ok(metrics_url)(here)
    assert not http_ok(lambda here: f"{here.api_url}/readyz")(here)


def test_a_metric_is_summed_over_its_labels(tmp_path: Path, port: int) -> None:
    here = endpoints(tmp_path, port)
    assert metric_at_least(metrics_url, "assigned", 3)(here)
    assert not metric_at_least(metrics_url, "assigned", 4)(here)
    assert not metric_at_least(metrics_url, "another", 0)(here)


def test_nothing_is_ready_where_nothing_listens(tmp_path: Path) -> None:
    here = endpoints(tmp_path, free_ports(1)[0])
    assert not http_ok(metrics_url)(here)
    assert not metric_at_least(metrics_url, "assigned", 0)(here)


def test_processes_wait_for_the_servers_wherever_they_are(tmp_path: Path) -> None:
    assert endpoints(tmp_path, 1).dependencies == ["somewhere:5432", "elsewhere:7000", "one:9092,two:9092"]


def test_a_broker_that_has_restarted_is_merely_not_ready(tmp_path: Path) -> None:
    """The probe's own connection is from before."""
    redis = Valkey(tmp_path)
    redis.start()
    redis.wait_ready()
    asked = replace(endpoints(tmp_path, 1), broker_url=redis.url)
    probe = celery_answers("worker@%h")
    try:
        before = probe(asked)
        redis.restart()
        after = [probe(asked) for _ in range(2)]
    finally:
        redis.stop()

    assert not before
    assert after == [False, False]
