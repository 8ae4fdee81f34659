"""Concurrent availability checks share a statement, and each has the answer to its own question."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

import pytest
from sqlalchemy import Engine, text

from api.contract.errors import Busy, DatabaseUnavailable
from api.contract.limits import MAX_SKUS
from api.turns.availability_checks import AvailabilityChecks
from api.turns.replica_reads import ReplicaReads
from inventory.database.transactions import Database, Limits
from inventory.domain.commands import Line
from inventory.reading.availability import Offer
from tests.api.client import Client
from tests.api.shop import put_on_shelf
from tests.statements import noted
from tools.devstack.machine.ports import free_ports
from tools.devstack.processes.children import wait_until

SECONDS = 20


def checks_on(database: Database) -> AvailabilityChecks:
    return AvailabilityChecks(ReplicaReads(database, None, max_age_seconds=1), queue=100, deadline_seconds=SECONDS)


def _found(checks: AvailabilityChecks, lines: list[Line]) -> list[Offer]:
    return checks.offers(lines).found


@contextmanager
def locked_out(engine: Engine) -> Iterator[None]:
    """Nobody reads the stock meanwhile."""
    with engine.begin() as connection:
        connection.execute(text("LOCK TABLE product_inventory"))
        yield


def ask(checks: AvailabilityChecks, pool: ThreadPoolExecutor, *questions: list[Line]) -> list[Future[list[Offer]]]:
    """One check is begun, and then the others wait."""
    first, *others = questions
    asked = [pool.submit(_found, checks, first)]
    assert wait_until(lambda: checks.busy_seconds > 0, seconds=SECONDS, interval=0.001)
    asked += [pool.submit(_found, checks, lines) for lines in others]
    assert wait_until(lambda: len(checks._waiting) == len(others), seconds=SECONDS, interval=0.001)
    return asked


def test_what_arrives_during_a_statement_shares_the_next(database: Database, engine: Engine) -> None:
    put_on_shelf(database, {f"sku-{number}": number for number in range(1, 20)})
    statements: list[str] = []
    checks = checks_on(database)
    questions = [[Line(f"sku-{number}", 10)] for number in range(20)]
    with ThreadPoolExecutor(20) as pool, ExitStack() as stack:
        with locked_out(engine):
            stack.enter_context(noted(database.engine, lambda _cursor, statement, _: statements.append(statement)))
            asked = ask(checks, pool, *questions)
        offers = [one.result(SECONDS) for one in asked]
    checks.close()

    assert offers == [[Offer(Line(f"sku-{number}", 10), number)] for number in range(20)]
    assert len([one for one in statements if one.startswith("SELECT product_inventory")]) == 2
    assert len([one for one in statements if "WITH due" in one]) == 1


def test_a_check_counts_holds_that_are_over_where_it_falls_short(client: Client, database: Database) -> None:
    put_on_shelf(database, {"shirt": 5})
    order = {"order_id": "o-1", "items": [{"sku": "shirt", "quantity": 4}]}
    question = {"items": [{"sku": "shirt", "quantity": 5}]}
    client.post("/v1/reservations", json=order)
    held = client.post("/v1/availability", json=question).json
    with database.transaction() as session:
        session.execute(text("UPDATE reservation SET expires_at = now() - interval '1 second'"))
    over = client.post("/v1/availability", json=question).json

    assert (held["available"], held["items"][0]["available"]) == (False, 1)
    assert (over["available"], over["items"][0]["available"]) == (True, 5)
    reserved = client.post("/v1/reservations", json={"order_id": "o-2", "items": question["items"]})
    assert reserved.status_code == 201


def test_as_many_large_checks_as_small_ones_may_wait(database: Database, engine: Engine) -> None:
    put_on_shelf(database, {"shirt": 5})
    checks = checks_on(database)
    question = [Line("shirt", 5), *(Line(f"sku-{number}", 1) for number in range(MAX_SKUS - 1))]
    with ThreadPoolExecutor(30) as pool:
        with locked_out(engine):
            asked = ask(checks, pool, *([question] * 30))
        offers = [one.result(SECONDS) for one in asked]
    checks.close()

    assert [offer[0].available for offer in offers] == [5] * 30


def test_each_hears_of_a_failure_by_an_error_of_its_own(database_url: str, engine: Engine) -> None:
    impatient = Database(database_url, limits=Limits(lock_timeout=100))
    checks = checks_on(impatient)
    with ThreadPoolExecutor(3) as pool, locked_out(engine):
        errors = [one.exception(SECONDS) for one in ask(checks, pool, *([[Line("shirt", 1)]] * 3))]
    checks.close()
    impatient.dispose()

    assert [type(error) for error in errors] == [Busy] * 3
    assert len({id(error) for error in errors}) == 3


def test_without_postgresql() -> None:
    away = Database(f"postgresql+psycopg://127.0.0.1:{free_ports(1)[0]}/nowhere")
    checks = checks_on(away)
    with pytest.raises(DatabaseUnavailable):
        checks.offers([Line("shirt", 1)])
    checks.close()
    away.dispose()


def test_lines_of_one_check_do_not_share_units_with_those_of_another(database: Database) -> None:
    put_on_shelf(database, {"shirt": 5})
    checks = checks_on(database)

    for _ in range(2):
        offers = _found(checks, [Line("shirt", 4, "main"), Line("shirt", 4)])
        assert [offer.available for offer in offers] == [5, 1]
    checks.close()
