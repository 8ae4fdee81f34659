"""The four operations, from an inbox row to stock, by a real worker."""

from __future__ import annotations

import pytest
from pytest_celery import CeleryTestSetup
from sqlalchemy import text

from inventory.inbox.events import EventType
from tasks.app import app
from tasks.dispatch import dispatch
from tests.tasks.line import Line, Work, ids, order
from tests.tasks.local_nodes import WorkerNode, wait_for

pytestmark = pytest.mark.usefixtures("worker")


def send(work: Work) -> None:
    assert not dispatch(work, chunk_size=200).unsent


def settled(line: Line) -> None:
    wait_for(lambda: not line.pending(), "every event of the inbox is done")


def test_each_operation_goes_from_the_inbox_to_stock(line: Line, worker: WorkerNode) -> None:
    send(line.product("mug", 10))
    settled(line)
    assert line.stock("mug") == (10, 0)

    send(line.order("order-1", "mug", 3))
    settled(line)
    assert (line.status("order-1"), line.stock("mug")) == ("pending", (10, 3))

    send(line.hears(EventType.PAYMENT_SUCCEEDED, {"order_id": "order-1"}))
    settled(line)
    assert (line.status("order-1"), line.stock("mug")) == ("confirmed", (7, 0))

    send(line.hears(EventType.ORDER_CANCELLED, {"order_id": "order-1"}))
    settled(line)
    assert (line.status("order-1"), line.stock("mug")) == ("released", (10, 0))

    log = worker.logs()
    for name in ("initialize_stock", "reserve_stock", "confirm_stock", "release_stock"):
        assert f"Task {name}[" in log


def test_a_task_that_is_sent_twice_has_one_effect(line: Line) -> None:
    send(line.product("mug", 10))
    settled(line)
    work = line.order("order-1", "mug", 3)
    send(work)
    send(work)
    settled(line)
    send(work)
    send(line.order("order-2", "mug", 1))
    settled(line)
    assert line.stock("mug") == (10, 4)
    assert line.movements() == 3  # supplied, held, held


def test_a_chunk_is_one_task(line: Line, worker: WorkerNode) -> None:
    send(line.product("mug", 1_000))
    settled(line)
    work = line.hears_all([(EventType.ORDER_CREATED, order(f"order-{n}", "mug")) for n in range(450)])
    assert dispatch(work, chunk_size=200).tasks == 3
    settled(line)
    assert line.stock("mug") == (1_000, 450)
    # A worker tells that a task has succeeded when its effects can be seen already.
    told = "Task reserve_stock["
    wait_for(lambda: worker.logs().count(told) == 2 * 3, "each of three is received and has succeeded")


def test_what_a_chunk_is_called_does_not_matter(line: Line) -> None:
    app.send_task("release_stock", args=[ids(line.product("mug", 10))])
    settled(line)
    assert line.stock("mug") == (10, 0)


def test_unknown_ids_are_nobodys_work(line: Line, worker: WorkerNode) -> None:
    app.send_task("reserve_stock", args=[[12_345]])
    worker_log = "Task reserve_stock["
    wait_for(lambda: "succeeded" in worker.logs().partition(worker_log)[2], "the task succeeds")
    assert not line.pending()


def test_the_plugin_drives_our_application(celery_setup: CeleryTestSetup) -> None:
    assert celery_setup.ready(ping=False, control=True, docker=True)
    assert celery_setup.app is app
    assert celery_setup.backend is None


def test_while_a_columns_type_changes_every_task_is_done_at_its_first_attempt(line: Line, worker: WorkerNode) -> None:
    """The plans that the workers' processes have prepared do not fit any more."""
    send(line.product("mug", 1_000))
    settled(line)
    for number in range(30):
        send(line.order(f"before-{number}", "mug"))
    settled(line)  # five times in each process, and its plans are prepared
    change = "ALTER TABLE location ALTER COLUMN priority TYPE"
    for number in range(30):
        send(line.order(f"after-{number}", "mug"))
        if number in {5, 15}:
            with line.database.transaction() as session:
                session.execute(text(f"{change} {'bigint' if number == 5 else 'integer'}"))
    settled(line)
    assert set(line.statuses().values()) == {"pending"}
    assert "raised" not in worker.logs()
    assert "failed" not in worker.logs()
