"""Holds end, and silent events are sent again: neither too little nor without end."""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from socket import gethostname
from typing import Any

import pytest
from celery import Celery
from redis import Redis
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from inventory.database.transactions import Database, now
from inventory.inbox.events import EventType, Operation
from inventory.inbox.insertion import PendingEvent
from inventory.settings import settings
from inventory.upkeep.retention import Kind
from tasks import housekeeping, stock, stock_queue, sweeps
from tasks.app import app
from tasks.broker import PREFIX
from tasks.dispatch import Chunk, Dispatched, dispatch, send
from tasks.failures import DatabaseUnavailable, HoldsFailed
from tasks.stock import process
from tasks.sweeps import expire_holds, redispatch, uncount
from tests.tasks.conftest import StartProcess
from tests.tasks.line import Line, Work, ids, order
from tests.tasks.local_nodes import WorkerNode, wait_for
from tools.devstack.machine.ports import free_ports
from tools.devstack.servers.together import EmbeddedServers

pytestmark = pytest.mark.usefixtures("environment")


def setting(patch: pytest.MonkeyPatch, **values: object) -> None:
    changed = settings().model_copy(update=values)
    patch.setattr(sweeps, "settings", lambda: changed)


def taken(broker: Redis, queue: str) -> list[Any]:
    """Take each waiting task, and return its arguments."""
    waiting: Any = broker.lrange(PREFIX + queue, 0, -1)
    broker.delete(PREFIX + queue)
    return [json.loads(base64.b64decode(json.loads(message)["body"]))[0] for message in waiting]


def holds(line: Line, number: int, sku: str = "mug") -> None:
    """So many orders hold a unit each."""
    process(ids(line.product(sku, number)))
    orders = [(EventType.ORDER_CREATED, order(f"order-{n}", sku)) for n in range(1, number + 1)]
    process(ids(line.hears_all(orders)))
    assert line.stock(sku) == (number, number)


