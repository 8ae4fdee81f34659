"""Every service of docker-compose.yml from the image, under its limits, and the first conversation
with them.
"""

from __future__ import annotations

import base64
import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from confluent_kafka import Producer

from tests.system.containers.podman import Podman
from tests.system.containers.site import ONE_SHOT, SERVICES, Site, is_healthy, running
from tools.devstack.processes.children import wait_until
from tools.devstack.processes.patience import MachineTime

pytestmark = pytest.mark.timeout(600)

SERVERS = {"postgres", "redis", "kafka"}
OURS = sorted(SERVICES.keys() - SERVERS - {"roles"})
UNITS = {"M": 2**20, "G": 2**30}
NAMED_SECONDS = 60


@pytest.fixture(scope="module")
def site(podman: Podman, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The whole file, running."""
    with running(podman, tmp_path_factory.mktemp("site")) as started:
        yield started


def test_each_process_is_healthy_and_has_its_limit_of_memory(site: Site) -> None:
    for service, described in SERVICES.items():
        limit = described["deploy"]["resources"]["limits"]["memory"]
        told = site.inspect(service)
        if service in ONE_SHOT:
            assert told["State"]["ExitCode"] == 0, site.log(service)
            continue
        assert is_healthy(site, service), site.log(service)
        assert told["HostConfig"]["Memory"] == int(limit[:-1]) * UNITS[limit[-1]]
        assert told["HostConfig"]["ReadonlyRootfs"] is bool(described.get("read_only"))
        if service in OURS:
            status = site.run(service, "cat", "/proc/1/status")
            assert "CapEff:\t0000000000000000" in status
            assert "NoNewPrivs:\t1" in status
            assert not told["State"].get("OOMKilled")


def test_no_process_is_more_than_the_service(site: Site) -> None:
    ask = "SELECT DISTINCT usename FROM pg_stat_activity WHERE application_name LIKE 'inventory%'"
    asking = (
        "psql",
        "--no-psqlrc",
        "--tuples-only",
        "--no-align",
        "--host=127.0.0.1",
        "--username=inventory",
        "--command",
        ask,
    )
    assert site.run("postgres", "env", "PGPASSWORD=of-postgres", *asking).split() == ["inventory_service"]


def reached(site: Site, service: str, *command: str) -> str:
    """Run a program that asks other containers by their names. Podman's name server does not know
    them while it is told of others.
    """
    waited = MachineTime()
    while True:
        try:
            return site.run(service, *command)
        except AssertionError:
            if waited.passed() > NAMED_SECONDS:
                raise


def test_metrics_are_reached_from_another_container(site: Site) -> None:
    addresses = {
        "consumer:9101": "inventory_bridge_",
        "relay:9102": "inventory_relay_",
        "housekeeper:9103": "inventory_task_",
        "beat:9104": "inventory_beat_",
        "console:9105": "inventory_console_",
        "flower:5555": "flower_",
    }
    ask = "import sys, urllib.request as u; [print(u.urlopen(f'http://{a}/metrics', timeout=20).read().decode()) for a in sys.argv[1:]]"
    said = reached(site, "worker", "python", "-c", ask, *addresses)
    for name in addresses.values():
        assert f"# HELP {name}" in said


def test_settings_of_the_env_file_reach_each_process(site: Site) -> None:
    for service in OURS:
        if service not in ONE_SHOT:
            assert site.run(service, "sh", "-c", "echo $INVENTORY_HOLD_SECONDS").strip() == "777"
            assert "of-redis" not in json.dumps(site.inspect(service)["Config"]["Env"])


def test_flower_asks_for_the_login_that_a_file_holds(site: Site) -> None:
    url = f"http://127.0.0.1:{site.flower_port}"
    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.urlopen(f"{url}/broker", timeout=20)
    login = base64.b64encode(site.login.encode()).decode()

    def page(path: str) -> str:
        asked = urllib.request.Request(f"{url}/{path}", headers={"Authorization": f"Basic {login}"})
        with urllib.request.urlopen(asked, timeout=20) as answer:
            return str(answer.read().decode())

    def shows_the_queue() -> bool:
        """Flower shows the queues of the workers that answered when it asked them last."""
        page("workers?refresh=1")
        return "stock" in page("broker")

    assert wait_until(shows_the_queue, seconds=60)


def test_the_image_has_all_that_the_console_shows(site: Site) -> None:
    url = f"http://127.0.0.1:{site.console_port}"
    for path in ("sign-in", "static/htmx.min.js", "static/console.css"):
        with urllib.request.urlopen(f"{url}/{path}", timeout=20) as answer:
            assert answer.status == 200
    look = "from console.pages.runbook import PLACES; print(PLACES[0].exists())"
    assert site.run("console", "python", "-c", look).strip() == "True"


def test_the_first_conversation(site: Site) -> None:
    """Of an order service outside: stock by HTTP, an order by Kafka's external listener, and its
    outcome.
    """
    scopes = [word for scope in ("stock:read", "stock:reserve", "stock:adjust") for word in ("--scope", scope)]
    token = site.once("migrate", "inventory", "token", "create", "operator", *scopes).split()[-1]
    call(site, token, "/v1/stock/tea-green/adjustments", {"delta": 10, "reason": "received", "reference": "delivery-1"})
    reserved = call(
        site, token, "/v1/reservations", {"order_id": "by-http", "items": [{"sku": "tea-green", "quantity": 2}]}
    )
    assert reserved["status"] == "pending"
    assert call(site, token, "/v1/reservations/by-http/confirm", {})["status"] == "confirmed"

    order = {
        "type": "OrderCreated",
        "id": "1",
        "data": {"order_id": "by-kafka", "items": [{"sku": "tea-green", "quantity": 3}]},
    }
    producer = Producer({"bootstrap.servers": f"127.0.0.1:{site.kafka_port}", "message.timeout.ms": 60_000})
    failures: list[object] = []
    producer.produce("orders", json.dumps(order), "by-kafka", on_delivery=lambda error, _: failures.append(error))
    assert producer.flush(90) == 0
    assert failures == [None]
    assert wait_until(lambda: status(site, token, "by-kafka") == "pending", seconds=60, interval=0.5), site.log(
        "consumer"
    )
    assert call(site, token, "/v1/stock/tea-green")["quantity_available"] == 5
    relay = "import urllib.request as u; print(u.urlopen('http://relay:9102/metrics', timeout=20).read().decode())"
    assert "inventory_relay_active 1.0" in reached(site, "api", "python", "-c", relay)


def call(site: Site, token: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    request = urllib.request.Request(
        f"http://127.0.0.1:{site.api_port}{path}",
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return dict(json.load(answer))


def status(site: Site, token: str, order_id: str) -> str | None:
    try:
        return str(call(site, token, f"/v1/reservations/{order_id}")["status"])
    except urllib.error.HTTPError:
        return None
