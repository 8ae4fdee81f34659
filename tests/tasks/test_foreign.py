"""A worker meets foreign messages, in its queue and among the keys of its Redis: it drops them,
counts them and goes on.
"""

from __future__ import annotations

import base64
import json
import pickle
import random
import zlib
from collections.abc import Iterator
from functools import cache
from typing import Any

import psutil
import pytest
from redis import Redis

from inventory.inbox.events import Operation
from tasks.app import app
from tasks.broker import PREFIX
from tasks.dispatch import dispatch
from tests.tasks.line import Line
from tests.tasks.local_nodes import WorkerNode, wait_for
from tests.tasks.test_task_messages import WRONG
from tools.devstack.processes.children import wait_until

KEY = f"{PREFIX}stock"
BROADCAST = f"{PREFIX}/0.celery.pidbox"

# Kombu's envelope of a task. The headers are Celery's, and lack those that Celery rests on.
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
OTHER_TYPES: tuple[Any, ...] = (
    "application/x-python-serialize",
    "application/x-yaml",
    "text/plain",
    None,
    7,
    ["application/json"],
    {},
)


@cache
def foreign_tasks() -> list[bytes]:
    """Tasks by their looks: with each header of Celery's protocol, and each part of the envelope,
    given as a forbidden type.

    Packing takes a fifth of a second: too much for every process that collects tests.
    """
    return [
        *(
            json.dumps(enveloped(GOOD | {name: value}, TASK)).encode()
            for name, values in WRONG.items()
            for value in values
        ),
        json.dumps(enveloped(GOOD, b'[[[]], {}, {"callbacks": 5, "errbacks": 5, "chain": 5, "chord": 5}]')).encode(),
        json.dumps(enveloped(GOOD, b"[" * 100_000)).encode(),
        *(
            json.dumps(enveloped(GOOD, body)).encode()
            for body in (
                b"[]",
                b"null",
                b"{}",
                b"[[], {}]",
                b"[[], {}, {}, {}]",
                b"\x80\x04N.",
                b"[[1e999], {}, {}",
                b"\xff",
                b"",
            )
        ),
        *(
            json.dumps(enveloped(GOOD | {"task": name}, TASK)).encode()
            for name in ("open_sesame", "celery.chord_unlock")
        ),
        json.dumps(enveloped(GOOD | {"compression": "zlib"}, zlib.compress(b"[[" + b" " * 100_000_000, 9))).encode(),
        json.dumps(enveloped(GOOD, b"[[[" + b"0," * 1_000_000 + b"0]], {}, {}]")).encode(),
        *(json.dumps(enveloped(GOOD, TASK) | {"content-type": other}).encode() for other in OTHER_TYPES),
        *(json.dumps(enveloped(GOOD, TASK) | {"content-encoding": other}).encode() for other in (7, ["utf-8"])),
    ]


def odd_properties() -> Iterator[bytes]:
    """Envelopes whose parts are of other types, where kombu reads and writes its notes for giving
    back.
    """
    odd: tuple[Any, ...] = (None, 7, 1.5, True, "", "x", [], ["x"], {}, {"a": 1}, "x" * 100_000)
    whole = enveloped(GOOD, b"[]")  # no task in any case
    for name in whole:
        yield from (json.dumps(whole | {name: value}).encode() for value in odd)
        yield json.dumps({key: value for key, value in whole.items() if key != name}).encode()
    properties: dict[str, Any] = whole["properties"]
    for name in (*properties, "priority", "reply_to", "correlation_id", "delivery_mode"):
        yield from (json.dumps(whole | {"properties": properties | {name: value}}).encode() for value in odd)
    info = properties["delivery_info"]
    for name in info:
        for value in odd:
            yield json.dumps(whole | {"properties": properties | {"delivery_info": info | {name: value}}}).encode()


def mutilated(seed: int, number: int) -> Iterator[bytes]:
    """Good envelopes with bytes changed, cut out and doubled."""
    chance = random.Random(seed)
    good = json.dumps(enveloped(GOOD, b"[]")).encode()
    for _ in range(number):
        text = bytearray(good)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(text))
            match chance.randrange(3):
                case 0:
                    text[at] = chance.randrange(256)
                case 1:
                    del text[at : at + chance.randint(1, 30)]
                case _:
                    text[at:at] = text[at : at + chance.randint(1, 30)]
        yield bytes(text)


