"""Playing the script on a running stack: morning, rush, flash sale, evening."""

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from functools import partial
from itertools import chain, zip_longest

from rich.progress import Progress
from sqlalchemy import text

from inventory.database.transactions import Database
from tools.demo.flash_sale import ask_over_http
from tools.demo.script import Script
from tools.devstack.processes.children import kill_tree, wait_until
from tools.devstack.stack import Stack
from tools.shop.listener import Heard, Listener
from tools.shop.messages import Call, Event
from tools.shop.orders import RESERVED_OR_REPLAYED, Part, Step
from tools.shop.publisher import Published, Publisher
from tools.shop.storefront import Answers, Storefront

CUSTOMERS = 24
"""Maximum number of HTTP calls under way at once."""
SETTLE_SECONDS = 60.0
BUSY_SECONDS = 2.0
"""Longest wait for pending events, so that the worker is killed while there is work."""

_WAITING = text(
    "SELECT (SELECT count(*) FROM inbox_event), (SELECT count(*) FROM inbox_pending), (SELECT count(*) FROM outbox_event)"
)


class NotSettled(RuntimeError):
    """The service did not come to rest in time: something is lost or stuck."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """The kill of a worker: number of events that were pending then, and seconds until its
    successor was ready.
    """

    waiting: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Played:
    """The day as it was played."""

    published: Published
    answers: Answers
    heard: Heard
    winners: frozenset[str]
    """Orders that were told to have a unit of the flash sale."""
    recovery: Recovery


class Day:
    """One day at the shop."""

    def __init__(self, stack: Stack, script: Script, database: Database, progress: Progress) -> None:
        self._stack = stack
        self._script = script
        self._database = database
        self._progress = progress
        self._publisher = Publisher(stack.endpoints.kafka_bootstrap_servers)
        self._storefront = Storefront(stack.endpoints.api_url)
        self._listener = Listener(stack.endpoints.kafka_bootstrap_servers)

    def play(self) -> Played:
        """Play the day to its end. Raises `NotSettled` or `NotReady` when the service does not come
        to rest or up again, RuntimeError when Kafka takes no events.
        """
        with self._publisher, self._listener, ThreadPoolExecutor(CUSTOMERS) as self._pool:
            try:
                return self._play()
            except BaseException:
                self._pool.shutdown(wait=False, cancel_futures=True)  # an interrupt does not wait for the queue
                raise
            finally:
                self._storefront.close()

    def _play(self) -> Played:
        self._open()
        self._receive()
        recovery = self._rush()
        winners = self._flash_sale()
        self._wait_for_expiries()
        self._evening()
        self._tidy()
        heard = self._listener.heard()
        return Played(self._publisher.published, self._storefront.answers, heard, frozenset(winners), recovery.result())

    def _open(self) -> None:
        """Publish the catalogue, and a few payments of orders that nobody knows yet."""
        early = chain.from_iterable(self._script.steps(Part.MORNING))
        self._do("08:00", "the catalogue is published", [[event] for event in (*self._script.opening, *early)])
        self._settle()

    def _receive(self) -> None:
        """Have the warehouse set its places up, drop a pallet, and move units to another shop."""
        self._do("09:00", "a pallet is damaged, units move to another shop", [self._script.warehouse.morning])
        self._settle()

    def _rush(self) -> Future[Recovery]:
        """Send orders, payments and cancellations all at once. Half-way through, kill a worker and
        count a shelf.
        """
        recoveries: list[Future[Recovery]] = []
        counts: list[Future[int]] = []
        count = self._script.warehouse.counted.call()

        def half_way() -> None:
            recoveries.append(self._pool.submit(self._kill_a_worker))
            counts.append(self._pool.submit(self._storefront.call, count))

        self._do(
            "10:00",
            "the shop is full, a worker is killed, a shelf is counted",
            [*self._script.steps(Part.RUSH), [self._script.foreign]],
            half_way=half_way,
        )
        for counted in counts:
            counted.result()
        return recoveries[0]

    def _kill_a_worker(self) -> Recovery:
        """Kill a worker and its children with SIGKILL, as if the power had failed. Return when its
        successor is ready.
        """
        killed = self._stack.pid("worker")
        wait_until(lambda: self._waiting()[1] > 0, seconds=BUSY_SECONDS, interval=0.01)
        began = time.monotonic()
        kill_tree(killed)
        _, waiting, _ = self._waiting()
        self._stack.wait_ready("worker", replaced=killed)
        return Recovery(waiting, time.monotonic() - began)

    def _flash_sale(self) -> set[str]:
        """Have all buyers ask for the scarce SKU at once. The winners pay, and some of the others
        too. Returns the order ids of the winners.
        """
        sale = self._script.flash_sale
        winners: set[str] = set()

        def ask(call: Call, order_id: str) -> None:
            if self._storefront.call(call) in RESERVED_OR_REPLAYED:
                winners.add(order_id)

        over_kafka = [partial(self._publisher.publish, order.created()) for order in sale.buyers_over_kafka]
        over_http = [partial(ask, ask_over_http(order), order.id) for order in sale.buyers_over_http]
        both = [job for pair in zip_longest(over_kafka, over_http) for job in pair if job is not None]
        self._run("13:00", f"flash sale: {sale.buyers} buyers, {sale.units} units", both)
        self._settle()
        heard = self._listener.heard()
        winners.update(
            order.id
            for order in sale.buyers_over_kafka
            if any(told.type == "StockReserved" for told in heard.of_order[order.id])
        )
        buyers = [order for order in (*sale.buyers_over_kafka, *sale.buyers_over_http) if order.id in winners]
        paying = [*buyers, *sale.losers_who_pay(winners)]
        self._do("13:05", "the winners pay, and some of the others", [[order.paid()] for order in paying])
        return winners

    def _wait_for_expiries(self) -> None:
        """Return when the holds that nobody pays for have ended by themselves."""
        expiring = self._script.expiring
        line = self._progress.add_task("unpaid holds end by themselves", total=len(expiring), clock="16:00")

        def all_ended() -> bool:
            heard = self._listener.heard()
            ended = {one.key for one in heard.announcements if one.type == "StockReservationExpired"}
            self._progress.update(line, completed=len(ended & expiring))
            return expiring <= ended

        if not wait_until(all_ended, seconds=SETTLE_SECONDS, interval=0.1):
            raise NotSettled(f"some of {len(expiring):,} unpaid holds have not ended in {SETTLE_SECONDS:.0f} seconds")

    def _evening(self) -> None:
        """Send late payments, orders that were paid in the morning, more supply, redelivered
        events, and unusable messages. Write most of the pallet off, and sell the rest.
        """
        script = self._script
        late = [*script.steps(Part.EVENING), script.warehouse.evening, *([event] for event in script.deliveries)]
        self._do("18:00", "late events arrive, some of them twice", late)
        self._publisher.redeliver()
        for bad in self._script.bad_messages:
            self._publisher.publish_bad(bad)
        self._publisher.flush()
        self._settle()

    def _tidy(self) -> None:
        """Have the returns desk write the damaged goods off, and sell some of the others again."""
        calls = self._script.returns.evening
        self._do("20:00", "the returns desk looks at what came back", [[call] for call in calls])
        self._settle()

    def _do(
        self, clock: str, title: str, jobs: Iterable[Sequence[Step]], half_way: Callable[[], None] = lambda: None
    ) -> None:
        """Do the steps of each order in their sequence, of different orders side by side. Return
        when Kafka has every event.
        """
        self._run(clock, title, [partial(self._say, steps) for steps in jobs], half_way)
        self._publisher.flush()

    def _say(self, steps: Sequence[Step]) -> None:
        for step in steps:
            if isinstance(step, Event):
                self._publisher.publish(step)
            else:
                self._storefront.call(step)

    def _run(
        self, clock: str, title: str, jobs: Sequence[Callable[[], None]], half_way: Callable[[], None] = lambda: None
    ) -> None:
        line = self._progress.add_task(title, total=len(jobs), clock=clock)
        for done, future in enumerate(as_completed([self._pool.submit(job) for job in jobs]), 1):
            future.result()
            self._progress.update(line, completed=done)
            if done == len(jobs) // 2:
                half_way()

    def _settle(self) -> None:
        """Return when every event has taken effect and every outcome was announced. Raises
        `NotSettled` when that takes too long.
        """
        self._publisher.flush()
        expected = self._publisher.published.stored

        def settled() -> bool:
            return self._waiting() == (expected, 0, 0) and self._listener.has_heard_all()

        if not wait_until(settled, seconds=SETTLE_SECONDS):
            stored, pending, unannounced = self._waiting()
            raise NotSettled(
                f"after {SETTLE_SECONDS:.0f} seconds {stored:,} of {expected:,} events are in the inbox, "
                f"{pending:,} of them not done, and {unannounced:,} outcomes not announced"
            )

    def _waiting(self) -> tuple[int, int, int]:
        """Return the numbers of events stored, events pending, and outcomes not announced."""
        with self._database.transaction() as session:
            stored, pending, unannounced = session.execute(_WAITING).one()
        return stored, pending, unannounced
