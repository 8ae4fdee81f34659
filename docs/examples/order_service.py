"""A small order service beside the inventory service, to learn from: `docs/integration.md` tells the same in words.

It reserves over HTTP while the customer waits, publishes orders, parcels, returns and cancellations, follows
`inventory.events`, and refunds what was paid in vain. Every step may be repeated after a crash; SQLite stands for your
service's database.

    order_service.py place|ship|return ORDER SKU=QUANTITY...
    order_service.py cancel ORDER    order_service.py listen [--until ORDER=STATE]
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import requests
from confluent_kafka import Consumer, KafkaException, Message, Producer
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

SECONDS_TO_ANSWER = 10
STATE_AFTER = {
    "StockReserved": "held",
    "StockReservationRejected": "rejected",
    "StockConfirmed": "confirmed",
    "StockConfirmationRejected": "refunded",
    "StockReleased": "released",
    "StockReservationExpired": "expired",
}
REPORTED = {"OrderDispatched": ("dispatch_id", "-"), "ItemsReturned": ("return_id", "-back-")}
"""Names of ids by type, and their middle between the order and the number."""
SCHEMA = """
CREATE TABLE IF NOT EXISTS placed (
    order_id TEXT PRIMARY KEY, ordered TEXT NOT NULL, state TEXT NOT NULL, placed_at TEXT NOT NULL, cancelled_at TEXT
);
CREATE TABLE IF NOT EXISTS report (id TEXT PRIMARY KEY, type TEXT, order_id TEXT, items TEXT, at TEXT, is_told INTEGER);
CREATE TABLE IF NOT EXISTS heard (subject TEXT PRIMARY KEY, sequence TEXT NOT NULL);
"""

Refund = Callable[[str, str], None]
"""Takes the order id, and an idempotency key under which the payment provider refunds once."""


class OutOfStock(Exception):
    """The order can't be held. `shortfalls` has every line that can't, with what is available of it."""

    def __init__(self, order_id: str, shortfalls: list[dict[str, Any]]) -> None:
        super().__init__(f"{order_id} can't be had: {shortfalls}")
        self.shortfalls = shortfalls


@dataclass(frozen=True)
class Addresses:
    inventory: str
    token: str
    kafka: str
    database: str


class OrderService:
    def __init__(self, addresses: Addresses, refund: Refund) -> None:
        self._addresses = addresses
        self._refund = refund
        self._http = _http(addresses.token)
        self._producer = Producer({"bootstrap.servers": addresses.kafka, "enable.idempotence": True})
        self._database = sqlite3.connect(addresses.database)
        self._database.executescript(SCHEMA)

    def close(self) -> None:
        self._http.close()
        self._database.close()

    def state(self, order_id: str) -> str | None:
        """What became of the order; None if it was never placed."""
        row = self._database.execute("SELECT state FROM placed WHERE order_id = ?", (order_id,)).fetchone()
        return None if row is None else str(row[0])

    def place(self, order_id: str, items: list[dict[str, Any]], *, hold_seconds: int = 900) -> None:
        """Hold the items for the order and announce it.

        After a crash or an error it may be called again with the same order: the inventory service knows the order id, and
        the event keeps its id and its content. Raises `OutOfStock`, `requests.RequestException` when the service refuses it
        otherwise or is away, and `ValueError` if it was placed otherwise before.
        """
        order = {"order_id": order_id, "items": items, "ttl_seconds": hold_seconds}
        with self._database:
            placed, placed_at = self._database.execute(
                "INSERT INTO placed VALUES (?, ?, 'placing', ?, NULL) ON CONFLICT (order_id)"
                " DO UPDATE SET state = CASE state WHEN 'rejected' THEN 'placing' ELSE state END RETURNING ordered, placed_at",
                (order_id, json.dumps(order), _now()),
            ).fetchone()
        if json.loads(placed) != order:
            raise ValueError(f"{order_id} was placed as {placed}: use a new order id")
        answer = self._http.post(f"{self._addresses.inventory}/v1/reservations", json=order, timeout=SECONDS_TO_ANSWER)
        if answer.status_code == requests.codes.conflict and answer.json()["code"] == "insufficient_stock":
            self._move(order_id, "placing", "rejected")
            raise OutOfStock(order_id, answer.json()["shortfalls"])
        answer.raise_for_status()
        self._publish("OrderCreated", placed_at, order)
        self._move(order_id, "placing", "held")

    def ship(self, order_id: str, items: list[dict[str, Any]]) -> str:
        """Report that these items left as a parcel, and return its id. Raises `LookupError` for an unknown order."""
        return self._report("OrderDispatched", order_id, items)

    def take_back(self, order_id: str, items: list[dict[str, Any]]) -> str:
        """Report that these items came back, to be inspected. Return the id of the return. Raises as `ship`."""
        return self._report("ItemsReturned", order_id, [{**item, "disposition": "inspect"} for item in items])

    def _report(self, type_: str, order_id: str, items: list[dict[str, Any]]) -> str:
        """Publish these items. Their id is stored before: called again after a crash, they have it until they are told."""
        if self.state(order_id) is None:
            raise LookupError(f"{order_id} was never placed")
        name, middle = REPORTED[type_]
        untold = "FROM report WHERE type = ?1 AND order_id = ?2 AND items = ?3 AND NOT is_told"
        number = "SELECT count(*) + 1 FROM report WHERE type = ?1 AND order_id = ?2"
        made = f"SELECT ?2 || ?5 || ({number}), ?1, ?2, ?3, ?4, 0 WHERE NOT EXISTS (SELECT 1 {untold})"
        wanted = type_, order_id, json.dumps(items)
        with self._database:
            self._database.execute(f"INSERT INTO report {made}", (*wanted, _now(), middle))
        id_, at = self._database.execute(f"SELECT id, at {untold}", wanted).fetchone()
        self._publish(type_, at, {"order_id": order_id, name: id_, "items": items})
        with self._database:
            self._database.execute("UPDATE report SET is_told = 1 WHERE id = ?", (id_,))
        return str(id_)

    def cancel(self, order_id: str) -> None:
        """End the order for good. The units are back when `StockReleased` is heard; repeating it changes nothing.

        Raises `LookupError` for an order that was never placed.
        """
        with self._database:
            cancelled = self._database.execute(
                "UPDATE placed SET cancelled_at = coalesce(cancelled_at, ?) WHERE order_id = ? RETURNING cancelled_at",
                (_now(), order_id),
            ).fetchone()
        if cancelled is None:
            raise LookupError(f"{order_id} was never placed")
        self._publish("OrderCancelled", cancelled[0], {"order_id": order_id, "reason": "customer"})

    def hear(self, event: dict[str, Any]) -> bool:
        """Act on an event of `inventory.events`; False if it is one that we know, or none for us.

        The sequence and the state are one transaction. The refund is outside of it and comes first: after a crash in between
        the event is heard again, and its id makes the second refund none.
        """
        subject, sequence = event["subject"], event["sequence"]
        state = _state_after(event)
        if state is None or self.state(subject) is None or sequence <= self._last_sequence(subject):
            return False
        if event["type"] == "StockConfirmationRejected":
            self._refund(subject, event["id"])
        with self._database:
            self._database.execute("UPDATE placed SET state = ? WHERE order_id = ?", (state, subject))
            self._database.execute("REPLACE INTO heard VALUES (?, ?)", (subject, sequence))
        return True

    def listen(self, done: Callable[[], bool], *, group: str = "order-service") -> None:
        """Hear `inventory.events` until `done`. An offset is committed after what its event changed, never before."""
        settings = {"group.id": group, "auto.offset.reset": "earliest", "enable.auto.commit": False}
        with closing(Consumer({"bootstrap.servers": self._addresses.kafka, **settings})) as consumer:
            consumer.subscribe(["inventory.events"])
            while not done():
                if (record := consumer.poll(0.5)) is not None:
                    self.hear(_event(record))
                    consumer.commit(message=record, asynchronous=False)

    def _last_sequence(self, subject: str) -> str:
        row = self._database.execute("SELECT sequence FROM heard WHERE subject = ?", (subject,)).fetchone()
        return "" if row is None else str(row[0])

    def _publish(self, type_: str, at: str, data: dict[str, Any]) -> None:
        """Publish what happened to an order: the same id, time and content however often it is sent."""
        order_id = data["order_id"]
        id_ = f"{data.get('dispatch_id') or data.get('return_id') or order_id}:{type_}"
        event = {"specversion": "1.0", "id": id_, "source": "/order-service", "type": type_, "time": at, "data": data}
        headers: list[tuple[str, str | bytes | None]] = [("content-type", "application/cloudevents+json")]
        self._producer.produce("orders", json.dumps(event), order_id, headers=headers)
        if self._producer.flush(SECONDS_TO_ANSWER):
            raise TimeoutError(f"Kafka did not take {id_}; call again")

    def _move(self, order_id: str, before: str, after: str) -> None:
        """Change the state, unless an event was quicker and knows better."""
        change = "UPDATE placed SET state = ? WHERE order_id = ? AND state = ?"
        with self._database:
            self._database.execute(change, (after, order_id, before))


def _http(token: str) -> requests.Session:
    """A session that sends a request again after 503 and when no answer came, writes included: each takes effect once."""
    again = Retry(
        total=6, backoff_factor=0.2, status_forcelist=[503], allowed_methods=None, respect_retry_after_header=True
    )
    session = requests.Session()
    session.headers["Authorization"] = f"Bearer {token}"
    session.mount("http://", HTTPAdapter(max_retries=again))
    session.mount("https://", HTTPAdapter(max_retries=again))
    return session


def _event(record: Message) -> dict[str, Any]:
    if record.error() is not None:
        raise KafkaException(record.error())
    return dict(json.loads(record.value() or b""))


def _state_after(event: dict[str, Any]) -> str | None:
    if event["type"] == "StockDispatched" and event["data"]["status"] == "confirmed":
        return None if event["data"].get("remaining", "unknown") else "shipped"
    return STATE_AFTER.get(event["type"])


def _now() -> str:
    return datetime.now(UTC).isoformat()


def _item(written: str) -> dict[str, Any]:
    sku, _, quantity = written.rpartition("=")
    return {"sku": sku, "quantity": int(quantity)}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("place", "ship", "return"):
        command = commands.add_parser(name)
        command.add_argument("order_id")
        command.add_argument("items", nargs="+", type=_item, metavar="SKU=QUANTITY")
    commands.add_parser("cancel").add_argument("order_id")
    commands.add_parser("listen").add_argument("--until", metavar="ORDER=STATE", default="=")
    return parser.parse_args()


def main() -> None:
    given, env = _arguments(), os.environ
    addresses = Addresses(env["INVENTORY"], env["TOKEN"], env["KAFKA"], env.get("ORDERS", "orders.sqlite"))
    service = OrderService(addresses, lambda order_id, key: print(f"refunding {order_id}, idempotency key {key}"))
    if given.command == "place":
        service.place(given.order_id, given.items)
        print(f"{given.order_id} is {service.state(given.order_id)}")
    elif given.command == "ship":
        print(f"{service.ship(given.order_id, given.items)} left")
    elif given.command == "return":
        print(f"{service.take_back(given.order_id, given.items)} came back")
    elif given.command == "cancel":
        service.cancel(given.order_id)
    else:
        order_id, _, state = given.until.rpartition("=")
        service.listen(lambda: service.state(order_id) == state)
        print(f"{order_id} is {state}")


if __name__ == "__main__":
    main()
