"""Real threads on a real database: no unit promised twice, no order held twice, no deadlock (G1,
G3, G8).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from random import Random
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from inventory.database.begun_again import again_if_void
from inventory.database.failures import is_void
from inventory.database.transactions import Database, Limits, now
from inventory.domain.commands import Command
from inventory.domain.locations import LocationSettings
from inventory.domain.orders.status import Status
from inventory.domain.outcome import OrderOutcome, Outcome
from inventory.errors import ConcurrentChange, InsufficientStock, UnknownReservation, UnknownSku
from inventory.write_path import overdue as sweep
from inventory.write_path.apply import apply, first_calls
from inventory.write_path.locations import set_up
from tests.inventory.making import (
    HOLDS,
    cancel,
    confirm,
    counted,
    expire,
    moved,
    order_cancelled,
    order_created,
    payment_failed,
    payment_succeeded,
    relocated,
    reserve,
    stated,
)
from tests.inventory.shop import Counters, Shop
from tools.devstack.processes.children import wait_until

PATIENT = Limits(lock_timeout=60_000, statement_timeout=60_000, idle_in_transaction_session_timeout=60_000)


@pytest.fixture
def crowd(database_url: str) -> Iterator[Database]:
    """A database with room for 64 at once, none of whom gives up waiting for a lock."""
    opened = Database(database_url, limits=PATIENT, pool_size=66, name="crowd")
    yield opened
    opened.dispose()


def run(database: Database, *commands: Command) -> list[Outcome]:
    with database.transaction() as session:
        return apply(session, commands, now=now(session), holds=HOLDS)


def open_location(database: Database, name: str) -> None:
    with database.transaction() as session:
        set_up(session, name, LocationSettings())


@again_if_void
def run_as_workers_do(database: Database, *commands: Command) -> list[Outcome]:
    """Send the writes with the commit."""
    with database.transaction(first=first_calls(commands), writes_last=True) as session:
        return apply(session, commands, now=now(session), holds=HOLDS)


def together(*jobs: Callable[[], Any]) -> list[Any]:
    """Run the jobs at the same moment, each in a thread of its own."""
    barrier = Barrier(len(jobs), timeout=30)

    def started(job: Callable[[], Any]) -> Any:
        barrier.wait()
        return job()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(started, jobs))


class VoidWrites(Exception):
    """The writes of a transaction were void."""


@contextmanager
def telling_void_writes() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        if is_void(error):
            raise VoidWrites from None
        raise


TRIES = 300


@pytest.mark.parametrize(
    ("beside", "status", "counters"),
    [
        (payment_succeeded, Status.CONFIRMED, Counters(6)),
        (lambda order_id: reserve(order_id, (order_id, 4)), Status.PENDING, Counters(10, 4)),
        (order_cancelled, Status.RELEASED, Counters(10)),
    ],
    ids=["a payment", "a request", "a cancellation"],
)
def test_two_events_of_an_order_that_does_not_exist_yet(
    crowd: Database,
    beside: Callable[[str], Command],
    status: Status,
    counters: Counters,
) -> None:
    orders = [f"o{number}" for number in range(TRIES)]
    run(crowd, *(stated(order_id, 10) for order_id in orders))
    barrier = Barrier(2, timeout=120)

    def deliver(event: Callable[[str], Command]) -> None:
        for number, order_id in enumerate(orders):
            transact = run_as_workers_do if number % 2 else run
            barrier.wait()
            (outcome,) = transact(crowd, event(order_id))
            assert outcome.error is None

    with ThreadPoolExecutor(2) as pool:
        for delivered in [
            pool.submit(deliver, lambda order_id: order_created(order_id, (order_id, 4))),
            pool.submit(deliver, beside),
        ]:
            delivered.result()
    with crowd.transaction() as session:
        shop = Shop(session)
        assert shop.reservations() == {status: TRIES}
        assert {Counters(*row[2:]) for row in shop.outcome()[1]} == {counters}
        assert shop.discrepancies() == []


def test_64_buyers_of_10_units(crowd: Database) -> None:
    run(crowd, stated("a", 10))
    outcomes = together(*(lambda n=n: run(crowd, reserve(f"o{n}", ("a", 1)))[0] for n in range(64)))
    refusals = [outcome.error for outcome in outcomes if outcome.error is not None]
    assert len(refusals) == 54
    assert all(isinstance(refusal, InsufficientStock) for refusal in refusals)
    with crowd.transaction() as session:
        shop = Shop(session)
        assert shop.counters("a") == Counters(10, reserved=10)
        assert shop.reservations() == {Status.PENDING: 10}
        assert shop.discrepancies() == []


def a_days_work(random: Random) -> Iterator[list[Command]]:
    """Batches of everything there is, over few SKUs and orders, in random order."""
    for _ in range(12):
        batch: list[Command] = []
        for _ in range(random.randint(1, 25)):
            order_id, sku = f"o{random.randint(0, 60)}", random.choice("abcd")
            ordered = [(random.choice("abcd"), random.randint(1, 3)) for _ in range(3)]
            reference, location = f"note-{random.randint(0, 10**9)}", random.choice(["east", "west"])
            choices: list[Command] = [
                reserve(order_id, *ordered),
                order_created(order_id, *ordered),
                payment_succeeded(order_id),
                payment_failed(order_id),
                confirm(order_id),
                cancel(order_id),
                expire(order_id),
                moved(sku, random.randint(1, 5), reference=reference),
                moved(sku, 2, reference=reference, location=location),
                stated(random.choice("abcdefgh"), random.randint(20, 60), at=-random.randint(1, 999)),
            ]
            batch.append(random.choice(choices))
        yield batch


def test_everybody_at_once_never_deadlocks_and_never_oversells(crowd: Database) -> None:
    """Batches beside sweeps, each at a time of its own, so that many a hold is overdue to
    somebody.
    """
    run(crowd, *(stated(sku, 30) for sku in "abcd"), *(stated("e", 1, location=at) for at in ("east", "west")))
    run(crowd, *(reserve(f"forgotten{n}", ("abcd"[n % 4], 1), ttl_seconds=60) for n in range(8)))

    def until_done(batch: list[Command], *, later: timedelta, writes_last: bool) -> None:
        for _ in range(TRIES):
            # The rows that others make between two looks of a batch have an end, but on a busy
            # machine not in its eight rounds.
            with suppress(ConcurrentChange, VoidWrites), telling_void_writes():
                with crowd.transaction(writes_last=writes_last) as session:
                    apply(session, batch, now=now(session) + later, holds=HOLDS)
                return
        raise AssertionError(batch)

    def work(seed: int) -> None:
        random = Random(seed)
        for batch in a_days_work(random):
            until_done(batch, later=timedelta(minutes=random.randint(0, 40)), writes_last=bool(seed % 2))

    def clean_up() -> None:
        for _ in range(25):
            with crowd.transaction() as session:
                moment = now(session) + timedelta(minutes=30)
                overdue = sweep.due_orders(session, now=moment, limit=20)
                apply(session, [expire(order_id) for order_id in overdue], now=moment, holds=HOLDS)

    together(*(lambda seed=seed: work(seed) for seed in range(8)), clean_up, clean_up)
    assert deadlocks(crowd) == 0
    with crowd.transaction() as session:
        assert Shop(session).discrepancies() == []
        assert session.scalar(text("SELECT count(*) FROM stock_movement WHERE kind = 'expired'"))


def test_scarce_lines_in_random_order_are_refused_and_nothing_else(crowd: Database) -> None:
    skus = ["a", "b", "c", "d"]
    run(crowd, *(stated(sku, 20) for sku in skus))

    def buy(buyer: int) -> list[Outcome]:
        random = Random(buyer)
        return [
            run(crowd, reserve(f"o{buyer}-{n}", *((sku, 1) for sku in random.sample(skus, 3))))[0] for n in range(4)
        ]

    outcomes = [one for bought in together(*(lambda buyer=buyer: buy(buyer) for buyer in range(16))) for one in bought]
    assert {type(outcome.error) for outcome in outcomes} == {type(None), InsufficientStock}
    assert deadlocks(crowd) == 0
    with crowd.transaction() as session:
        shop = Shop(session)
        held = [counters.reserved for sku in skus if (counters := shop.counters(sku)) is not None]
        assert sum(held) == 3 * sum(outcome.error is None for outcome in outcomes)
        assert max(held) <= 20
        assert sorted(held)[-2:] == [20, 20], "three lines of four SKUs end when two SKUs are gone"
        assert shop.discrepancies() == []


def deadlocks(database: Database) -> int:
    """Return the number that PostgreSQL has seen in this database since the server started."""
    with database.transaction() as session:
        found = session.scalar(text("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"))
    assert isinstance(found, int)
    return found


def wait_for_a_waiter(database: Database) -> None:
    """Until somebody waits for a lock of ours."""
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'crowd' AND wait_event_type = 'Lock'"
    )

    def waits() -> bool:
        with database.transaction() as session:
            return bool(session.scalar(waiting))

    assert wait_until(waits, seconds=30, interval=0.01), "nobody waits for a lock"


def test_units_that_move_to_and_fro_are_neither_lost_nor_made(crowd: Database) -> None:
    """Eight threads move units of three SKUs between two locations, while others order them."""
    run(crowd, *(stated(sku, 40, location=at) for sku in "abc" for at in ("main", "annex")))

    def work(seed: int) -> None:
        random, ends = Random(seed), ("main", "annex") if seed % 2 else ("annex", "main")
        for number in range(40):
            moves = [
                relocated(sku, random.randint(1, 9), *ends, reference=f"{seed}-{number}")
                for sku in random.sample("abc", 2)
            ]
            order = reserve(f"o{seed}-{number}", (random.choice("abc"), random.randint(1, 3)))
            transact = run_as_workers_do if number % 2 else run
            transact(crowd, *moves, *([order] if number % 8 == 0 else []))
            transact(crowd, *moves)  # a retry

    together(*(lambda seed=seed: work(seed) for seed in range(8)))
    assert deadlocks(crowd) == 0
    with crowd.transaction() as session:
        shop = Shop(session)
        assert shop.discrepancies() == []
        physical = session.execute(
            text("SELECT sku, sum(quantity_on_hand - quantity_shortfall) FROM product_inventory GROUP BY sku")
        )
        assert {sku: int(units) for sku, units in physical} == dict.fromkeys("abc", 80)
        twice = "SELECT count(*) FROM stock_movement WHERE kind = 'moved' GROUP BY sku, reference HAVING count(*) <> 2"
        assert session.execute(text(twice)).all() == []


def announced(database: Database) -> Sequence[Any]:
    with database.transaction() as session:
        return [(row.sequence, row.data) for row in Shop(session).announced() if row.type == "StockLevelChanged"]


def test_who_waited_for_a_sku_sees_the_location_that_it_was_given_meanwhile(crowd: Database) -> None:
    """Or it would announce a total without that location, under a lower sequence, and consumers
    would drop it.
    """
    open_location(crowd, "east")
    run(crowd, stated("a", 5))
    with ThreadPoolExecutor(1) as pool:
        with crowd.transaction() as session:
            apply(session, [moved("a", 7, location="east")], now=now(session), holds=HOLDS)
            waiting = pool.submit(run, crowd, reserve("o1", ("a", 12)))
            wait_for_a_waiter(crowd)
        (outcome,) = waiting.result()
    assert outcome.error is None
    changes = announced(crowd)
    assert [payload["quantity_on_hand"] for _, payload in changes] == [5, 12, 12]
    sequences = [sequence for sequence, _ in changes]
    assert sequences == sorted(set(sequences))


@pytest.mark.parametrize(
    ("first", "second"),
    [(order_created, reserve), (reserve, reserve), (order_created, order_created), (reserve, order_created)],
    ids=["an event, then a request", "two requests", "two events", "a request, then an event"],
)
def test_a_new_order_that_comes_twice_at_once_gets_the_last_units_both_times(
    crowd: Database, first: Callable[..., Command], second: Callable[..., Command]
) -> None:
    """The second waits for the stock that the first takes, and finds none left: but those units are
    its own.
    """
    run(crowd, stated("a", 4))
    with ThreadPoolExecutor(1) as pool:
        with crowd.transaction() as session:
            apply(session, [first("o1", ("a", 4))], now=now(session), holds=HOLDS)
            waiting = pool.submit(run, crowd, reserve("o2", ("b", 1)), second("o1", ("a", 4)), confirm("o3"))
            wait_for_a_waiter(crowd)
        other, again, unknown = waiting.result()
    assert again.error is None
    assert isinstance(again, OrderOutcome)
    assert again.reservation.status is Status.PENDING
    assert isinstance(other.error, UnknownSku)
    assert isinstance(unknown.error, UnknownReservation)
    with crowd.transaction() as session:
        shop = Shop(session)
        assert shop.counters("a") == Counters(4, 4)
        assert shop.announced_of("o1") == ["StockReserved"]
        assert shop.discrepancies() == []


def test_times_do_not_run_backwards_when_who_began_first_writes_second(crowd: Database) -> None:
    """A transaction's time is that of its beginning, and it may have waited long for the rows that
    it changes then.
    """
    open_location(crowd, "east")
    run(crowd, stated("a", 9), reserve("o1", ("a", 2)), reserve("o2", ("b", 1)))
    with crowd.transaction() as early:
        run(crowd, reserve("o3", ("a", 1)), moved("a", 1), cancel("o3"), moved("a", 4, location="east"))
        run(crowd, order_created("o1", ("a", 3), at=2 * 365 * 24 * 60))
        apply(early, [payment_succeeded("o1"), payment_succeeded("o3"), counted("a", 8)], now=now(early), holds=HOLDS)
        apply(early, [moved("a", -1, location="east", reference="note-2")], now=now(early), holds=HOLDS)
    with crowd.transaction() as session:
        entries = session.execute(text("SELECT sku || ' at ' || location, occurred_at FROM stock_movement ORDER BY id"))
        newest = never_backwards(entries)
        rows = session.execute(text("SELECT sku || ' at ' || location, last_updated_at FROM product_inventory"))
        assert newest == {place: at for place, at in rows}  # noqa: C416 - a Row is no pair to mypy
        told = never_backwards(session.execute(text("SELECT key, occurred_at FROM outbox_event ORDER BY id")))
        orders = session.execute(text("SELECT order_id, updated_at FROM reservation WHERE order_id = 'o1'"))
        assert all(told[order_id] == at for order_id, at in orders)


def never_backwards(rows: Iterable[Any]) -> dict[str, datetime]:
    """The last time of each key, once it is known that no time of it is before another."""
    last: dict[str, datetime] = {}
    for key, at in rows:
        assert at >= last.get(key, at), key
        last[key] = at
    return last
