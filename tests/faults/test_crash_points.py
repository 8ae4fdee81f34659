"""A process dies, anywhere: after recovery every event has ended, with exactly one effect,
told at least once.

One point of each process is in tier one. All points take two minutes of a stack's time, so the
others are in tier two.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass

import pytest
from celery import Celery
from sqlalchemy import text

from tasks.broker import PREFIX
from tests.faults.books import Books
from tests.faults.load import SILENT, Load
from tests.faults.points import POINTS, process_of
from tests.faults.site import SECONDS, Site, eventually
from tests.faults.world import World

pytestmark = [pytest.mark.faults, pytest.mark.timeout(4 * SECONDS)]


@dataclass
class Case:
    """One load, and the point at which one process is to die of it."""

    point: str
    load: Load
    site: Site
    world: World
    books: Books

    @property
    def process(self) -> str:
        return process_of(self.point)

    def wait_for_death(self) -> None:
        self.site.wait_for_death(self.process, self.point)


IN_TIER_ONE = (
    "consumer: after the inbox commit, before the offsets",
    "worker: in the stock transaction, applied but not done",
    "sweeper: attempts are counted, nothing is sent",
    "relay: Kafka has acknowledged, nothing is deleted",
    "api: several share the transaction, after its commit",
)


@pytest.mark.parametrize(
    "point", [pytest.param(point, marks=[] if point in IN_TIER_ONE else pytest.mark.system) for point in POINTS]
)
def test_it_recovers(site: Site, world: World, books: Books, point: str) -> None:
    case = Case(point, Load(), site, world, books)
    site.start_what_is_missing()
    site.put_out(case.process)
    world.begin(case.load)
    world.publish(case.load)
    conversations = world.call(case.load)
    if case.process == "sweeper":
        eventually(lambda: books.waits(case.load), "an order waits for the catalogue")
    if case.process != "worker":
        world.publish_late(case.load)
    if case.process == "relay":
        eventually(lambda: books.worked_off(case.load), "everything waits to be announced")
    with PROVOKED.get(point, nothing)(case):
        site.start(case.process, point=point)
    case.wait_for_death()
    if case.process == "worker":
        world.publish_late(case.load)
    if case.process in {"consumer", "relay", "sweeper"}:
        # A child of worker or API has died, and Celery and gunicorn replace it. So would Celery the
        # sweeper's, but it may take five seconds to notice, and there is no other child meanwhile.
        site.replace(case.process)
    eventually(lambda: all(conversation.done() for conversation in conversations), "every call is answered")
    answers = [answer for conversation in conversations for answer in conversation.result()]
    assert {answer.status for answer in answers} <= {200, 201}
    assert any(answer.is_replay for answer in answers) or point not in COMMITTED_UNANSWERED
    if case.process == "consumer":
        eventually(books.read_again, "everything is read to its end")
    eventually(lambda: books.worked_off(case.load), "every event has ended")
    eventually(lambda: books.announced(case.load), "every outcome is announced")
    books.check(case.load)


Provoke = Callable[[Case], AbstractContextManager[None]]


def nothing(_: Case) -> AbstractContextManager[None]:
    """Most points are reached by the load alone."""
    return nullcontext()


@contextmanager
def told_to_stop(case: Case) -> Iterator[None]:
    yield
    eventually(lambda: case.books.heard(case.load), "it has read everything")
    case.site.running[case.process].process.send_signal(signal.SIGTERM)


@contextmanager
def losing_its_connection(case: Case) -> Iterator[None]:
    yield
    case.site.wait_ready(case.process)
    ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'inventory-relay'"
    assert len(case.books.rows(ended)) == 1


@contextmanager
def with_an_event_that_fails(case: Case) -> Iterator[None]:
    """PostgreSQL refuses one of the orders until the process has died of it."""
    order_id = case.load.order_id(SILENT[0].name)
    with case.world.database.transaction() as session:
        session.execute(text(_REFUSE.format(order_id=order_id)))
    try:
        yield
        case.wait_for_death()
    finally:
        with case.world.database.transaction() as session:
            session.execute(text("DROP TRIGGER refuse ON reservation; DROP FUNCTION refuse"))


@contextmanager
def with_an_order_that_has_waited(case: Case) -> Iterator[None]:
    """The catalogue has named its SKU by the time the process begins."""
    named = "SELECT FROM product_inventory WHERE sku = :sku"
    eventually(lambda: bool(case.books.rows(named, sku=case.load.sku("bowl"))), "the catalogue has named the SKU")
    assert case.books.waits(case.load)
    yield


@contextmanager
def asked_to_uncount(case: Case) -> Iterator[None]:
    pending = [row.id for row in case.books.rows("SELECT id FROM inbox_pending")]
    yield
    ours = {"global_keyprefix": PREFIX}
    with Celery(broker=case.site.endpoints.broker_url, set_as_current=False, broker_transport_options=ours) as celery:
        celery.send_task("uncount", args=[pending], queue="sweeps")


_REFUSE = """
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$;
CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON reservation FOR EACH ROW WHEN (NEW.order_id = '{order_id}')
    EXECUTE FUNCTION refuse()
"""

PROVOKED: dict[str, Provoke] = {
    "consumer: told to stop, before it closes": told_to_stop,
    "consumer: told to stop, before it commits what it stored": told_to_stop,
    "consumer: told to stop, while it commits what it stored": told_to_stop,
    "worker: an event failed alone, before that is recorded": with_an_event_that_fails,
    "worker: a failure is recorded, before the commit": with_an_event_that_fails,
    "sweeper: in the transaction that uncounts": asked_to_uncount,
    "sweeper: an order need not wait any longer, before the commit": with_an_order_that_has_waited,
    "sweeper: an order need not wait any longer, it is not sent": with_an_order_that_has_waited,
    "relay: the lock is lost with the connection": losing_its_connection,
}

COMMITTED_UNANSWERED = {
    "api: several share the transaction, after its commit",
    "api: after the commit, before the callers are told",
    "api: the caller is told, before the answer",
}
"""Points where a client that asks again is told that it has its units."""


def test_what_is_named_are_points_and_each_process_has_one_in_tier_one() -> None:
    assert POINTS.keys() >= {*PROVOKED, *COMMITTED_UNANSWERED, *IN_TIER_ONE}
    assert {process_of(point) for point in IN_TIER_ONE} == {process_of(point) for point in POINTS}
