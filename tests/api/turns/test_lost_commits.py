"""One effect for one call, also when the answer to its COMMIT is lost: two API processes, and a
cut in between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import pytest
from sqlalchemy import text

from inventory.database.transactions import Database
from tests.api.gunicorn_process import api_server
from tests.api.shop import Answer, Caller, Counters, counters, put_on_shelf
from tools.devstack.processes.children import wait_until
from tools.devstack.servers.commit_cutter import CommitCutter, HeldCommit, Lost
from tools.devstack.servers.postgresql import PostgreSQL

Call = Callable[[], Answer]


@dataclass(frozen=True)
class Shop:
    """Two API processes: the talk of `ours` with PostgreSQL passes the cutter, `theirs` is somebody
    else's.
    """

    cutter: CommitCutter
    ours: Caller
    theirs: Caller

    def losing(self, call: Call, meanwhile: Callable[[HeldCommit], Answer]) -> tuple[Answer, Answer]:
        """Call through us, hold the commit after PostgreSQL's answer, let somebody else act, and
        cut. Returns both answers.
        """
        held = self.cutter.hold_next(containing=b"o-1")
        with ThreadPoolExecutor(1) as pool:
            called = pool.submit(call)
            held.wait()
            try:
                other = meanwhile(held)
            finally:
                held.cut()
            return called.result(), other


@pytest.fixture(scope="module")
def running(
    postgresql: PostgreSQL, migrated_database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Shop]:
    with CommitCutter(postgresql.port) as cutter:
        through = migrated_database_url.replace(str(postgresql.port), str(cutter.port))
        patient = {"INVENTORY_API_DEADLINE_SECONDS": "20"}
        with (
            api_server(through, tmp_path_factory.mktemp("ours"), **patient) as ours,
            api_server(migrated_database_url, tmp_path_factory.mktemp("theirs"), **patient) as theirs,
        ):
            yield Shop(cutter, ours.caller, theirs.caller)


@pytest.fixture
def shop(running: Shop, database: Database) -> Shop:
    """With ten shirts."""
    put_on_shelf(database, {"shirt": 10})
    return running


def reserve(caller: Caller, quantity: int) -> Answer:
    return caller.reserve("o-1", ("shirt", quantity))


def amend(caller: Caller, quantity: int) -> Answer:
    body = b'{"items": [{"sku": "shirt", "quantity": %d}]}' % quantity
    return caller.call("PUT", "/v1/reservations/o-1", body)


def act(caller: Caller, what: str) -> Answer:
    return caller.post(f"/v1/reservations/o-1/{what}")


def said(answer: Answer) -> tuple[int, str, int]:
    """Return the status, and the order's status and units according to the answer."""
    return answer.status, answer.body.get("status", ""), sum(line["quantity"] for line in answer.body.get("lines", ()))


def found(caller: Caller) -> tuple[int, str, int]:
    return said(caller.get("/v1/reservations/o-1"))


def test_a_release_does_not_end_the_hold_that_came_after_it(shop: Shop, database: Database) -> None:
    reserve(shop.ours, 1)
    ours, theirs = shop.losing(partial(act, shop.ours, "release"), lambda _: reserve(shop.theirs, 2))

    assert (said(ours), said(theirs)) == ((200, "released", 1), (201, "pending", 2))
    assert found(shop.theirs) == (200, "pending", 2)
    assert counters(database, "shirt") == Counters(10, 2)


def test_an_amendment_does_not_undo_the_one_that_came_after_it(shop: Shop, database: Database) -> None:
    reserve(shop.ours, 2)
    ours, theirs = shop.losing(partial(amend, shop.ours, 1), lambda _: amend(shop.theirs, 4))

    assert (said(ours), said(theirs)) == ((200, "pending", 1), (200, "pending", 4))
    assert found(shop.theirs) == (200, "pending", 4)
    assert counters(database, "shirt") == Counters(10, 4)


def test_a_reservation_does_not_come_back_after_its_release(shop: Shop, database: Database) -> None:
    ours, theirs = shop.losing(partial(reserve, shop.ours, 3), lambda _: act(shop.theirs, "release"))

    assert (said(ours), said(theirs)) == ((201, "pending", 3), (200, "released", 3))
    assert counters(database, "shirt") == Counters(10, 0)


