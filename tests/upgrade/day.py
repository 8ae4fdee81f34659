"""A day at a shop, played through the doors of one version: something of every kind that its
database can hold.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import orjson
from confluent_kafka import Producer
from redis import Redis

from tests.upgrade import unusable
from tests.upgrade.names import plain, plain_call, plain_question
from tests.upgrade.questions import Answer, Call, Command, path
from tests.upgrade.version import Version
from tools.devstack.processes.children import wait_until

SKUS = (
    "mug",
    "mug ",
    " mug",
    "tab\there",
    "line\nfeed",
    "a/b",
    "50%",
    "%2F",
    "..",
    "adjustments",
    "Größe-42",
    "дом",
    "🫖",
    'o\'clock "x" \\ $1',
    "x" * 200,
)
"""Names that stock may have, odd ones included."""
ORDERS = ("trailing ", " leading", "with/slash", "50%", "Größe", "new\nline", "o'\"\\")
"""Names that orders may have."""
ANY_PARTITION = -1
REASONS = (
    "received", "returned", "damaged", "lost", "found", "cycle_count", "correction", "shrinkage", "promotion", "other"
)  # fmt: skip


@dataclass
class Day:
    """The events at the doors. `kept` are calls under an idempotency key, with their answers."""

    version: Version
    topics: Mapping[str, str]
    query: Callable[[str], list[Any]]
    token: str
    kept: list[tuple[Call, Answer]] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    is_plain: bool = False
    """True for a version that takes no new keys with spaces at their ends."""

    def __post_init__(self) -> None:
        servers = self.version.settings["KAFKA_BOOTSTRAP_SERVERS"]
        self._producer = Producer({"bootstrap.servers": servers, "log_level": 0, "linger.ms": 2})

    def call(self, method: str, path_: str, body: object = None, *, key: str | None = None, expect: int = 200) -> Any:
        call = Call(method, path_, body, key)
        call = plain_call(call) if self.is_plain else call
        status, said = self.version.call(method, call.path, call.body, call.headers(self.token))
        assert status == expect, (call, status, said)
        if key is not None:
            self.kept.append((call, Answer(status, said)))
        return said

    def named(self, questions: Sequence[Call | Command]) -> list[Call | Command]:
        """Return the questions with names that this version takes for new keys."""
        return [plain_question(one) for one in questions] if self.is_plain else list(questions)

    def reserve(self, order: str, *lines: tuple[Any, ...], expect: int = 201, **more: Any) -> Any:
        body = {"order_id": order, "items": [_item(*line) for line in lines], **more}
        return self.call("POST", path("reservations"), body, expect=expect)

    def act(self, order: str, verb: str, body: object = None, **more: Any) -> Any:
        return self.call("POST", path("reservations", order, verb), body, **more)

    def adjust(self, sku: str, *, expect: int = 201, key: str | None = None, **body: Any) -> Any:
        given = {"reference": f"doc-{uuid4().hex[:8]}", "reason": "received", **body}
        return self.call("POST", path("stock", sku, "adjustments"), given, expect=expect, key=key)

    def publish(self, topic: str, type_: str, *, source: str = "/shop", **data: Any) -> str:
        """Publish an event and return its id."""
        data = plain(data) if self.is_plain else data
        id_ = f"{type_}-{uuid4().hex[:8]}"
        trace = {"traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}
        event = {
            "specversion": "1.0",
            "id": id_,
            "source": source,
            "type": type_,
            "time": now(),
            "data": data,
            **trace,
        }
        key = str(data.get("order_id", data.get("product_id")))
        self.send(topic, orjson.dumps(event), {"content-type": b"application/cloudevents+json"}, key=key)
        self.published.append(id_)
        return id_

    def send(
        self,
        topic: str,
        value: bytes | None,
        headers: unusable.Headers,
        *,
        key: str = "unusable",
        partition: int = ANY_PARTITION,
    ) -> None:
        pairs: list[tuple[str, str | bytes | None]] = list(headers.items())
        self._producer.produce(self.topics[topic], value, key, partition, headers=pairs)
        assert self._producer.flush(30) == 0

    def until(self, statement: str, what: str) -> None:
        """Wait until a statement answers true."""
        if not wait_until(lambda: self.query(statement)[0][0], seconds=120, interval=0.2):
            ends = [f"{name}: {self.version.log(name)[-1_500:]}" for name in self.version.processes]
            ends += map(
                str, self.query("SELECT e.event_id, e.key, p.* FROM inbox_event e JOIN inbox_pending p USING (id)")
            )
            raise AssertionError("\n".join([f"not within two minutes: {what}", *ends]))

    def until_heard(self) -> None:
        ids = ", ".join(f"'{id_}'" for id_ in self.published)
        self.until(
            f"SELECT count(*) = {len(self.published)} FROM inbox_event WHERE event_id IN ({ids})", "all is heard"
        )

    def until_done(self) -> None:
        self.until_heard()
        self.until("SELECT NOT EXISTS (SELECT FROM inbox_pending)", "every event is done")


def _item(sku: str, quantity: int = 1, location: str | None = None) -> dict[str, Any]:
    return {"sku": sku, "quantity": quantity} | ({} if location is None else {"location": location})


def now() -> str:
    return datetime.now(UTC).isoformat()


def old_times(day: Day) -> None:
    """A product that was moved often, long ago: a version that forgets makes an opening balance of
    it.
    """
    day.publish("products", "ProductCreated", product_id="veteran", quantity_on_hand=40)
    day.until("SELECT count(*) = 1 FROM stock_movement", "the veteran is in stock")
    for number in range(3):
        day.adjust("veteran", delta=number + 1, note=f"delivery {number}")
    day.query("UPDATE stock_movement SET occurred_at = occurred_at - interval '200 days' RETURNING id")
    day.query("UPDATE inbox_event SET received_at = received_at - interval '9 days' RETURNING id")


def catalogue(day: Day) -> None:
    """Products by event, with variants, thresholds and places. Everything of an odd name."""
    for number, sku in enumerate(SKUS):
        day.publish("products", "ProductCreated", product_id=sku, quantity_on_hand=100 + number)
    sizes = [{"sku": f"shirt-{size}", "quantity_on_hand": 20, "low_stock_threshold": 5} for size in ("s", "m", "l")]
    day.publish("products", "ProductCreated", product_id="shirt", variants=sizes)
    day.publish("products", "ProductUpdated", product_id="split", quantity_on_hand=3, location="north")
    day.publish("products", "ProductUpdated", product_id="split", quantity_on_hand=4, location="south ")
    day.publish("products", "ProductUpdated", product_id="described-only")
    for sku in ("scarce", "short", "dear", "hurried", "later", "soon", "wanted"):
        day.publish("products", "ProductCreated", product_id=sku, quantity_on_hand=10, low_stock_threshold=2)
    day.until_done()


def warehouse(day: Day, directory: Path) -> None:
    """Every reason for an adjustment, counts, replays, a bulk adjustment and an import."""
    for number, reason in enumerate(REASONS):
        day.adjust("mug", delta=number + 1, reason=reason, note="seen by Zoë", reference=f"{reason} ")
    day.adjust("mug", delta=1, reason="received", reference="received ", note="seen by Zoë", expect=200)
    day.adjust("mug ", quantity_on_hand=77, expected_quantity_on_hand=None, reason="cycle_count", key="count_of_mug")
    day.adjust("made-by-hand", delta=9, location="north", key='"quoted"~key/1')
    lines = [{"sku": sku, "delta": 2, "reason": "found", "reference": f"bulk {sku}"} for sku in ("mug", " mug", "a/b")]
    day.call("POST", path("stock", "adjustments"), {"items": lines}, key="bulk")
    file = directory / "stock.csv"
    file.write_text("sku,location,quantity_on_hand\nimported,main,5\nimported,north,6\n", encoding="utf-8")
    code, said = day.version.command("stock", "import", str(file), "--overwrite", "--reference", "IMPORT-1", "--json")
    assert code == 0, said


def orders(day: Day) -> None:
    """An order in every state, by every way into it."""
    for order in ORDERS:
        day.reserve(order, ("mug ", 1), ttl_seconds=86_000)
    day.act("with/slash", "confirm", key="confirm-with/slash")
    day.reserve("held", ("mug", 2), ("shirt-m", 1), ttl_seconds=3_600)
    day.act("held", "extend", {"ttl_seconds": 7_200}, key="extend-held")
    day.reserve("amended", ("a/b", 1), ttl_seconds=3_600)
    day.call("PUT", path("reservations", "amended"), {"items": [_item("a/b", 4)]}, key="amend")
    day.reserve("one-place", ("split", 1, "south "))
    day.act("one-place", "confirm")
    day.reserve("both-places", ("split", 6), ttl_seconds=86_000)
    day.reserve("paid", ("mug", 3))
    day.act("paid", "confirm")
    day.reserve("given-back", ("mug", 1))
    day.act("given-back", "release", {"reason": "changed my mind "}, key="release-given-back")
    day.reserve("returned", ("mug", 2))
    day.act("returned", "confirm")
    day.act("returned", "cancel", {"reason": "returned"}, key="cancel-returned")
    day.reserve("broken", ("mug", 2))
    day.act("broken", "confirm")
    day.act("broken", "cancel", {"restock": False})
    day.reserve("scarce-held", ("scarce", 10), ttl_seconds=86_000)
    day.reserve("short-held", ("short", 8), ttl_seconds=86_000)
    day.adjust("short", quantity_on_hand=5, expected_quantity_on_hand=None, reason="lost")
    day.publish("orders", "OrderCreated", order_id="by-event", items=[_item("mug", 5)], ttl_seconds=80_000)
    day.publish("orders", "OrderCreated", order_id="rejected", items=[_item("scarce", 1)])
    day.publish("orders", "OrderCreated", order_id="unknown-sku", items=[_item("never-seen", 1)])
    day.publish("orders", "OrderCreated", order_id="paid-by-event", items=[_item("дом", 2), _item("50%", 1)])
    day.publish("orders", "OrderCreated", order_id="failed-payment", items=[_item("mug", 1)])
    day.publish("orders", "OrderCreated", order_id="cancelled", items=[_item("mug", 1)])
    day.until_done()
    day.publish("payments", "PaymentSucceeded", order_id="paid-by-event", payment_id="pay-1")
    day.publish("payments", "PaymentFailed", order_id="failed-payment", reason="card declined")
    day.publish("payments", "PaymentSucceeded", order_id="awaiting", payment_id="pay-2")
    day.publish("payments", "PaymentSucceeded", order_id="rejected", payment_id="pay-3")
    day.publish("orders", "OrderCancelled", order_id="cancelled", reason="fraud", restock=True)
    day.publish("orders", "OrderFailed", order_id="never-ordered")
    day.until_done()


KNOWN_REASONS = """
import json
try:
    from bridge.decode.unusable import Reason