CLOCKS: tuple[Any, ...] = ("x", [], 1e999, -1)
BROADCASTS: list[bytes] = [
    *(b"[]", b"7"),  # first: at others a worker connects anew, and does not hear messages meanwhile
    *FOREIGN[:11],
    *(
        json.dumps(enveloped({}, body)).encode()
        for body in (b"[]", b"null", b"7", b"{}", b"[" * 100_000, b"\xff", b'{"method": 7}')
    ),
    *(
        json.dumps(enveloped({}, json.dumps(body).encode())).encode()
        for body in (
            {"method": ["ping"]},
            {"method": "open_sesame"},
            {"method": "ping", "arguments": 7},
            {"method": "ping", "arguments": {"a": 1}},
            {"method": "ping", "destination": 7},
            {"method": "ping", "pattern": 7, "matcher": 7},
            {"method": "ping", "pattern": "(", "matcher": "pcre"},
            {"method": "ping", "reply_to": "x"},
            {"method": "ping", "reply_to": {}},
            {"method": "ping", "reply_to": {"exchange": [], "routing_key": {}}, "ticket": []},
            {"method": "active_queues", "reply_to": 7},
        )
    ),
    *(json.dumps(enveloped({"clock": clock}, b'{"method": "ping"}')).encode() for clock in CLOCKS),
]
"""Commands for all workers, and messages that are none."""


def goes_on(line: Line, worker: WorkerNode, sku: str) -> None:
    dispatch(line.product(sku, 1), chunk_size=1)
    wait_for(lambda: line.stock(sku) == (1, 0), f"the worker goes on; its log:\n{worker.logs()[-3_000:]}")


def test_foreign_messages_are_dropped_and_counted_and_the_worker_goes_on(
    line: Line, broker: Redis, worker: WorkerNode
) -> None:
    before = worker.process.id
    for message in FOREIGN + foreign_tasks():
        broker.lpush(KEY, message)
    for sku in ("mug", "cap", "tea", "pen"):  # more than the places of its pool
        goes_on(line, worker, sku)
    assert f"dropped ({len(FOREIGN + foreign_tasks())} since this worker started)" in worker.logs()
    assert "reserve_stock'}" not in worker.logs()
    assert "klingon" not in worker.logs()
    assert "not JSON" not in worker.logs()
    assert "): Packed; " in worker.logs(), "it is told from what is too large, so it was not unpacked"

    odd = [*odd_properties(), *mutilated(15, 300)]
    for message in odd:
        broker.lpush(KEY, message)
    for sku in ("bag", "hat", "jar", "box"):
        goes_on(line, worker, sku)

    assert broker.publish(BROADCAST, b"") > 0, "the worker hears broadcasts"
    for message in BROADCASTS:
        broker.publish(BROADCAST, message)
    for sku in ("ink", "oil", "pan", "tin"):
        goes_on(line, worker, sku)
    answers = app.control.inspect(timeout=60, limit=1).ping() or {}
    assert {"ok": "pong"} in answers.values(), "and obeys them still"

    assert broker.llen(KEY) == 0
    assert wait_until(lambda: broker.hlen(f"{PREFIX}unacked") == 0, seconds=10), "none of them comes back"
    assert broker.zcard(f"{PREFIX}unacked_index") == 0
    assert worker.status == "running"
    assert worker.process.id == before
    assert "\x1b" not in worker.logs()


def test_a_worker_with_a_new_pool_process_goes_on_after_a_broadcast_that_it_fails_at(
    line: Line, broker: Redis, worker: WorkerNode
) -> None:
    """It connects anew, and the new pool process keeps the old connection open."""
    goes_on(line, worker, "mug")
    [victim, *others] = psutil.Process(int(worker.process.id)).children()
    victim.kill()
    known = {victim.pid, *(each.pid for each in others)}
    wait_for(
        lambda: {each.pid for each in psutil.Process(int(worker.process.id)).children()} - known,
        "the pool has a new process",
    )
    broker.publish(BROADCAST, json.dumps(enveloped({}, b"[]")).encode())
    wait_for(lambda: "Control command error" in worker.logs(), "the worker fails at it")
    for sku in ("cap", "tea", "pen", "bag"):
        goes_on(line, worker, sku)
    answers = app.control.inspect(timeout=60, limit=1).ping() or {}
    assert {"ok": "pong"} in answers.values(), "and it hears broadcasts"


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
