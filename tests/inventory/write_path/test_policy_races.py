"""A policy that changes while others decide: each decision is whole, and as if it came before or
after it (ADR 0054).
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from sqlalchemy import text

from inventory.database.transactions import Database, now
from inventory.domain.commands import SetPolicy
from inventory.domain.orders.status import Status
from inventory.domain.outcome import OrderOutcome, Outcome, PolicyOutcome
from inventory.domain.policies import PolicyStatement, SkuPolicy
from inventory.reading.policy_json import policy
from inventory.upkeep.audit import audit
from inventory.write_path.apply import apply
from tests.inventory.making import CALLER, HOLDS, moved, reserve, set_policy
from tests.inventory.write_path.test_races import PATIENT, run, together
from tools.devstack.processes.children import wait_until


@pytest.fixture
def crowd(database_url: str) -> Iterator[Database]:
    opened = Database(database_url, limits=PATIENT, pool_size=34, name="crowd")
    yield opened
    opened.dispose()


def discrepancies(database: Database) -> list[object]:
    with database.transaction() as session:
        return list(audit(session, now=now(session)).discrepancies)


def seen(database: Database, sku: str) -> SkuPolicy:
    with database.transaction() as session:
        found = policy(session, sku)
    assert found is not None
    return found


def wait_for_waiting(database: Database) -> None:
    """Wait until one session waits for the lock of another."""

    def waits() -> bool:
        with database.transaction() as session:
            query = (
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            return bool(session.execute(text(query)).scalar_one())

    assert wait_until(waits, seconds=30)


def overtaken(database: Database, first: object, second: object) -> Outcome:
    """Run `second` while `first` has its locks and has not committed. Returns its outcome."""
    with ThreadPoolExecutor(1) as pool:
        with database.transaction() as session:
            (outcome,) = apply(session, [first], now=now(session), holds=HOLDS)  # type: ignore[list-item]
            assert outcome.error is None
            waiting = pool.submit(run, database, second)  # type: ignore[arg-type]
            wait_for_waiting(database)
        (found,) = waiting.result()
    return found


def test_a_reserve_that_waited_for_a_policy_is_as_if_it_came_before_it(crowd: Database) -> None:
    run(crowd, moved("cap", 5))
    outcome = overtaken(crowd, set_policy("cap", discontinued=True), reserve("o", ("cap", 1)))

    assert isinstance(outcome, OrderOutcome)
    assert outcome.reservation.status is Status.PENDING
    assert run(crowd, reserve("next", ("cap", 1)))[0].error is not None
    assert discrepancies(crowd) == []


def test_a_line_is_frozen_by_the_policy_that_it_was_decided_by(crowd: Database) -> None:
    run(crowd, moved("cap", 5))
    outcome = overtaken(crowd, set_policy("cap", tracked=False), reserve("o", ("cap", 1)))

    assert isinstance(outcome, OrderOutcome)
    assert outcome.reservation.lines[0].tracked
    assert discrepancies(crowd) == []


def test_a_policy_that_waited_for_another_loses_none_of_it(crowd: Database) -> None:
    run(crowd, moved("cap", 5), set_policy("cap", tracked=True))
    outcome = overtaken(crowd, set_policy("cap", discontinued=True), set_policy("cap", tracked=False))

    assert isinstance(outcome, PolicyOutcome)
    assert (outcome.policy.discontinued, outcome.policy.tracked, outcome.policy.version) == (True, False, 3)
    assert seen(crowd, "cap") == outcome.policy


def test_a_policy_that_waited_fails_its_expected_version(crowd: Database) -> None:
    run(crowd, moved("cap", 5), set_policy("cap", tracked=True))
    late = set_policy("cap", tracked=False, expected_versions=[(1 << 64) - 1])

    assert overtaken(crowd, set_policy("cap", discontinued=True), late).error is not None
    assert seen(crowd, "cap").tracked


def test_policies_and_reserves_of_a_crowd_add_up(crowd: Database) -> None:
    """Tracked, untracked, discontinued and sold, while 24 orders are held: none without reason."""
    run(crowd, moved("cap", 12), moved("shirt", 100))
    switching = [
        partial(run, crowd, SetPolicy("cap", stated, CALLER))
        for stated in (
            PolicyStatement(tracked=False),
            PolicyStatement(tracked=True),
            PolicyStatement(discontinued=True),
            PolicyStatement(discontinued=False),
        )
        * 2
    ]
    baskets = [partial(run, crowd, reserve(f"o-{number}", ("cap", 1), ("shirt", 1))) for number in range(24)]
    outcomes = [outcome for (outcome,) in together(*switching, *baskets)]

    codes = {outcome.error.code for outcome in outcomes if outcome.error is not None}
    assert codes <= {"not_sellable", "insufficient_stock"}
    held = [one.reservation for one in outcomes if isinstance(one, OrderOutcome)]
    with crowd.transaction() as session:
        rows = session.execute(text("SELECT sku, quantity_reserved FROM product_inventory"))
        reserved = {row.sku: row.quantity_reserved for row in rows}
    assert reserved == {"shirt": len(held), "cap": sum(one.lines[0].tracked for one in held)}
    assert seen(crowd, "cap").version == len(switching)
    assert discrepancies(crowd) == []