except ModuleNotFoundError:  # before the decoder had a folder
    from bridge.unusable import Reason
print(json.dumps([*Reason]))
"""


def unusable_messages(day: Day) -> None:
    """A dead letter for every reason. Reasons that a message can't show by itself are copied."""
    known = json.loads(day.version.ask(KNOWN_REASONS))
    sent = unusable.messages(now())
    for value, headers in sent.values():
        day.send("orders", value, headers)
    day.send("orders", b'"' + b"x" * 1_000 + b'"', {})
    day.until("SELECT count(*) >= 19 FROM dead_letter", "what is unusable is dead")
    twice = {"id": "used-twice", "source": "/shop", "type": "ProductUpdated", "time": now()}
    for quantity in (1, 2):
        data = {"product_id": "twice", "quantity_on_hand": quantity}
        day.send("products", orjson.dumps({"specversion": "1.0", **twice, "data": data}), {})
    day.until("SELECT EXISTS (SELECT FROM dead_letter WHERE reason = 'conflicting_payload')", "an id is used twice")
    found = {reason for (reason,) in day.query("SELECT DISTINCT reason FROM dead_letter")}
    assert set(sent) <= found, (set(sent) - found, found)
    for number, reason in enumerate(sorted(set(known) - found)):
        day.query(
            "WITH e AS (INSERT INTO inbox_event (source, event_id, digest, occurred_at, received_at, topic, partition, "
            f"record_offset) SELECT topic, '0/{9_000 + number}', digest, occurred_at, received_at, topic, 0, {9_000 + number} "
            "FROM inbox_event ORDER BY id DESC LIMIT 1 RETURNING id, received_at) "
            f"INSERT INTO dead_letter SELECT id, '{reason}', 'copied', '\\x00ff', received_at FROM e RETURNING id"
        )
    day.until_done()


