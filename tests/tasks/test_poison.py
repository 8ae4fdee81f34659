"""Poison: an event that kills its process or always fails is tried a bounded number of times, harms
no neighbour, dies with its reason, and takes effect once when it is replayed after a cure.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from redis import Redis

from inventory.inbox.errors import EventNotDead
from inventory.inbox.events import EventType
from inventory.settings import settings
from tasks import stock_queue
from tasks.dispatch import dispatch
from tasks.stock import process
from tasks.sweeps import redispatch
from tests.tasks.conftest import StartProcess
from tests.tasks.line import Line, ids, order
from tests.tasks.local_nodes import WorkerNode, wait_for

pytestmark = pytest.mark.usefixtures("environment")

MANY = 200
BARE = ["--concurrency", "2", "--loglevel", "INFO", "--without-mingle", "--without-gossip"]
OPTIONS = ["--queues", "stock", "--hostname", "stock@%h", *BARE]

DEADLY = """
import os
from tasks import stock
def commands_of(event, harmless=stock.commands_of, **how):
    if event.payload.get("order_id") == "grenade":
        with open(os.environ["DEATHS"], "a") as file:
            print(os.getpid(), file=file)
        os.kill(os.getpid(), 9)
    return harmless(event, **how)
stock.commands_of = commands_of
"""
"""The process that has the event in hand kills itself, in the middle of its transaction."""


def orders(number: int) -> list[tuple[EventType, dict[str, object]]]:
    return [(EventType.ORDER_CREATED, order(f"order-{n}", "mug")) for n in range(1, number + 1)]


def stocked(line: Line, number: int = 1_000) -> None:
    dispatch(line.product("mug", number), chunk_size=200)
    wait_for(lambda: not line.pending(), "the product is in stock")


def settled(line: Line) -> bool:
    """Redispatch as beat would. Returns True if nothing is left to do."""
    redispatch()
    return not line.pending()


def settle(line: Line) -> None:
    """Redispatch until nothing is left to do."""
    wait_for(lambda: settled(line), "every event has come to an end", seconds=60)


def backed_off(moments: list[datetime]) -> bool:
    """An attempt is no earlier than its moment, and the next moment is a doubled back-off after
    it.
    """
    doubled = min(2 * settings().retry_seconds, settings().retry_seconds_max)
    return all(later - earlier >= timedelta(seconds=doubled) for earlier, later in pairwise(moments))


def is_replayed_once(line: Line, culprit: int, order_id: str, held: int) -> None:
    """After the cure: replayed, done, and not done again however often somebody tries."""
    movements = line.movements()
    assert line.replay(culprit) is None
    assert isinstance(line.replay(culprit), EventNotDead)
    wait_for(lambda: settled(line), "what was replayed is done")
    assert isinstance(line.replay(culprit), EventNotDead)
    redispatch()
    assert (line.status(order_id), line.stock("mug")) == ("pending", (1_000, held))
    assert line.movements() == movements + 1
    assert not line.dead()


@pytest.mark.faults
def test_an_event_that_kills_its_process_is_isolated_buried_and_done_after_the_cure(
    line: Line, broker: Redis, start: StartProcess, tmp_path: Path
) -> None:
    del broker
    deaths = tmp_path / "deaths"
    worker = start("deadly", "worker", *OPTIONS, patch=DEADLY, DEATHS=str(deaths))
    stocked(line)
    with line.writing_down_attempts() as attempts:
        work = line.hears_all([*orders(5), (EventType.ORDER_CREATED, order("grenade", "mug"))], retry_after=0.5)
        culprit = ids(work)[-1]
        dispatch(work, chunk_size=200)
        settle(line)
        moments = attempts(culprit)

    assert line.dead().keys() == {culprit}
    reason, detail = line.dead()[culprit]
    assert reason == "attempts_exhausted"
    assert "its process died" in detail
    assert line.stock("mug") == (1_000, 5)
    assert len(deaths.read_text().split()) == len(moments) == settings().max_attempts
    assert backed_off(moments)

    worker.stop()
    start("harmless", "worker", *OPTIONS)
    is_replayed_once(line, culprit, "grenade", held=6)


def test_a_batch_with_one_that_always_fails_does_the_others_and_buries_it(line: Line, worker: WorkerNode) -> None:
    stocked(line)
    with line.failing_for("order-100"), line.writing_down_attempts() as attempts:
        work = line.hears_all(orders(MANY), retry_after=0.5)
        culprit = ids(work)[99]
        assert dispatch(work, chunk_size=MANY).tasks == 1
        wait_for(
            lambda: line.errors() == {culprit: "RaiseException (P0001): poisoned"}, "only it is left, with its error"
        )
        assert line.stock("mug") == (1_000, MANY - 1)
        assert line.status("order-100") is None

        settle(line)
        moments = attempts(culprit)
        assert line.dead() == {culprit: ("attempts_exhausted", "RaiseException (P0001): poisoned")}

    log = worker.logs()
    assert f"inbox event {culprit} (OrderCreated 'event-100' from 'tests', about 'order-100') failed" in log
    assert "customer data" not in log
    assert log.count("failed: RaiseException (P0001)") == settings().max_attempts
    assert len(moments) >= settings().max_attempts - 1  # the last failure buries at once
    assert backed_off(moments)
    is_replayed_once(line, culprit, "order-100", held=MANY)


def test_a_damaged_hold_keeps_none_behind_it_and_nobody_who_needs_its_units(
    line: Line, worker: WorkerNode, start: StartProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beat and a sweeper run: its expiry fails in every sweep, and all the others end in time."""
    stocked(line, 30)
    dispatch(line.hears_all(orders(30)), chunk_size=200)
    wait_for(lambda: line.stock("mug") == (30, 30), "all is held")
    line.damage_hold("order-1")
    line.make_overdue(first="order-1")
    start("sweeper", "worker", "--queues", "sweeps", "--hostname", "sweeper@%h", *BARE)
    start("beat", "beat", f"--schedule={tmp_path}/beat", "--pidfile=")
    wait_for(lambda: set(line.statuses().items()) == expired_but("order-1", 30), "all but the damaged one have ended")
    assert line.stock("mug") == (30, 1)

    dispatch(
        line.hears_all([(EventType.ORDER_CREATED, order(f"late-{n}", "mug", 10)) for n in range(3)]), chunk_size=200
    )
    wait_for(lambda: not line.pending(), "orders that need its unit are answered")
    assert sorted(line.status(f"late-{n}") or "" for n in range(3)) == ["pending", "pending", "rejected"]
    assert not line.dead()