class TestExpireHolds:
    def test_frees_all_that_is_overdue_batch_by_batch(self, line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
        setting(monkeypatch, sweep_batch=3)
        holds(line, 10)
        line.make_overdue()
        expire_holds()
        assert line.stock("mug") == (10, 0)
        assert set(line.statuses().values()) == {"expired"}

    def test_leaves_holds_whose_time_is_not_over(self, line: Line) -> None:
        holds(line, 2)
        expire_holds()
        assert line.stock("mug") == (2, 2)

    def test_a_hold_that_fails_blocks_none_behind_it(
        self, line: Line, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        setting(monkeypatch, sweep_batch=1, sweep_interval_seconds=300)  # ten transactions, however busy the machine is
        monkeypatch.setattr(sweeps, "BATCHES", 1)
        holds(line, 10)
        line.make_overdue(first="order-1")
        with line.failing_for("order-1"), pytest.raises(HoldsFailed) as failed:
            expire_holds()
        assert failed.value.failures == {"order-1": "RaiseException (P0001): poisoned"}
        assert "customer data" not in caplog.text
        assert line.stock("mug") == (10, 1)
        expire_holds()
        assert line.stock("mug") == (10, 0)

    def test_leaves_what_somebody_else_works_on(self, line: Line) -> None:
        holds(line, 2)
        line.make_overdue()
        with line.holding("order-1"):
            expire_holds()
            assert line.status("order-2") == "expired"
        expire_holds()
        assert line.status("order-1") == "expired"

    def test_stops_when_its_share_of_the_interval_is_used(self, line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
        setting(monkeypatch, sweep_batch=1, sweep_interval_seconds=1e-9)
        holds(line, 2)
        line.make_overdue()
        expire_holds()
        assert line.stock("mug") == (2, 2)


class TestRedispatch:
    def test_sends_what_is_due_and_has_its_worker_count_it(
        self, line: Line, worker: WorkerNode, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        when_sent: list[dict[int, int]] = []

        def look_and_send(work: Sequence[Chunk]) -> Dispatched:
            when_sent.append(line.pending())  # afterwards a fast worker may have begun
            return send(work)

        monkeypatch.setattr(sweeps, "send", look_and_send)
        assert worker.ready()
        process(ids(line.product("mug", 10)))
        with line.failing_for("order-1"):
            (event,) = ids(line.order("order-1", "mug"))
            redispatch()
            assert when_sent == [{event: 1}]
            wait_for(lambda: any(line.errors().values()), "a worker has tried it")
            assert line.pending() == {event: 2}

    def test_what_redis_loses_again_and_again_is_sent_again_soon_and_never_dies_of_it(
        self, line: Line, broker: Redis
    ) -> None:
        line.product("mug", 10)
        for _ in range(2 * settings().max_attempts):
            line.make_due()
            redispatch()
            assert broker.llen("inventory:stock") == 1
            broker.flushall()
            ((attempts, due),) = line.next_sends().values()
            with line.database.transaction() as session:
                left = (due - now(session)).total_seconds()
            assert (attempts, left <= settings().retry_seconds) == (1, True)
        line.make_due()
        redispatch()
        for (inbox_ids,) in taken(broker, "stock"):
            process(inbox_ids, attempt=2)
        assert not line.pending()
        assert not line.dead()
        assert line.stock("mug") == (10, 0)

    def test_leaves_what_is_not_due_yet(self, line: Line, broker: Redis) -> None:
        line.hears(EventType.PAYMENT_FAILED, {"order_id": "order-1"}, retry_after=60)
        redispatch()
        assert broker.llen("inventory:stock") == 0

    def test_chunks_shrink_with_each_attempt(self, line: Line, broker: Redis) -> None:
        events = [(EventType.PAYMENT_FAILED, {"order_id": f"order-{n}"}) for n in range(30)]
        line.hears_all(events)
        redispatch()
        assert broker.llen("inventory:stock") == 2
        broker.flushall()
        line.begin()
        line.make_due()
        redispatch()
        assert broker.llen("inventory:stock") == 30

    def test_a_queue_that_nobody_empties_is_neither_filled_nor_counted(self, line: Line, broker: Redis) -> None:
        work = line.hears_all([(EventType.PAYMENT_FAILED, {"order_id": f"order-{n}"}) for n in range(30)])
        dispatch(work, chunk_size=200)
        for _ in range(3):
            line.make_due()
            redispatch()
        assert broker.llen("inventory:stock") == 1
        assert set(line.pending().values()) == {1}

    def test_a_long_queue_is_left_alone_even_when_workers_answer(
        self, line: Line, broker: Redis, worker: WorkerNode, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert worker.ready()
        monkeypatch.setattr(stock_queue, "waiting_tasks", lambda: settings().short_queue)
        work = line.product("mug", 10)
        redispatch()
        assert line.pending() == dict.fromkeys(ids(work), 1)
        assert broker.llen("inventory:stock") == 0

    def test_a_short_queue_of_a_worker_that_answers_is_counted(
        self, line: Line, worker: WorkerNode, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert worker.ready()
        monkeypatch.setattr(stock_queue, "waiting_tasks", lambda: settings().short_queue - 1)
        line.product("mug", 10)
        redispatch()
        wait_for(lambda: line.stock("mug") == (10, 0), "what was sent again is done")

    def test_old_events_are_sent_again_in_spite_of_a_long_queue_but_not_counted(
        self, line: Line, broker: Redis
    ) -> None:
        work = line.hears_all([(EventType.PAYMENT_FAILED, {"order_id": f"order-{n}"}) for n in range(30)])
        dispatch(work, chunk_size=200)
        line.make_old(settings().old_after_seconds + 1)
        redispatch()
        redispatch()
        assert broker.llen("inventory:stock") == 2  # once more, in one chunk, and not again until it is old again
        assert set(line.pending().values()) == {1}

    def test_a_flood_is_sent_round_by_round_until_the_queue_is_long(
        self, line: Line, broker: Redis, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sweeps, "ROUND", 40)
        setting(monkeypatch, redispatch_interval_seconds=60)
        line.hears_all([(EventType.PAYMENT_FAILED, {"order_id": f"order-{n}"}) for n in range(100)])
        redispatch()
        assert broker.llen("inventory:stock") == 2  # one round; nobody takes from the queue
        assert sum(len(inbox_ids) for (inbox_ids,) in taken(broker, "stock")) == 40

    def test_while_the_broker_is_away_no_attempt_is_counted(
        self, line: Line, broker: Redis, servers: EmbeddedServers, caplog: pytest.LogCaptureFixture
    ) -> None:
        redispatch()  # makes a connection that will turn out to be dead
        line.product("mug", 10)
        servers.redis.kill()
        try:
            redispatch()
        finally:
            servers.redis.restart()
        assert set(line.pending().values()) == {1}
        assert "nothing is sent again" in caplog.text
        redispatch()
        assert broker.llen("inventory:stock") == 1

    def test_what_a_broker_refuses_is_no_attempt(self, line: Line, broker: Redis) -> None:
        sent = ids(line.hears_all([(EventType.PAYMENT_FAILED, {"order_id": f"order-{n}"}) for n in range(30)]))
        line.begin()
        unsent = ids(line.hears_all([(EventType.PAYMENT_FAILED, {"order_id": f"order-{n}"}) for n in range(30)]))
        uncount(unsent)
        before = dict.fromkeys(sent, 2) | dict.fromkeys(unsent, 0)
        broker.config_set("min-replicas-to-write", 1)  # it answers, but takes nothing
        try:
            for _ in range(settings().max_attempts + 1):
                line.make_due()
                redispatch()
                assert line.pending() == before
        finally:
            broker.config_set("min-replicas-to-write", 0)
        assert not line.dead()
        line.make_due()
        redispatch()
        assert line.pending() == before | dict.fromkeys(unsent, 1)

    def test_what_the_broker_took_before_it_refused_stays_counted(
        self, line: Line, broker: Redis, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        setting(monkeypatch, chunk_size=20)
        work = ids(line.hears_all([(EventType.PAYMENT_FAILED, {"order_id": f"order-{n}"}) for n in range(30)]))
        uncount(work)

        def refuses_the_second(*arguments: Any, **options: Any) -> object:
            if broker.llen("inventory:stock"):
                raise ConnectionError
            return Celery.send_task(app, *arguments, **options)

        monkeypatch.setattr(app, "send_task", refuses_the_second)
        redispatch()
        assert sorted(line.pending().values()) == [0] * 10 + [1] * 20
        assert set(line.pending()) == set(work)

    def test_old_events_that_are_refused_have_nothing_to_give_back(
        self, line: Line, broker: Redis, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        work = line.product("mug", 10)
        dispatch(work, chunk_size=200)
        line.make_old(settings().old_after_seconds + 1)
        monkeypatch.setattr(sweeps, "send", lambda _: Dispatched(tasks=0, unsent=work[Operation.INITIALIZE_STOCK]))
        redispatch()
        assert broker.llen("inventory:stock") == 1
        assert line.pending() == dict.fromkeys(ids(work), 1)

    def test_what_workers_that_do_not_reach_postgresql_take_is_no_attempt(
        self, line: Line, broker: Redis, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        work = ids(line.hears_all([(EventType.PAYMENT_FAILED, {"order_id": f"order-{n}"}) for n in range(3)]))
        uncount(work)
        away = Database(f"postgresql+psycopg://postgres@127.0.0.1:{free_ports(1)[0]}/postgres", pool_size=1)
        for attempt in (0, *[2] * settings().max_attempts):
            line.make_due()
            redispatch()
            assert line.pending() == dict.fromkeys(work, 1)
            with monkeypatch.context() as worker:
                worker.setattr(stock, "database", lambda: away)
                for (inbox_ids,) in taken(broker, "stock"):
                    with pytest.raises(DatabaseUnavailable):
                        process(inbox_ids, attempt=attempt)
            asked = taken(broker, "sweeps")
            assert bool(asked) is not bool(attempt), "only a first send was counted before"
        assert not line.dead()

    def test_events_whose_attempts_are_used_up_are_buried(self, line: Line, broker: Redis) -> None:
        work = line.product("mug", 10)
        for _ in range(settings().max_attempts - 1):
            line.make_due()
            redispatch()
            broker.flushall()
            line.begin()
        assert not line.dead()
        line.make_due()
        redispatch()
        assert not line.pending()
        assert list(line.dead()) == ids(work)

    def test_events_are_committed_before_they_are_sent(
        self, line: Line, broker: Redis, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        del broker
        seen: list[set[int]] = []

        def send_again(_: object, *, isolate: bool) -> list[PendingEvent]:
            seen.append(set(line.pending().values()))
            assert isolate
            return []

        monkeypatch.setattr(sweeps, "send_again", send_again)
        uncount(ids(line.product("mug", 10)))
        redispatch()
        assert seen == [{1}]


def test_beat_and_a_sweeper_keep_the_line_moving(
    line: Line, worker: WorkerNode, start: StartProcess, tmp_path: object
) -> None:
    assert worker.ready()
    dispatch(line.product("mug", 1), chunk_size=200)
    wait_for(lambda: line.stock("mug") == (1, 0), "the mug is in stock")
    dispatch(line.order("order-1", "mug"), chunk_size=200)
    wait_for(lambda: line.status("order-1") == "pending", "the order holds the mug")
    line.make_overdue()
    unsent: Work = line.hears(EventType.PAYMENT_FAILED, {"order_id": "order-2"})

    options = ["--concurrency", "1", "--loglevel", "INFO", "--without-mingle", "--without-gossip"]
    start("sweeper", "worker", "--queues", "sweeps", "--hostname", "sweeper@%h", *options)
    schedule = f"--schedule={tmp_path}/beat"
    for number in (1, 2):  # two beats do no harm
        start(f"beat-{number}", "beat", schedule + str(number), "--pidfile=", "--hostname", f"beat-{number}@%h")
    wait_for(lambda: line.status("order-1") == "expired", "the hold ends")
    wait_for(lambda: not line.pending(), "what nobody sent is sent")
    assert line.stock("mug") == (1, 0)
    assert not line.dead()
    assert unsent
    check = "-m celery -A tasks.app inspect --timeout 5 --destination {} ping"  # as docker-compose.yml asks
    assert worker.process.exec_run(f"{sys.executable} {check.format(f'beat-1@{gethostname()}')}")[0] == 0
    assert worker.process.exec_run(f"{sys.executable} {check.format(f'stock@{gethostname()}')}")[0] == 0
    assert worker.process.exec_run(f"{sys.executable} {check.format(f'nobody@{gethostname()}')}")[0] != 0


def test_what_beat_asks_for_is_worth_nothing_when_the_next_is_due() -> None:
    entries = app.conf.beat_schedule.values()
    assert {entry["task"] for entry in entries} == {
        "assume_dispatched",
        "audit",
        "expire_holds",
        "follow_locations",
        "prune",
        "redispatch",
    }
    for entry in entries:
        assert timedelta(seconds=entry["options"]["expires"]) == timedelta(seconds=entry["schedule"])


RETYPED = [
    ("reservation", "order_id", 'varchar(300) COLLATE "C"', 'text COLLATE "C"'),
    ("inbox_pending", "attempts", "bigint", "smallint"),
    ("inbox_event", "event_id", 'varchar(300) COLLATE "C"', 'text COLLATE "C"'),
    ("dead_letter", "detail", "varchar(9000)", "text"),
    ("idempotency_key", "actor", 'varchar(300) COLLATE "C"', 'text COLLATE "C"'),
    ("retention", "position", "integer", "bigint"),
]
"""A column of each table that sweeps, tasks and pruning read: its type after a migration, and
before.
"""


@pytest.fixture
def retype(line: Line) -> Iterator[Callable[[], None]]:
    """Change the types there and, the next time, back."""
    changed = 0

    def to() -> None:
        nonlocal changed
        changed += 1
        with line.database.transaction() as session:
            for table, column, after, before in RETYPED:
                type_ = after if changed % 2 else before
                session.execute(text(f"ALTER TABLE {table} ALTER COLUMN {column} TYPE {type_}"))

    yield to
    if changed % 2:
        to()


def test_nothing_fails_because_columns_have_changed_their_types(line: Line, retype: Callable[[], None]) -> None:
    waiting = ids(line.product("mug", 1))
    steps: dict[str, Callable[[], object]] = {
        "overdue_orders": lambda: sweeps.overdue_orders(beside=[]),
        "take_due": lambda: sweeps.take_due(short=True),
        "count": lambda: stock.count(waiting, 1),
        "release_waiting": sweeps.release_waiting,
        "apply_events": lambda: stock.apply_events(waiting, begun=set()),
        **{f"prune {kind}": partial(housekeeping.prune_piece, [], [kind]) for kind in Kind},
    }
    refused: list[str] = []
    for name, step in steps.items():
        for _ in range(8):  # psycopg prepares a statement when it is executed for the sixth time
            step()
        retype()
        try:
            step()
        except DBAPIError:
            refused.append(name)
    assert refused == []
