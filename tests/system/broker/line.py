"""The whole line on a broker that dies under load: orders are placed and paid, and every one of
them ends confirmed.
"""

from __future__ import annotations

import threading
import urllib.request
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from tests.e2e.shop import Shop, at, wait_for
from tests.e2e.test_line import order_of
from tests.whole_stack import ForkedStack
from tools.devstack.processes.process_table import API, HOUSEKEEPER, PROCESSES

UNTIL_SETTLED_SECONDS = 120
QUEUES = {"stock", "sweeps", "housekeeping"}
READ = {"stock", "sweeps"}
"""The queues that a worker of the stack reads."""
QUICK = {
    "INVENTORY_SWEEP_INTERVAL_SECONDS": "1",
    "INVENTORY_REDISPATCH_INTERVAL_SECONDS": "1",
    "INVENTORY_RETRY_SECONDS": "2",
}


class PatientStack(ForkedStack):
    """Of all that have to do with the broker."""

    def wait_ready(self, name: str, seconds: float = 300, *, replaced: int = 0) -> None:
        super().wait_ready(name, seconds, replaced=replaced)


@contextmanager
def shop_on(directory: Path, environment: dict[str, str]) -> Iterator[Shop]:
    """Run a stack whose broker is the one of `environment`."""
    processes = [process for process in PROCESSES if process not in {API, HOUSEKEEPER}]
    with PatientStack(directory, environment=QUICK | environment, processes=processes) as stack:
        shop = Shop(stack)
        try:
            yield shop
        finally:
            shop.engine.dispose()


def survives(shop: Shop, sku: str, *broken: Callable[[], None]) -> None:
    """Order and pay on and on while the broker is broken in each of these ways, and see everything
    done afterwards.
    """
    shop.supply(sku, 1_000_000)
    done, placed = threading.Event(), 0

    def buy() -> None:
        nonlocal placed
        while not done.wait(0.005):
            placed += 1
            shop.publish("OrderCreated", order_of(f"{sku}-{placed}", sku, 1), time=at(1))
            shop.publish("PaymentSucceeded", {"order_id": f"{sku}-{placed}"}, time=at(2))

    buyer = threading.Thread(target=buy)
    buyer.start()
    try:
        for breaking in broken:
            moves(shop, sku)
            breaking()
            moves(shop, sku)
    finally:
        done.set()
        buyer.join()
    shop.settle(UNTIL_SETTLED_SECONDS)
    assert confirmed(shop, sku) == placed
    assert not shop.rows("SELECT 1 FROM dead_letter")
    beat_sends(shop, sku)
    shop.assert_adds_up()


def moves(shop: Shop, sku: str) -> None:
    """Wait until more orders are confirmed than now."""
    seen = confirmed(shop, sku)
    wait_for(lambda: confirmed(shop, sku) > seen, "the line moves", UNTIL_SETTLED_SECONDS)


def confirmed(shop: Shop, sku: str) -> int:
    status = "SELECT count(*) FROM reservation WHERE status = 'confirmed' AND order_id LIKE :orders"
    return int(shop.rows(status, orders=f"{sku}-%")[0][0])


def beat_sends(shop: Shop, sku: str) -> None:
    """A hold ends: only beat asks for that."""
    shop.publish(
        "OrderCreated", order_of(f"late-{sku}", sku, 1) | {"ttl_seconds": 1}, time=datetime.now(UTC).isoformat()
    )
    shop.settle()
    wait_for(lambda: shop.reservation(f"late-{sku}").status == "expired", "beat sends again", 60)


def shown_in_flower(shop: Shop) -> set[str]:
    """The queues on Flower's page *Broker*, once an operator has had it ask the workers again for
    their queues.

    It asks by itself when it starts, and shows the queues of the workers that answered.
    """
    _flower(shop, "workers?refresh=1")
    page = _flower(shop, "broker")
    return {name for name in QUEUES if f">{name}<" in page}


def _flower(shop: Shop, path: str) -> str:
    request = urllib.request.Request(f"{shop.stack.endpoints.flower_url}/{path}")
    login = b64encode(shop.stack.endpoints.flower_auth.encode()).decode()
    request.add_header("authorization", f"Basic {login}")
    with urllib.request.urlopen(request, timeout=15) as answer:
        return str(answer.read().decode())