def tired(day: Day) -> None:
    """An event whose attempts are used up. Its task is lost, as when Redis is emptied."""
    id_ = day.publish("orders", "OrderCreated", order_id="tired", items=[_item("mug", 1)])
    day.until_heard()
    day.query(
        "UPDATE inbox_pending p SET attempts = 25, not_before = now(), last_error = 'a known fault' "
        f"FROM inbox_event e WHERE e.id = p.id AND e.event_id = '{id_}' RETURNING p.id"
    )
    with Redis.from_url(day.version.settings["CELERY_BROKER_URL"]) as redis:
        redis.delete(*redis.scan_iter())


def left_undone(day: Day) -> None:
    """Events that nobody has worked on: with the worker stopped. One of them is given up."""
    day.publish("products", "ProductUpdated", product_id="later", quantity_on_hand=25)
    day.publish("orders", "OrderCreated", order_id="later-order", items=[_item("later", 12)], ttl_seconds=80_000)
    day.publish("payments", "PaymentSucceeded", order_id="by-event", payment_id="pay-9")
    day.publish("payments", "PaymentFailed", order_id="held")
    given_up = day.publish("orders", "OrderCancelled", order_id="given-up")
    day.until_heard()
    ((id_,),) = day.query(f"SELECT id FROM inbox_event WHERE event_id = '{given_up}'")
    code, said = day.version.command("events", "abandon", str(id_), "--reason", "told by phone", "--json")
    assert code == 0, said


