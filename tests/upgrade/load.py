"""A shop that goes on: orders and payments over Kafka and HTTP, and units that are put aside and
back, until it is told to stop.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from threading import Event, Thread
from typing import Any

import orjson
from confluent_kafka import Producer

from tests.upgrade.version import Version

PAUSE_SECONDS = 0.02
"""Between two orders: enough to keep two versions busy, and to leave them the processors."""
SKUS = 20
PLENTY = 1_000_000
ASIDE = "upgrade-aside"
"""A location that sells nothing."""


@dataclass
class Load:
    """Every second order over HTTP, at the API of a version in `callers`, the others over Kafka.
    Each is paid there as well. With each one over HTTP a gift card is sold, and a unit is moved.
    """

    topics: Mapping[str, str]
    bootstrap_servers: str
    callers: Sequence[Version]
    ordered: list[str] = field(default_factory=list)
    published: int = 0
    refused: list[tuple[str, int, Any]] = field(default_factory=list)
    error: BaseException | None = None

    def __post_init__(self) -> None:
        self._producer = Producer({"bootstrap.servers": self.bootstrap_servers, "linger.ms": 5, "log_level": 0})
        self._stopping = Event()
        self._thread = Thread(target=self._run)

    def supply(self) -> None:
        for number in range(SKUS):
            data = {"product_id": f"sku-{number}", "quantity_on_hand": PLENTY}
            self._publish("products", "ProductCreated", f"product-{number}", data)
        self._producer.flush(30)

    def set_up(self) -> None:
        """Set up a location that sells nothing, and a SKU without stock."""
        self._call(self.callers[0], f"/v1/locations/{ASIDE}", {"sells": False}, method="PUT")
        self._call(self.callers[0], "/v1/skus/upgrade-card/policy", {"tracked": False}, method="PUT")

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Returns when everything is sent. Raises an error from the way."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(60)
        assert self._producer.flush(30) == 0
        if self.error is not None:
            raise self.error

    def _run(self) -> None:
        try:
            for number in count():
                if self._stopping.wait(PAUSE_SECONDS):
                    return
                items = [{"sku": f"sku-{number % SKUS}", "quantity": 1}]
                order = {"order_id": f"order-{number}", "items": items}
                if number % 2:
                    self._publish("orders", "OrderCreated", f"created-{number}", order)
                    self._publish("payments", "PaymentSucceeded", f"paid-{number}", {"order_id": f"order-{number}"})
                else:
                    callers = self.callers  # replaced as a whole, in the middle of the load
                    caller = callers[number // 2 % len(callers)]
                    items.append({"sku": "upgrade-card", "quantity": 1})
                    self._call(caller, "/v1/reservations", order)
                    self._call(caller, f"/v1/reservations/order-{number}/confirm")
                    self._move(caller, number)
                self.ordered.append(f"order-{number}")
        except BaseException as error:  # noqa: BLE001 - it is raised where the load is stopped
            self.error = error

    def _move(self, version: Version, number: int) -> None:
        """Put a unit aside, or put the one back that was put aside last."""
        source, destination = (ASIDE, "main") if number % 4 else ("main", ASIDE)
        move = {"from": source, "to": destination, "quantity": 1, "reason": "inspected", "reference": f"move-{number}"}
        self._call(version, f"/v1/stock/sku-{number // 4 % SKUS}/moves", move)

    def _call(self, version: Version, path: str, body: object = None, *, method: str = "POST") -> None:
        status, answer = version.call(method, path, body)
        if status not in {200, 201}:
            self.refused.append((f"{version.name} {path}", status, answer))

    def _publish(self, topic: str, type_: str, id_: str, data: dict[str, Any]) -> None:
        body = {"specversion": "1.0", "id": id_, "source": "/shop", "type": type_, "time": _now(), "data": data}
        key = str(data.get("order_id", id_))
        self._producer.produce(
            self.topics[topic], orjson.dumps(body), key, headers={"content-type": "application/cloudevents+json"}
        )
        self._producer.poll(0)
        self.published += 1


def _now() -> str:
    return datetime.now(UTC).isoformat()
