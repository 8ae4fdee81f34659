"""Sending to the workers: in chunks, findable by order, and never at the mercy of the broker."""

from __future__ import annotations

import base64
import json
import re
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

import pytest
from redis import Redis

from inventory.inbox.events import Operation
from inventory.inbox.insertion import PendingEvent
from inventory.settings import settings
from tasks import stock_queue
from tasks.app import app
from tasks.dispatch import ARGUMENTS_SHOWN, Dispatched, dispatch, shown
from tests.tasks.flower import AUTH, ask
from tests.tasks.local_nodes import WorkerNode, wait_for
from tools.devstack.processes.patience import MachineTime
from tools.devstack.servers.together import EmbeddedServers


def events(count: int, first: int = 1) -> list[PendingEvent]:
    return [PendingEvent(n, f"order-{n}") for n in range(first, first + count)]


def sent(broker: Redis) -> list[dict[str, Any]]:
    """The messages that wait for a worker, the oldest first."""
    waiting: Any = broker.lrange("inventory:stock", 0, -1)
    return [json.loads(message) for message in reversed(waiting)]


def body(message: dict[str, Any]) -> Any:
    return json.loads(base64.b64decode(message["body"]))


def test_one_task_for_each_chunk_of_an_operation(broker: Redis) -> None:
    work = {Operation.RESERVE_STOCK: events(3), Operation.CONFIRM_STOCK: events(2, first=4)}
    assert dispatch(work, chunk_size=2) == Dispatched(tasks=3)
    messages = sent(broker)
    assert [message["headers"]["task"] for message in messages] == ["reserve_stock", "reserve_stock", "confirm_stock"]
    assert [body(message)[0] for message in messages] == [[[1, 2]], [[3]], [[4, 5]]]
    assert [message["headers"]["argsrepr"] for message in messages] == ["order-1 order-2", "order-3", "order-4 order-5"]


def test_nothing_to_send_is_no_task(broker: Redis) -> None:
    assert dispatch({}, chunk_size=2) == Dispatched(tasks=0)
    assert sent(broker) == []


def test_a_broker_that_is_away_is_found_out_once(broker: Redis, servers: EmbeddedServers) -> None:
    dispatch({Operation.RESERVE_STOCK: events(1)}, chunk_size=1)  # a connection that will turn out to be dead
    servers.redis.kill()
    taken = MachineTime()
    work = events(1_000)
    assert dispatch({Operation.RESERVE_STOCK: work}, chunk_size=1) == Dispatched(tasks=0, unsent=work)
    assert taken.passed() < 5
    servers.redis.restart()
    assert dispatch({Operation.RESERVE_STOCK: events(1)}, chunk_size=1) == Dispatched(tasks=1, waiting=1)
    assert len(sent(broker)) == 2  # the first one outlived the crash


def test_a_broker_that_is_full_takes_no_more(broker: Redis) -> None:
    broker.config_set("maxmemory", "1mb")
    try:
        work = {Operation.RESERVE_STOCK: events(10), Operation.CONFIRM_STOCK: events(2, first=11)}
        assert dispatch(work, chunk_size=5) == Dispatched(tasks=0, unsent=events(12))
    finally:
        broker.config_set("maxmemory", "256mb")


def test_a_long_queue_gets_no_longer(broker: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stock_queue, "settings", lambda: settings().model_copy(update={"long_queue": 3}))
    assert dispatch({Operation.RESERVE_STOCK: events(3)}, chunk_size=1) == Dispatched(tasks=3)
    assert dispatch({Operation.RESERVE_STOCK: events(2)}, chunk_size=1) == Dispatched(
        tasks=0, unsent=events(2), waiting=3
    )
    assert len(sent(broker)) == 3


def test_shown_keys_are_whole_distinct_and_bounded() -> None:
    assert shown([]) == ""
    assert shown(["b", "a", "b"]) == "b a"
    long = [f"{n:036d}" for n in range(1_000)]
    text = shown(long)
    assert len(text) <= ARGUMENTS_SHOWN + len(" and 1000 more")
    *keys, _and, left, _more = text.split(" ")
    assert keys == long[: len(keys)]
    assert int(left) == 1_000 - len(keys)
    assert shown(long[:200]).split(" ") == long[:200]


def test_flower_shows_the_operations_by_name_and_finds_them_by_order(worker: WorkerNode, flower: str) -> None:
    wait_for(lambda: bool(ask(f"{flower}/api/workers?refresh=1", auth=AUTH)), "Flower sees the worker")
    orders = [f"5b1c{n:032x}" for n in range(200)]
    work = {operation: [PendingEvent(n, order) for n, order in enumerate(orders)] for operation in Operation}
    assert dispatch(work, chunk_size=200).tasks == 4
    wait_for(lambda: worker.logs().count("succeeded in") == 4, "the tasks are done")

    def found(text: str) -> set[str]:
        query = urllib.parse.quote(text)
        return {task["name"] for task in ask(f"{flower}/api/tasks?search={query}", auth=AUTH).values()}

    every = {operation.value for operation in Operation}
    for order in (orders[0], orders[-1]):
        wait_for(lambda order=order: found(order) == every, f"Flower finds the tasks of order {order}")
    assert found("5b1cffffffff") == set()


def test_flower_asks_who_is_there(flower: str) -> None:
    for path in ("/api/tasks", "/tasks", "/workers"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            ask(flower + path)
        with refused.value as answer:
            assert answer.code == 401


def test_flowers_broker_page_shows_the_queues_and_how_long_they_are(broker: Redis, flower: str) -> None:
    del broker
    dispatch({Operation.RESERVE_STOCK: events(2)}, chunk_size=1)
    page = ask(f"{flower}/broker", auth=AUTH).decode()
    rows = re.findall(r"<td>(stock|sweeps|housekeeping)</td>\s*<td[^>]*>(\d+)</td>", page)
    assert dict(rows) == {"stock": "2", "sweeps": "0", "housekeeping": "0"}, page


def test_the_application_declares_its_queues_and_creates_no_other() -> None:
    assert set(app.amqp.queues) == {"stock", "sweeps", "housekeeping"}
    with pytest.raises(Exception, match="elsewhere"):
        app.send_task("reserve_stock", args=[[]], queue="elsewhere")