def partitions_in_trouble(day: Day) -> None:
    """One partition with something paused or set aside, and one that an operator has let go
    on. Of a bridge that bears few dead letters.
    """
    for topic, partition in (("payments", 0), ("orders", 1)):
        for _ in range(6):
            day.send(topic, b"{}", {}, partition=partition)
    newer = day.query("SELECT to_regclass('set_aside') IS NOT NULL")[0][0]
    table = "set_aside" if newer else "paused_partition"
    day.until(f"SELECT count(*) = 2 FROM {table}", "two partitions are paused, or something of them is set aside")
    day.version.stop("consumer")
    words = ("events", "resume", day.topics["orders"], "1", "--through", "9000", "--json")
    code, said = day.version.command(*words)
    assert code == 0, said


def unannounced(day: Day) -> None:
    """Outcomes of every kind, with nobody there to announce them."""
    day.reserve("last", ("dear", 4), ttl_seconds=80_000)
    day.act("last", "confirm")
    day.reserve("last-one", ("dear", 2), ("🫖", 1))
    day.act("last-one", "release", {"reason": "too dear"})
    day.reserve("too-late", ("soon", 10), ttl_seconds=1)
    day.until("SELECT expires_at < now() FROM reservation WHERE order_id = 'too-late'", "a hold is over")
    day.reserve("in-time", ("soon", 10), ttl_seconds=80_000)
    day.publish("orders", "OrderCreated", order_id="last-rejected", items=[_item("dear", 400)])
    day.until_done()
    day.publish("payments", "PaymentSucceeded", order_id="last-rejected")
    day.until_done()


def overdue(day: Day) -> None:
    """A hold that is over and that nobody has ended."""
    day.reserve("overdue", ("hurried", 10), ttl_seconds=1)
    day.until("SELECT expires_at < now() FROM reservation WHERE order_id = 'overdue'", "a hold is over")


FOLLOWING = (
    Call("POST", path("reservations", "amended", "confirm")),
    Call("POST", path("reservations", "both-places", "extend"), {"ttl_seconds": 60}),
    Call("PUT", path("reservations", "both-places"), {"items": [_item("split", 2, "north")]}),
    Call("POST", path("reservations", "trailing ", "release")),
    Call("POST", path("reservations", "new\nline", "confirm")),
    Call("POST", path("reservations", "paid", "cancel")),
    Call("POST", path("reservations", "paid-by-event", "release")),
    Call("POST", path("reservations", "rejected", "confirm")),
    Call("POST", path("reservations", "awaiting", "confirm")),
    Call("POST", path("reservations"), {"order_id": "awaiting", "items": [_item("mug", 1)]}),
    Call("POST", path("reservations"), {"order_id": "given-back", "items": [_item("mug", 1)]}),
    Call("POST", path("reservations"), {"order_id": "cancelled", "items": [_item("mug", 1)]}),
    Call("POST", path("reservations"), {"order_id": "needs-overdue", "items": [_item("hurried", 10)]}),
    Call("POST", path("reservations"), {"order_id": "too-much", "items": [_item("scarce", 1)]}),
    Call("POST", path("reservations"), {"order_id": "settled", "items": [_item("veteran", 46)]}),
    Call("POST", path("stock", "mug", "adjustments"), {"delta": 1, "reason": "received", "reference": "received ", "note": "seen by Zoë"}),
    Call("POST", path("stock", "short", "adjustments"), {"delta": 4, "reason": "found", "reference": "found after all"}),
    Call("POST", path("stock", "made-by-hand", "adjustments"), {"delta": -1, "reason": "lost", "reference": "R", "location": "north"}),
)  # fmt: skip
"""Calls that may come next for orders in every state. Every later version must answer them alike.
"""
