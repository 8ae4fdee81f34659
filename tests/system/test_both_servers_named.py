"""`make up` and the command line with a URL of two servers: the first is a standby, then the
primary, then it is gone.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from inventory.settings import Settings
from tests.api.shop import Caller
from tests.bridge.line import Kafka
from tests.cli.terminal import MAIN
from tests.whole_stack import ForkedStack
from tools.devstack.machine.ports import LOOPBACK
from tools.devstack.processes.children import wait_until
from tools.devstack.servers.passwords import SUPERUSER
from tools.devstack.servers.replication import Pair, pair, refuse_writes
from tools.devstack.stack import Stack

SECONDS = 60


class Operator:
    """Somebody who runs the real command line beside the stack."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = {**os.environ, **environment}

    def runs(self, *arguments: str) -> Any:
        done = subprocess.run(
            [sys.executable, "-c", MAIN, *arguments, "--json"],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return orjson.loads(done.stdout)

    def receives(self, number: int) -> None:
        self.runs(
            "stock", "adjust", "mug", "--delta", "10", "--reason", "received", "--reference", f"delivery-{number}"
        )

    def sees(self) -> dict[str, int]:
        (item,) = self.runs("stock", "show", "mug")["items"]
        return {"on hand": item["quantity_on_hand"], "reserved": item["quantity_reserved"]}


def both(servers: Pair) -> str:
    """Both servers, the standby first."""
    first, second = servers.standby.address, servers.primary.address
    return f"postgresql://postgres:{servers.primary.passwords.of(SUPERUSER)}@{first},{second}/postgres?target_session_attrs=read-write&connect_timeout=2"


@contextmanager
def silent(port: int) -> Iterator[None]:
    """Somebody listens there and never answers: so a machine looks that is gone."""
    with socket.create_server((LOOPBACK, port)):
        yield


def works(stack: Stack, operator: Operator, number: int) -> None:
    """Every way to PostgreSQL is used: the command line, the API, the bridge, a worker,
    and the relay.
    """
    settings = Settings(**_settings(stack))
    operator.receives(number)
    data = {"order_id": f"kafka-{number}", "items": [{"sku": "mug", "quantity": 1}]}
    event = {"specversion": "1.0", "id": f"e-{number}", "source": "/shop", "type": "OrderCreated", "data": data}
    Kafka(settings).publish(settings.topic_orders, event | {"time": datetime.now(UTC).isoformat()})
    caller = Caller(stack.endpoints.api_port)
    reserving = {"order_id": f"http-{number}", "items": [{"sku": "mug", "quantity": 1}]}
    assert wait_until(lambda: caller.post("/v1/reservations", reserving).status in {200, 201}, seconds=SECONDS)
    expected = {"on hand": 10 * number, "reserved": 2 * number}
    assert wait_until(lambda: operator.sees() == expected, seconds=SECONDS, interval=0.5), operator.sees()

    def told() -> set[str]:
        return {
            orjson.loads(one.value() or b"")["data"].get("order_id")
            for one in Kafka(settings).published(settings.topic_events)
        }

    assert wait_until(lambda: {f"kafka-{number}", f"http-{number}"} <= told(), seconds=SECONDS, interval=0.5)


def _settings(stack: Stack) -> dict[str, Any]:
    return {
        "database_url": stack.endpoints.database_url,
        "kafka_bootstrap_servers": stack.endpoints.kafka_bootstrap_servers,
        "authentication": "open",
    }


@pytest.mark.timeout(400)
def test_all_of_it_starts_beside_a_standby_and_goes_on_after_its_promotion(tmp_path: Path) -> None:
    with pair(tmp_path / "servers", synchronous=True) as servers:
        first, environment = servers.standby, {"DATABASE_URL": both(servers)}
        with ForkedStack(tmp_path / "stack", environment=environment) as stack:
            assert "postgresql" not in stack.servers
            operator = Operator(stack.environment)
            works(stack, operator, 1)

            refuse_writes(servers.primary)
            servers.promote()
            works(stack, operator, 2)

            servers.rejoin()
            servers.primary.kill()
            servers.promote()
            assert servers.standby is first, "the first that the URL names"
            with silent(first.port):
                works(stack, operator, 3)
                killed = {name: stack.kill(name) for name in stack.processes}
                for name, pid in killed.items():
                    stack.wait_ready(name, replaced=pid)
                works(stack, operator, 4)
            assert operator.runs("audit")["discrepancies"] == []
