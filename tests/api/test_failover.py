"""Another server takes over while callers write: two API processes, one behind a front, one that
knows both servers.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from inventory.database.migrate import migrate
from inventory.database.transactions import Database
from tests.api.gunicorn_process import ApiServer, api_server
from tests.api.load import PASSING, Load
from tests.api.shop import Answer, Caller, Counters, counters, put_on_shelf
from tools.devstack.processes.children import wait_until
from tools.devstack.servers.commit_cutter import CommitCutter
from tools.devstack.servers.replication import Pair, ask, pair, refuse_writes

SECONDS = 30


@dataclass(frozen=True)
class Site:
    """`fronted` reaches the current primary through `front`, `knowing` by a URL that names both
    servers.
    """

    servers: Pair
    front: CommitCutter
    fronted: ApiServer
    knowing: ApiServer

    @property
    def api(self) -> tuple[ApiServer, ApiServer]:
        return self.fronted, self.knowing

    def fail_over(self) -> None:
        """Make the standby the primary. What is new reaches it from now on."""
        self.front.point_at(None)
        self.servers.promote()
        self.front.point_at(self.servers.primary.port)


@contextmanager
def site(directory: Path, *, synchronous: bool) -> Iterator[Site]:
    with ExitStack() as stack:
        servers = stack.enter_context(pair(directory, synchronous=synchronous))
        migrate(servers.primary.url)
        shelf = Database(servers.primary.url)
        put_on_shelf(shelf, {"shirt": 100_000})
        shelf.dispose()
        front = stack.enter_context(CommitCutter(servers.primary.port))
        through = servers.primary.url.replace(str(servers.primary.port), str(front.port))
        patient = {"INVENTORY_API_DEADLINE_SECONDS": "15"}
        with ThreadPoolExecutor(2) as pool:
            starting = [
                pool.submit(stack.enter_context, api_server(url, directory / name, **patient))
                for name, url in (("fronted", through), ("knowing", servers.url))
            ]
            fronted, knowing = (one.result() for one in starting)
        yield Site(servers, front, fronted, knowing)


def releases(caller: Caller) -> Answer:
    return caller.post("/v1/reservations/o-1/release")


def reserves(caller: Caller, quantity: int) -> Answer:
    return caller.reserve("o-1", ("shirt", quantity))


def orders(servers: Pair) -> set[str]:
    """The orders that hold something at the primary."""
    database = Database(servers.primary.url)
    try:
        with database.transaction() as session:
            held = "SELECT order_id FROM reservation WHERE status = 'pending'"
            return set(session.execute(text(held)).scalars())
    finally:
        database.dispose()


def test_what_was_answered_is_there_after_a_failover_and_once(tmp_path: Path) -> None:
    """Synchronous replication. The old primary lives on, read-only, with all connections that it
    had.
    """
    with site(tmp_path, synchronous=True) as shop, ThreadPoolExecutor(1) as pool:
        load = Load((shop.fronted.caller, shop.knowing.caller))
        reserves(shop.fronted.caller, 1)
        with load.running():
            assert load.goes_on()
            held = shop.front.hold_next(containing=b"o-1")
            released = pool.submit(releases, shop.fronted.caller)
            held.wait()

            old = shop.servers.primary
            refuse_writes(old)
            assert wait_until(lambda: not any(one.is_ready() for one in shop.api), seconds=SECONDS)
            shop.fail_over()
            assert wait_until(shop.knowing.is_ready, seconds=SECONDS)
            reserved = reserves(shop.knowing.caller, 2)
            held.cut()

            assert (reserved.status, released.result().status, released.result().body["status"]) == (
                201,
                200,
                "released",
            )
            assert wait_until(shop.fronted.is_ready, seconds=SECONDS)
            assert load.goes_on()
            ours = "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'inventory%'"
            assert wait_until(lambda: ask(old, ours) == 0, seconds=SECONDS)
        for api in shop.api:
            assert api.caller.get("/v1/reservations/o-1").body["status"] == "pending"

        assert load.refusals.keys() <= PASSING
        assert orders(shop.servers) == load.held | {"o-1"}
        database = Database(shop.servers.primary.url)
        assert counters(database, "shirt") == Counters(100_000, len(load.held) + 2)
        database.dispose()


def test_what_the_new_primary_never_got_is_done_there_once(tmp_path: Path) -> None:
    """Asynchronous replication, and a standby that heard nothing of the commit, while others write
    there.
    """
    with site(tmp_path, synchronous=False) as shop, ThreadPoolExecutor(1) as pool:
        load = Load((shop.knowing.caller, shop.knowing.caller))
        reserves(shop.fronted.caller, 1)
        assert wait_until(lambda: ask(shop.servers.standby, "SELECT count(*) FROM reservation") == 1, seconds=SECONDS)
        shop.servers.disconnect_standby()
        held = shop.front.hold_next(containing=b"o-1")
        released = pool.submit(releases, shop.fronted.caller)
        held.wait()
        old = shop.servers.primary
        transaction = ask(old, "SELECT xmin::text::bigint FROM reservation")
        old.kill()
        shop.fail_over()
        with load.running():
            assert load.goes_on()
            # Somebody else has the number of the lost transaction now: by that it would have been
            # committed.
            assert ask(shop.servers.primary, f"SELECT pg_xact_status('{transaction}'::xid8)") == "committed"
            assert shop.knowing.caller.get("/v1/reservations/o-1").body["status"] == "pending"
            held.cut()
            answer = released.result()
            assert load.goes_on()

        assert (answer.status, answer.body["status"], answer.body["version"]) == (200, "released", 2)
        assert orders(shop.servers) == load.held
        database = Database(shop.servers.primary.url)
        assert counters(database, "shirt") == Counters(100_000, len(load.held))
        database.dispose()
