"""A worker tells each batch that it has applied, in one line. A task without work leaves none."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Any

import pytest

from inventory.inbox.claiming import ClaimedEvent
from inventory.inbox.events import Event, EventType, Operation
from inventory.logs.formats import JsonLines
from tasks import batch_log
from tasks.app import app
from tests.tasks.conftest import StartProcess
from tests.tasks.line import Line, order
from tests.tasks.local_nodes import LocalProcess, wait_for
from tools.devstack.processes.children import wait_until

OPTIONS = ("--queues", "stock", "--concurrency", "2", "--without-mingle", "--without-gossip")


def lines(worker: LocalProcess) -> list[dict[str, Any]]:
    return [json.loads(line) for line in worker.logs().decode().splitlines()]


def test_a_batch_is_one_line_and_a_task_without_work_is_none(line: Line, start: StartProcess) -> None:
    worker = start("quiet", "worker", *OPTIONS, "--loglevel", "DEBUG", "--hostname", "quiet@%h")
    for _ in range(5):
        app.send_task("reserve_stock", args=[[12_345]])
    app.send_task("initialize_stock", args=[[event.id for event in work(line.product("mug", 3))]])
    wait_for(lambda: line.stock("mug") == (3, 0), "the mug is there")
    orders = [(EventType.ORDER_CREATED, order(f"order-{number}", "mug")) for number in range(5)]
    sent = app.send_task("reserve_stock", args=[[event.id for event in work(line.hears_all(orders))]])
    wait_for(lambda: not line.pending(), "the orders are done")
    assert wait_until(lambda: sum("events" in each for each in lines(worker)) == 2, seconds=30), lines(worker)

    told = [each for each in lines(worker) if "events" in each]
    assert told[0]["skus"] == ["mug"]
    batch = told[1]
    assert (batch["task"], batch["task_id"], batch["events"]) == ("reserve_stock", sent.id, 5)
    assert batch["order_ids"] == [f"order-{number}" for number in range(5)]
    assert len(batch["event_ids"]) == 5
    assert batch["outcomes"] == {"pending": 3, "rejected": 2}
    assert 0 < batch["seconds"] < 60
    assert not [each for each in lines(worker) if each["message"].startswith("Task ")]
    assert {each["level"] for each in lines(worker)} <= {"INFO", "WARNING"}

    worker.kill("SIGTERM")
    assert worker.wait() == 0
    assert [each for each in lines(worker) if each["message"] == "SIGTERM: Warm shutdown"]


def test_orders_that_wait_for_the_catalogue_are_named(caplog: pytest.LogCaptureFixture) -> None:
    events = [
        Event("/shop", f"event-{order_id}", EventType.ORDER_CREATED, {"order_id": order_id}, datetime.now(UTC))
        for order_id in ("o-1", "o-2")
    ]
    claimed = [
        ClaimedEvent(number, Operation.RESERVE_STOCK, attempts=1, waited=False, event=event)
        for number, event in enumerate(events)
    ]
    caplog.set_level(logging.INFO)
    batch_log.tell(claimed, [], {1: ["mug"]}, 0.1)
    applied, waiting = caplog.records
    assert applied.getMessage() == "events applied: 1"
    told = JsonLines().format(waiting)
    assert '"order_ids":["o-2"],"skus":["mug"],"event_ids":["event-o-2"]' in told


def work(heard: Any) -> list[Any]:
    """The events that were heard, of all operations."""
    return [event for events in heard.values() for event in events]