def test_a_release_that_was_made_is_not_refused_for_a_payment_after_it(shop: Shop, database: Database) -> None:
    reserve(shop.ours, 2)
    ours, theirs = shop.losing(partial(act, shop.ours, "release"), lambda _: act(shop.theirs, "confirm"))

    assert (said(ours), said(theirs)) == ((200, "released", 2), (200, "confirmed", 2))
    assert counters(database, "shirt") == Counters(8, 0)


def test_a_confirmation_that_was_made_is_not_refused_for_a_cancellation_after_it(
    shop: Shop, database: Database
) -> None:
    reserve(shop.ours, 2)
    ours, theirs = shop.losing(partial(act, shop.ours, "confirm"), lambda _: act(shop.theirs, "cancel"))

    assert (said(ours), said(theirs)) == ((200, "confirmed", 2), (200, "released", 2))
    assert counters(database, "shirt") == Counters(10, 0)


def test_a_key_is_committed_with_its_effect_or_not_at_all(shop: Shop, database: Database) -> None:
    reserve(shop.ours, 1)
    for key, lost in (("k-1", Lost.ANSWER), ("k-2", Lost.COMMIT)):
        before = shop.theirs.get("/v1/reservations/o-1").body["version"]
        held = shop.cutter.hold_next(lost, containing=b"o-1")
        with ThreadPoolExecutor(1) as pool:
            called = pool.submit(extend, shop.ours, key)
            held.wait()
            held.cut()
            first = called.result()
        again = extend(shop.theirs, key)

        assert (first.status, first.body["version"]) == (200, before + 1)
        assert (again.status, again.body) == (200, first.body)


def extend(caller: Caller, key: str) -> Answer:
    body, headers = b'{"ttl_seconds": 3600}', {"Idempotency-Key": key}
    return caller.call("POST", "/v1/reservations/o-1/extend", body, headers)


def test_a_commit_that_never_arrived_is_made_once(shop: Shop, database: Database) -> None:
    reserve(shop.ours, 2)
    held = shop.cutter.hold_next(Lost.COMMIT, containing=b"o-1")
    with ThreadPoolExecutor(1) as pool:
        called = pool.submit(act, shop.ours, "release")
        held.wait()
        held.cut()
        answer = called.result()

    assert (said(answer), answer.body["version"]) == ((200, "released", 2), 2)
    assert counters(database, "shirt") == Counters(10, 0)


def test_while_the_transaction_may_still_be_committed_nothing_is_done_again(shop: Shop, database: Database) -> None:
    """The network drops packets: PostgreSQL has not heard that its client is gone."""
    reserve(shop.ours, 2)
    held = shop.cutter.hold_next(Lost.COMMIT, containing=b"o-1")
    with ThreadPoolExecutor(1) as pool:
        called = pool.submit(act, shop.ours, "release")
        held.wait()
        held.cut(leave_server=True)
        assert wait_until(lambda: len(_sessions(database, "wait_event_type = 'Lock'")) == 1, seconds=20)
        assert not called.done()
        assert found(shop.theirs) == (200, "pending", 2)
        (left,) = _sessions(database, "wait_event = 'ClientRead' AND backend_xid IS NOT NULL")
        with database.transaction() as session:
            session.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": left})
        answer = called.result()

    assert (said(answer), answer.body["version"]) == ((200, "released", 2), 2)
    assert counters(database, "shirt") == Counters(10, 0)


def _sessions(database: Database, which: str) -> list[int]:
    """The sessions that commit for an API process and are in this state, by their process ids."""
    ours = "SELECT pid FROM pg_stat_activity WHERE application_name = 'inventory-api-commit'"
    with database.transaction() as session:
        return list(session.scalars(text(f"{ours} AND {which}")))


def test_what_was_committed_before_a_crash_is_not_done_again_after_it(
    shop: Shop, database: Database, postgresql: PostgreSQL
) -> None:
    reserve(shop.ours, 1)

    def crash_and_reserve(held: HeldCommit) -> Answer:
        assert held.answer == b"COMMIT"
        postgresql.kill()
        postgresql.restart()
        assert wait_until(lambda: shop.theirs.get("/readyz").status == 200, seconds=30)
        return reserve(shop.theirs, 2)

    ours, theirs = shop.losing(partial(act, shop.ours, "release"), crash_and_reserve)
    database.dispose()

    assert (said(ours), said(theirs)) == ((200, "released", 1), (201, "pending", 2))
    assert found(shop.theirs) == (200, "pending", 2)
    assert counters(database, "shirt") == Counters(10, 2)
