"""`Idempotency-Key`: one request takes effect once, whatever became of the order since."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from inventory.database.tables import IdempotencyKey
from inventory.database.transactions import Database, now
from inventory.domain.commands import Cause, Line, Release, Reserve
from inventory.errors import IdempotencyKeyReused, InsufficientStock
from inventory.write_path import idempotency
from inventory.write_path.apply import HoldTimes, Outcome
from inventory.write_path.idempotency import CallerRequest, Name, apply_once
from tests.api.client import Client, Reply
from tests.api.shop import Counters, counters, put_on_shelf
from tests.statements import noted
from tools.devstack.processes.children import wait_until

SECONDS = 20


@pytest.fixture(autouse=True)
def _ten_shirts(database: Database) -> None:
    put_on_shelf(database, {"shirt": 10})


def call(client: Client, path: str, key: str, body: dict[str, Any] | None = None) -> Reply:
    return client.post(path, json=body or {}, headers={"Idempotency-Key": key})


def reserve(client: Client, key: str, quantity: int = 3) -> Reply:
    items = [{"sku": "shirt", "quantity": quantity}]
    return call(client, "/v1/reservations", key, {"order_id": "o-1", "items": items})


def keys(database: Database) -> int:
    with database.transaction() as session:
        return session.execute(select(func.count()).select_from(IdempotencyKey)).scalar_one()


def test_a_retried_release_does_not_end_the_hold_that_came_after_it(client: Client, database: Database) -> None:
    reserve(client, "first")
    released = call(client, "/v1/reservations/o-1/release", "give-back")
    reserve(client, "second")
    again = call(client, "/v1/reservations/o-1/release", "give-back")

    assert (released.json["status"], again.status_code, again.json["status"]) == ("released", 200, "pending")
    assert counters(database, "shirt") == Counters(10, 3)


def test_a_retried_reserve_does_not_begin_a_new_hold(client: Client, database: Database) -> None:
    first = reserve(client, "first")
    call(client, "/v1/reservations/o-1/release", "give-back")
    again = reserve(client, "first")

    assert (first.status_code, again.status_code, again.json["status"]) == (201, 200, "released")
    assert counters(database, "shirt") == Counters(10, 0)


def test_a_retried_extension_does_not_extend_again(client: Client) -> None:
    reserve(client, "first")
    once = call(client, "/v1/reservations/o-1/extend", "longer", {"ttl_seconds": 3600})
    again = call(client, "/v1/reservations/o-1/extend", "longer", {"ttl_seconds": 3600})

    assert again.json == once.json


def test_the_same_key_for_something_else_is_refused(client: Client, database: Database) -> None:
    reserve(client, "key")
    other_body = reserve(client, "key", 4)
    other_path = call(client, "/v1/reservations/o-1/release", "key")

    for answer in (other_body, other_path):
        assert (answer.status_code, answer.json["code"], answer.json["key"]) == (422, "idempotency_key_reused", "key")
    assert counters(database, "shirt") == Counters(10, 3)


def test_a_refused_request_may_be_tried_again_under_its_key(client: Client, database: Database) -> None:
    refused = reserve(client, "key", 11)
    put_on_shelf(database, {"shirt": 5}, location="paris")
    assert (refused.status_code, keys(database)) == (409, 0)
    assert reserve(client, "key", 11).status_code == 201


def test_a_key_belongs_to_its_caller(database: Database) -> None:
    mine, yours = (_keyed("key", f"o-{actor}", actor=actor) for actor in ("a", "b"))
    with database.transaction() as session:
        outcomes = apply_once(session, [mine, yours], now=now(session), holds=HoldTimes())
    assert [[outcome.created for outcome in some] for some in outcomes] == [[True], [True]]


def test_adjustments_are_replays_by_their_reference_and_the_key_guards_the_body(
    client: Client, database: Database
) -> None:
    body = {"delta": 1, "reason": "found", "reference": "doc-1"}
    answers = [call(client, "/v1/stock/shirt/adjustments", "key", body) for _ in range(2)]
    other = call(client, "/v1/stock/shirt/adjustments", "key", {**body, "reference": "doc-2"})

    assert [answer.status_code for answer in (*answers, other)] == [201, 200, 422]
    assert counters(database, "shirt") == Counters(11, 0)


@pytest.mark.parametrize("key", ["", "a b", "x" * 201, "é", "a\tb"])
def test_a_key_that_is_not_usable_is_refused(client: Client, database: Database, key: str) -> None:
    answer = reserve(client, key)

    assert (answer.status_code, answer.json["errors"][0]["header"]) == (422, "Idempotency-Key")
    assert counters(database, "shirt") == Counters(10, 0)


def _keyed(key: str, order_id: str, *, quantity: int = 3, actor: str = "a", digest: bytes = b"") -> CallerRequest:
    command = Reserve(order_id, (Line("shirt", quantity),), Cause(actor))
    return CallerRequest((command,), Name(actor, key), digest or f"{order_id} {quantity}".encode())


def _apply(session: Session, *requests: CallerRequest) -> list[Outcome]:
    return [outcome for (outcome,) in apply_once(session, requests, now=now(session), holds=HoldTimes())]


def test_twins_in_one_batch_take_effect_once(database: Database) -> None:
    release = CallerRequest((Release("o-1", "released", Cause("a")),), Name("a", "give-back"), b"release")
    twin = CallerRequest(release.commands, release.name, release.digest)
    with database.transaction() as session:
        outcomes = _apply(session, _keyed("1", "o-1"), release, _keyed("2", "o-1"), twin, _keyed("2", "o-1"))

    assert [outcome.created for outcome in outcomes] == [True, False, True, False, False]
    assert [outcome.changed for outcome in outcomes] == [True, True, True, False, False]
    assert counters(database, "shirt") == Counters(10, 3)


def test_twins_of_a_refused_request_are_refused_and_leave_no_key(database: Database) -> None:
    with database.transaction() as session:
        first, second, other = _apply(
            session, _keyed("1", "o-1", quantity=11), _keyed("1", "o-1", quantity=11), _keyed("1", "o-1")
        )
    assert isinstance(first.error, InsufficientStock)
    assert isinstance(second.error, InsufficientStock)
    assert first.error is not second.error
    assert isinstance(other.error, IdempotencyKeyReused)
    assert keys(database) == 0
    assert counters(database, "shirt") == Counters(10, 0)


def test_a_key_and_its_effect_are_committed_together(database: Database) -> None:
    class CrashError(Exception):
        pass

    def crashes() -> None:
        with database.transaction() as session:
            _apply(session, _keyed("1", "o-1"))
            raise CrashError

    with pytest.raises(CrashError):
        crashes()
    assert keys(database) == 0
    with database.transaction() as session:
        (outcome,) = _apply(session, _keyed("1", "o-1"))
    assert outcome.created


def test_a_second_process_waits_for_the_first_and_is_a_replay(database: Database) -> None:
    begun = Event()

    def second() -> list[Outcome]:
        with database.transaction() as session:
            begun.set()
            return _apply(session, _keyed("1", "o-1"))

    with ThreadPoolExecutor(1) as pool:
        with database.transaction() as session:
            _apply(session, _keyed("1", "o-1"))
            waiting = pool.submit(second)
            assert begun.wait(SECONDS)
            assert wait_until(lambda: _waits(database), seconds=SECONDS)
        (outcome,) = waiting.result(SECONDS)
    assert (outcome.created, outcome.error) == (False, None)
    assert counters(database, "shirt") == Counters(10, 3)


def test_keys_are_locked_in_one_order_whatever_that_of_the_requests(database: Database) -> None:
    """Or two processes that are asked for the same two would wait for each other (G8)."""
    locked: list[list[str]] = []

    def record(_cursor: Any, statement: str, parameters: Any) -> None:
        if statement.startswith("INSERT INTO idempotency_key"):
            assert "ORDER BY" in statement
            locked.append(parameters["key_"])

    with noted(database.engine, record), database.transaction() as session:
        _apply(session, *(_keyed(key, f"o-{key}", quantity=1) for key in "cab"))
    assert locked == [["a", "b", "c"]]


def _waits(database: Database) -> bool:
    with database.transaction() as session:
        return bool(session.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted")).scalar())


def test_old_keys_are_pruned_in_pieces(database: Database) -> None:
    with database.transaction() as session:
        session.execute(
            text(
                "INSERT INTO idempotency_key SELECT 'caller', repeat('k', 190) || n, 'x', now()"
                " FROM generate_series(1, 100) n"
            )
        )
        moment = now(session)
    after = moment + timedelta(seconds=1)
    with database.transaction() as session:
        assert idempotency.prune(session, before=moment, pages=range(9)) == 0
        first, others = (idempotency.prune(session, before=after, pages=pages) for pages in (range(1), range(1, 9)))
    assert 0 < first < 100
    assert first + others == 100
    assert keys(database) == 0
