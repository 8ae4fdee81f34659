"""One order followed through the logs of all processes, by the command of docs/logs.md."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.e2e.shop import Shop, at
from tools.devstack import PROJECT

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
PAID = "0af7651916cd43dd8448eb211c80319c"
PROCESSES = ("api", "worker", "sweeper", "housekeeper", "beat", "consumer", "relay", "flower", "console")
FORGED = 'o-1\n{"time":"2026-01-01T00:00:00.000Z","level":"ERROR","message":"forged"}\n\u202e\x1b[31m'


def guide() -> str:
    """The command of the guide."""
    text = (PROJECT / "docs/logs.md").read_text(encoding="utf-8")
    found = re.search(r"```console\n(?P<command>ORDER=o-1\n.+?)```", text, re.DOTALL)
    assert found is not None, "docs/logs.md has no command that follows an order"
    return found["command"]


def followed(shop: Shop, order_id: str) -> list[dict[str, Any]]:
    command = guide().replace("ORDER=o-1", f"ORDER={order_id}").replace(".data", str(shop.stack.directory))
    ran = subprocess.run(["bash", "-ec", command], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in ran.stdout.splitlines()]


def test_one_order_is_followed_through_all_processes(shop: Shop) -> None:
    order_id, sku = f"o-{uuid4()}", f"followed-{uuid4()}"
    shop.supply(sku, 5)
    data = {"order_id": order_id, "items": [{"sku": sku, "quantity": 2}]}
    event = shop.publish("OrderCreated", data, time=at(1), traceparent=f"00-{TRACE}-00f067aa0ba902b7-01")
    shop.settle()
    known = {"X-Request-ID": f"payment-of-{order_id}", "traceparent": f"00-{PAID}-b7ad6b7169203331-01"}
    paid = shop.call("POST", f"/v1/reservations/{order_id}/confirm", **known)
    assert paid.status == 200
    shop.settle()

    lines = followed(shop, order_id)
    assert [line["logger"] for line in lines] == [
        "bridge.consume.intake",
        "tasks.batch_log",
        "bridge.relay.publish_log",
        "api.write_log",
        "bridge.relay.publish_log",
    ], lines
    heard, applied, published, called, told = lines
    assert heard["event_ids"] == applied["event_ids"] == [event]
    assert heard["topic"] == "orders"
    assert {"partition", "offset"} <= heard.keys()
    assert (applied["task"], applied["outcomes"]) == ("reserve_stock", {"pending": 1})
    assert len(applied["task_id"]) == 36
    assert "StockReserved" in published["outcomes"]
    assert (called["order_id"], called["status"], called["outcomes"]) == (order_id, 200, {"confirmed": 1})
    assert called["request_id"] == known["X-Request-ID"]
    assert heard["trace_ids"] == applied["trace_ids"] == published["trace_ids"] == [TRACE]
    assert [called["trace_id"]] == told["trace_ids"] == [PAID]


def test_nothing_that_others_send_forges_a_line_of_any_process(shop: Shop) -> None:
    for type_ in ("OrderCreated", "OrderCancelled", "ProductUpdated", "PaymentSucceeded"):
        shop.publish(type_, {"order_id": FORGED, "items": [{"sku": FORGED, "quantity": 1}]}, time=at(1), id_=FORGED)
        shop.publish(type_, {"order_id": FORGED}, time=at(1), source=FORGED)
    shop.settle()
    shop.call("POST", "/v1/reservations/o%0A%7B%7D%1B%5B31m%E2%80%AE/confirm")
    for name in PROCESSES:
        lines = Path(shop.stack.log(name)).read_text(encoding="utf-8").removesuffix("\n").split("\n")
        assert lines, name
        for line in lines:
            assert line.isprintable(), (name, line)
            assert json.loads(line).get("message") != "forged", (name, line)