def expired_but(damaged: str, number: int) -> set[tuple[str, str]]:
    return {(f"order-{n}", "pending" if f"order-{n}" == damaged else "expired") for n in range(1, number + 1)}


class TestWhileAllWorkersAreDown:
    FLOOD = 10_000

    def test_ten_thousand_events_keep_the_queue_bounded_and_are_all_done_afterwards(
        self, line: Line, broker: Redis, start: StartProcess, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """They come one by one, for the most tasks. Redispatch runs on and on. Nothing dies
        untried.
        """
        bound = 200
        bounded = settings().model_copy(update={"long_queue": bound})
        monkeypatch.setattr(stock_queue, "settings", lambda: bounded)
        events = [(EventType.PAYMENT_FAILED, {"order_id": f"order-{n}"}) for n in range(self.FLOOD)]
        for first in range(0, self.FLOOD, 500):
            dispatch(line.hears_all(events[first : first + 500]), chunk_size=25)
            assert broker.llen("inventory:stock") <= bound + 20
        for _ in range(settings().max_attempts + 2):
            line.make_old(settings().old_after_seconds + 1)
            redispatch()
        assert bound <= broker.llen("inventory:stock") <= bound + 20
        assert int(broker.info("memory")["used_memory"]) < 16 * 1024 * 1024
        assert len(line.pending()) == self.FLOOD
        assert set(line.pending().values()) == {1}

        line.make_due()
        start("worker", "worker", *OPTIONS)
        wait_for(lambda: settled(line), "everything is done", seconds=90)
        assert not line.dead()


class TestReplayBesideAWorker:
    """A dead letter may be replayed while a task of it is still under way."""

    def test_a_task_that_comes_late_and_the_replay_have_one_effect(self, line: Line, broker: Redis) -> None:
        process(ids(line.product("mug", 1_000)))
        work = line.order("order-1", "mug")
        (culprit,) = ids(work)
        for _ in range(
            settings().max_attempts
        ):  # nobody works: each send waits in the queue, and the queue is then lost
            line.make_due()
            redispatch()
            broker.flushall()
            line.begin()
        assert line.dead().keys() == {culprit}
        assert line.replay(culprit) is None
        process([culprit])  # the task of the first life arrives
        process([culprit])  # and that of the second
        assert line.stock("mug") == (1_000, 1)
        assert isinstance(line.replay(culprit), EventNotDead)
