"""Each process of a running stack exports exactly the metrics that the catalogue lists for it."""

from __future__ import annotations

import re
import subprocess
import sys
from urllib.request import Request, urlopen

import pytest

from inventory import tokens as access
from inventory.database.transactions import Database, now
from inventory.metrics.catalogue import exported_by
from inventory.metrics.declared import Process
from inventory.tokens import Scope
from tests.e2e.shop import Shop, at, wait_for

WORKERS = ("worker", "sweeper", "housekeeper")


@pytest.fixture(scope="module")
def busy(shop: Shop) -> Shop:
    """A shop of which each part has done something: an order by each door, a sweep, an audit."""
    shop.supply("scraped", 10)
    data = {"order_id": "scraped-1", "items": [{"sku": "scraped", "quantity": 1}], "ttl_seconds": 1}
    shop.publish("OrderCreated", data, time=at(1))
    body = {"order_id": "scraped-2", "items": [{"sku": "scraped", "quantity": 1}]}
    assert shop.call("POST", "/v1/reservations", body).status == 201
    shop.call("GET", "/v1/stock/scraped")
    call = [sys.executable, "-m", "celery", "-A", "tasks.app", "call", "audit"]
    subprocess.run(call, check=True, env=shop.stack.environment, capture_output=True)
    shop.settle()
    return shop


def scraped(url: str, token: str = "") -> str:
    with urlopen(Request(url, headers={"authorization": f"Bearer {token}"}), timeout=60) as response:
        return str(response.read().decode())


def families(exposition: str) -> dict[str, str]:
    """The metrics with their kinds, without those that prometheus_client adds by itself."""
    told = dict(re.findall(r"^# TYPE (\S+) (\S+)$", exposition, re.MULTILINE))
    return {name: kind for name, kind in told.items() if not re.match(r"(python|process)_|.*_created$", name)}


def listed(process: Process) -> dict[str, str]:
    return {name: metric.kind.value for name, metric in exported_by(process).items()}


def test_the_bridge(busy: Shop) -> None:
    assert families(scraped(busy.stack.endpoints.bridge_metrics_url)) == listed(Process.CONSUMER)


def test_the_relay(busy: Shop) -> None:
    told = scraped(busy.stack.endpoints.relay_metrics_url)

    assert families(told) == listed(Process.RELAY)
    assert "\ninventory_relay_active 1.0\n" in told


def test_beat(busy: Shop) -> None:
    told = scraped(busy.stack.endpoints.metrics_url("beat"))

    assert families(told) == listed(Process.BEAT)
    for queue in ("stock", "sweeps", "housekeeping"):
        assert f'inventory_queue_tasks{{queue="{queue}"}}' in told
        assert f'inventory_queue_oldest_seconds{{queue="{queue}"}}' in told


def test_the_console(busy: Shop) -> None:
    told = scraped(busy.stack.endpoints.metrics_url("console"))

    assert families(told) == listed(Process.CONSOLE)
    assert 'inventory_console_requests_total{endpoint="health.ready",status="200"}' in told


def test_the_workers(busy: Shop) -> None:
    """Each has the tasks of its queue alone. Together they have all metrics."""

    def all_told() -> bool:
        return told() == listed(Process.WORKER)

    def told() -> dict[str, str]:
        each = [families(scraped(busy.stack.endpoints.metrics_url(name))) for name in WORKERS]
        return {name: kind for one in each for name, kind in one.items()}

    wait_for(all_told, f"all metrics of workers are told, and no other: {told().keys() ^ listed(Process.WORKER)}", 60)
    tasks = {name: scraped(busy.stack.endpoints.metrics_url(name)) for name in WORKERS}
    assert 'inventory_task_failures_total{task="reserve_stock"} 0.0' in tasks["worker"]
    assert 'inventory_task_failures_total{task="prune"} 0.0' in tasks["housekeeper"]
    assert "prune" not in tasks["worker"]
    assert 'inventory_outcomes_total{command="state_order",door="events",outcome="pending"}' in tasks["worker"]


def test_the_api(busy: Shop) -> None:
    database = Database(busy.stack.owner_url, pool_size=1, name="tests")
    with database.transaction() as session:
        _, token = access.create(session, "prometheus", [Scope.OPS], now=now(session))
    database.dispose()
    url = f"{busy.stack.endpoints.api_url}/metrics"

    def all_told() -> bool:
        return families(scraped(url, token)) == listed(Process.API)

    wait_for(all_told, "the API tells of the audit, and all else", 60)
    assert re.search(
        r'inventory_outcomes_total\{command="reserve",door="http",outcome="pending"\} [1-9]', scraped(url, token)
    )
