"""RabbitMQ as the broker, killed under load: with the queues that it makes by default, and with
quorum queues.
"""

from __future__ import annotations

import json
import urllib.request
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.system.broker.line import QUEUES, READ, shop_on, shown_in_flower, survives
from tests.system.needs import need
from tools.devstack.processes.children import wait_until
from tools.devstack.servers.rabbitmq import SCRIPT, USER, RabbitMQ

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def rabbitmq(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RabbitMQ]:
    need("rabbitmq-server", "epmd")
    assert Path(SCRIPT).exists()
    server = RabbitMQ(tmp_path_factory.mktemp("rabbitmq"))
    server.start()
    try:
        server.wait_ready(180)
        yield server
    finally:
        server.stop()


def management(server: RabbitMQ, method: str, path: str) -> Any:
    request = urllib.request.Request(f"http://{server.host}:{server.management_port}/api/{path}", method=method)
    request.add_header("authorization", f"Basic {b64encode(f'{USER}:{USER}'.encode()).decode()}")
    request.add_header("content-type", "application/json")
    with urllib.request.urlopen(request, timeout=15) as answer:
        return json.loads(answer.read() or b"null")


def types_of_queues(server: RabbitMQ, vhost: str) -> dict[str, str]:
    return {each["name"]: each["type"] for each in management(server, "GET", f"queues/{vhost}")}


@pytest.mark.parametrize("queue_type", ["", "quorum"], ids=["default", "quorum"])
def test_the_line_outlives_kills_of_rabbitmq(rabbitmq: RabbitMQ, tmp_path: Path, queue_type: str) -> None:
    vhost = queue_type or "ordinary"
    management(rabbitmq, "PUT", f"vhosts/{vhost}")
    management(rabbitmq, "GET", f"vhosts/{vhost}")
    environment = {
        "CELERY_BROKER_URL": f"amqp://{USER}:{USER}@{rabbitmq.address}/{vhost}",
        "INVENTORY_QUEUE_TYPE": queue_type,
        "FLOWER_BROKER_API": rabbitmq.management_url,
    }

    def kill() -> None:
        rabbitmq.kill()
        rabbitmq.spawn()
        rabbitmq.wait_ready(180)

    with shop_on(tmp_path, environment) as shop:
        survives(shop, "mug", kill, kill)
        # After a kill, RabbitMQ lists a queue when it is led again. That may be later than it is
        # used.
        assert wait_until(lambda: types_of_queues(rabbitmq, vhost).keys() >= QUEUES, seconds=120)
        declared = types_of_queues(rabbitmq, vhost)
        assert {name: declared[name] for name in QUEUES} == dict.fromkeys(QUEUES, queue_type or "classic")
        assert wait_until(lambda: shown_in_flower(shop) == READ, seconds=120), shown_in_flower(shop)
