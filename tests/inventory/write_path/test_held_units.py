"""A cap on the units that a caller holds: it holds under everybody at once, and costs nobody else
anything.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from sqlalchemy import text

from inventory.database import pipelining
from inventory.database.calls import Call
from inventory.database.transactions import Database, now
from inventory.domain.allowance import Allowance
from inventory.domain.commands import Cause, Reserve
from inventory.errors import BeyondToken
from inventory.write_path import counting
from inventory.write_path.apply import apply
from tests.inventory.making import HOLDS, order_created, payment_succeeded, reserve, stated
from tests.inventory.shop import Shop
from tests.inventory.write_path.test_races import crowd, deadlocks, run, together, wait_for_a_waiter  # noqa: F401 - a fixture
from tests.statements import noted

TEN = Cause(actor="token:ten", allowance=Allowance(max_units=10))


def capped(order_id: str, sku: str, quantity: int, cause: Cause = TEN) -> Reserve:
    return replace(reserve(order_id, (sku, quantity)), cause=cause)


def test_who_counts_at_the_same_time_waits_for_the_other(crowd: Database) -> None:  # noqa: F811
    run(crowd, stated("tea", 100), stated("cup", 100))
    with ThreadPoolExecutor(1) as other:
        with crowd.transaction() as session:
            (first,) = apply(session, [capped("o-1", "tea", 6)], now=now(session), holds=HOLDS)
            # Another order and another SKU: no row of the one is a row of the other.
            second = other.submit(run, crowd, capped("o-2", "cup", 6))
            wait_for_a_waiter(crowd)
        (refused,) = second.result(60)
    assert first.error is None
    assert isinstance(refused.error, BeyondToken)
    assert refused.error.asked == "12"


def test_nobody_holds_more_however_many_ask_at_once(crowd: Database) -> None:  # noqa: F811
    skus = [f"sku-{number}" for number in range(16)]
    run(crowd, *(stated(sku, 100) for sku in skus))
    callers = [TEN, TEN._replace(actor="token:other")]
    before = deadlocks(crowd)

    def buy(buyer: int) -> list[Any]:
        ours = [
            capped(f"o-{buyer}-{number}", skus[(buyer + number) % 16], 1, callers[number % 2]) for number in range(4)
        ]
        return run(crowd, *ours)

    outcomes = [one for batch in together(*(lambda buyer=buyer: buy(buyer) for buyer in range(16))) for one in batch]
    for caller in callers:
        mine = [one for one in outcomes if one.command.cause.actor == caller.actor]
        assert sum(one.error is None for one in mine) == 10
        assert all(one.error is None or isinstance(one.error, BeyondToken) for one in mine)
    assert deadlocks(crowd) == before


def test_an_event_may_do_with_a_hold_what_it_always_could(shop: Shop) -> None:
    shop.hear(stated("tea", 100))
    shop.do(capped("o-1", "tea", 10))
    shop.do(order_created("o-1", ("tea", 30), at=1))
    assert isinstance(shop.refused(capped("o-2", "tea", 1)), BeyondToken)
    shop.do(payment_succeeded("o-1", at=2))
    shop.do(capped("o-2", "tea", 10))


def test_whoever_has_no_cap_sends_no_statement_more(database: Database) -> None:
    run(database, stated("tea", 100))
    sent: list[str] = []

    with noted(database.engine, lambda _cursor, statement, _: sent.append(statement)):
        run(database, reserve("o-1", ("tea", 1)))
        plain = len(sent)
        run(database, capped("o-2", "tea", 1))
    assert not [one for one in sent[:plain] if "counted_for = ANY" in one or "pg_advisory" in one]
    assert len(sent) - plain == plain + 2


def test_its_units_are_counted_by_an_index_whatever_else_is_held(database: Database) -> None:
    # Most of it is of another caller's with a cap: the rows in question are a part of either index.
    fill = text(
        "INSERT INTO reservation (order_id, status, expires_at, counted_for, counted_units) SELECT 'o-' || n, "
        "CASE WHEN n % 10 = 0 THEN 'pending' ELSE 'confirmed' END, now() + n * interval '1 second', "
        "CASE WHEN n % 100 = 0 THEN 'token:ten' ELSE 'token:other' END, 1 FROM generate_series(1, 20000) AS n"
    )
    with database.transaction() as session:
        session.execute(fill)
        session.execute(text("ANALYZE reservation"))
        # The plan of a statement that was prepared for any parameters.
        session.execute(text("SET LOCAL plan_cache_mode = force_generic_plan"))
        call = counting._COUNT_HELD({"callers": ["token:ten"], "now": now(session)})
        (lines,) = pipelining.run(session, Call(b"EXPLAIN " + call.text, call.parameters))
        plan = "\n".join(line for (line,) in lines)
        assert "ix_reservation_counted" in plan
        assert "ix_reservation_due" not in plan
        assert counting.count_held(session, ["token:ten"], now=now(session)) == {"token:ten": 200}
        session.rollback()
