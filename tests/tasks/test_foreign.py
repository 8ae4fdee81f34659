"""A worker meets what is not ours, in its queue and among the keys of its Redis: it drops that, counts it and goes on."""

from __future__ import annotations

import base64
import json
import pickle
from typing import Any

import pytest
from redis import Redis

from inventory.events import Operation
from tasks.app import app
from tasks.broker import PREFIX
from tasks.dispatch import dispatch
from tests.tasks.line import Line
from tests.tasks.local_nodes import WorkerNode, wait_for
from tests.tasks.test_task_messages import WRONG

KEY = f"{PREFIX}stock"

# What kombu puts around a task. The headers are Celery's, and lack what Celery rests on.
ENVELOPE = {
    "body": "W10=",
    "content-type": "application/json",
    "content-encoding": "utf-8",
    "properties": {
        "delivery_tag": "1",
        "body_encoding": "base64",
        "delivery_info": {"exchange": "stock", "routing_key": "stock"},
    },
}


def enveloped(headers: dict[str, Any], body: bytes) -> dict[str, Any]:
    return ENVELOPE | {"headers": headers, "body": base64.b64encode(body).decode()}


FOREIGN: list[bytes] = [
    b"not JSON",
    b"",
    b"{}",
    b"[]",
    b"null",
    b"7",
    b'"text"',
    pickle.dumps({"task": "reserve_stock"}),
    b'{"properties": {}}',
    b'{"properties": {"delivery_tag": "1"}}',
    b'{"properties": {"delivery_tag": "1", "delivery_info": {}}}',
    json.dumps(ENVELOPE | {"headers": {"task": "reserve_stock"}}).encode(),
    json.dumps(ENVELOPE | {"headers": {"task": ["reserve_stock"]}}).encode(),
    json.dumps(ENVELOPE | {"headers": {"task": "reserve_stock", "id": "1"}, "body": "%"}).encode(),
    json.dumps(ENVELOPE | {"headers": {"task": "reserve_stock", "id": "1"}, "content-encoding": "klingon"}).encode(),
]
GOOD = {"task": "reserve_stock", "id": "1"}
TASK = b"[[[]], {}, {}]"
FOREIGN_TASKS = [
    *(json.dumps(enveloped(GOOD | {name: value}, TASK)).encode() for name, values in WRONG.items() for value in values),
    json.dumps(enveloped(GOOD, b'[[[]], {}, {"callbacks": 5, "errbacks": 5, "chain": 5, "chord": 5}]')).encode(),
    json.dumps(enveloped(GOOD, b"[" * 100_000)).encode(),
]
"""Tasks by their looks: with each header of Celery's protocol given as what it must not be."""


def goes_on(line: Line, worker: WorkerNode, sku: str) -> None:
    dispatch(line.product(sku, 1), chunk_size=1)
    wait_for(lambda: line.stock(sku) == (1, 0), f"the worker goes on; its log:\n{worker.logs()[-3_000:]}")


def test_foreign_messages_are_dropped_and_counted_and_the_worker_goes_on(
    line: Line, broker: Redis, worker: WorkerNode
) -> None:
    before = worker.process.id
    for message in FOREIGN + FOREIGN_TASKS:
        broker.lpush(KEY, message)
    for sku in ("mug", "cap", "tea", "pen"):  # more than the places of its pool
        goes_on(line, worker, sku)
    assert broker.llen(KEY) == 0
    assert broker.hlen(f"{PREFIX}unacked") == 0, "none of them comes back"
    assert worker.status == "running"
    assert worker.process.id == before
    assert f"dropped ({len(FOREIGN + FOREIGN_TASKS)} since this worker started)" in worker.logs()
    assert "reserve_stock'}" not in worker.logs()
    assert "klingon" not in worker.logs()


@pytest.mark.parametrize("name", ["stock", "_kombu.binding.stock", "unacked", "unacked_index"])
def test_a_foreign_key_of_that_name_is_in_nobodys_way(line: Line, broker: Redis, worker: WorkerNode, name: str) -> None:
    broker.set(name, "of another application")
    goes_on(line, worker, "mug")
    assert broker.get(name) == b"of another application"


def test_all_keys_of_ours_have_the_prefix(line: Line, broker: Redis, worker: WorkerNode) -> None:
    goes_on(line, worker, "mug")
    app.control.inspect(timeout=0.5).active_queues()
    dispatch({Operation.RESERVE_STOCK: line.order("order-1", "mug")[Operation.RESERVE_STOCK]}, chunk_size=1)
    keys = [key.decode() for key in broker.scan_iter()]
    assert keys
    assert all(key.startswith(PREFIX) for key in keys), keys
