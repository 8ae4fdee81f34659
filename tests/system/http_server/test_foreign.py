"""Load generators and a balancer that others wrote: every request has its answer, also on
connections that were idle.
"""

from __future__ import annotations

import json
import re
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.api.gunicorn_process import ApiServer, api_server
from tests.api.shop import Caller
from tests.system.needs import find, need
from tools.devstack.machine.ports import free_ports
from tools.devstack.processes.children import kill_tree, wait_until

pytestmark = pytest.mark.timeout(600)

ASK = json.dumps({"items": [{"sku": "mug", "quantity": 1}]})
IDLE_SECONDS = 31
"""Longer than connections were kept once, shorter than the balancer keeps them."""
BALANCER = """
global
  maxconn 1000
defaults
  mode http
  retries 0
  timeout connect 5s
  timeout client 90s
  timeout server 90s
  timeout http-keep-alive 60s
  http-reuse always
listen api
  bind 127.0.0.1:{port}
  server api 127.0.0.1:{api}
"""


@pytest.fixture
def server(database_url: str, tmp_path: Path) -> Iterator[ApiServer]:
    need("ab", "h2load", "haproxy")
    with api_server(database_url, tmp_path) as running:
        yield running


def said(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=300).stdout


def test_load_generators_get_every_answer(server: ApiServer, tmp_path: Path) -> None:
    body = tmp_path / "body.json"
    body.write_text(ASK)
    url = f"http://127.0.0.1:{server.caller.port}/v1/availability"
    told = said("h2load", "--h1", "-n", "2000", "-c", "50", "-d", body, "-H", "content-type: application/json", url)
    assert "2000 succeeded, 0 failed, 0 errored" in told
    for keep in ((), ("-k",)):  # ab speaks HTTP/1.0
        told = said("ab", *keep, "-n", "1000", "-c", "20", "-p", body, "-T", "application/json", url)
        assert re.search(r"Failed requests: +0\n", told)
        assert "Non-2xx" not in told
        assert ("Keep-Alive requests:    1000" in told) == bool(keep)


@contextmanager
def balancer(api: int, directory: Path) -> Iterator[Caller]:
    (port,) = free_ports(1)
    configuration = directory / "haproxy.cfg"
    configuration.write_text(BALANCER.format(port=port, api=api))
    process = subprocess.Popen([find("haproxy") or "haproxy", "-db", "-f", configuration])
    caller = Caller(port)
    try:
        assert wait_until(lambda: answers(caller), seconds=30)
        yield caller
    finally:
        kill_tree(process.pid)
        process.wait()


def answers(caller: Caller) -> bool:
    try:
        return caller.get("/healthz").status == 200
    except OSError:
        return False


def test_no_request_of_a_balancer_meets_a_connection_that_is_closed(server: ApiServer, tmp_path: Path) -> None:
    """Haproxy keeps connections to the service, and sends a POST only once."""
    with balancer(server.caller.port, tmp_path) as caller, ThreadPoolExecutor(60) as pool:

        def statuses() -> Counter[int]:
            asked = [pool.submit(caller.call, "POST", "/v1/availability", ASK.encode()) for _ in range(300)]
            return Counter(answer.result().status for answer in asked)

        assert statuses() == {200: 300}
        time.sleep(IDLE_SECONDS)  # the test is that nothing happens meanwhile
        assert statuses() == {200: 300}
