"""Old rows are forgotten, and nothing else: no young ones, no open ones, and not the base of the
books.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from inventory.database.transactions import Database, now
from inventory.domain.commands import Command
from inventory.domain.locations import LocationSettings
from inventory.domain.stock.return_places import RETURNS_LOCATION
from inventory.inbox.claiming import complete
from inventory.reading import movements as ledger_reads
from inventory.reading.stock_json import movement_json
from inventory.upkeep import retention
from inventory.upkeep import scheduled_audit as audit_runs
from inventory.upkeep.audit import audit
from inventory.upkeep.periods import Periods
from inventory.upkeep.retention import Kind
from inventory.write_path.apply import apply
from inventory.write_path.locations import set_up
from tests.inventory.history import make_history
from tests.inventory.making import HOLDS, came_back, cancel, confirm, dispatch, moved, relocated, reserve
from tests.inventory.post import garbage, payment, poll

DAY = timedelta(days=1)
PERIODS = Periods(
    events=30 * DAY,
    payloads=7 * DAY,
    dead_letters=90 * DAY,
    reservations=365 * DAY,
    idempotency_keys=7 * DAY,
    movements=100 * DAY,
)


def prune(database: Database, kind: Kind, periods: Periods = PERIODS) -> int:
    """Prune until there is no more. How many rows went."""
    before = removed(database, kind)
    more = True
    while more:
        with database.transaction() as session:
            more = retention.prune(session, kind, now=now(session), periods=periods)
    return removed(database, kind) - before


def removed(database: Database, kind: Kind) -> int:
    with database.transaction() as session:
        return {one.kind: one.removed for one in retention.pruned(session)}.get(kind, 0)


def execute(database: Database, statement: str, **given: Any) -> None:
    with database.transaction() as session:
        session.execute(text(statement), given)


def select(database: Database, statement: str) -> list[Any]:
    with database.transaction() as session:
        return list(session.scalars(text(statement)))


# Events.

AGES = {"young": 6, "read": 8, "old": 32}


@pytest.fixture
def inbox(database: Database) -> Database:
    """Of each age in days a done event, a pending and a dead one."""
    with database.transaction() as session:
        for name, days in AGES.items():
            poll(session, payment(f"{name}-done"), payment(f"{name}-pending"))
            poll(session, garbage(days))
        done = session.scalars(text("SELECT id FROM inbox_event WHERE event_id LIKE '%-done'")).all()
        complete(session, done)
        for name, days in AGES.items():
            session.execute(
                text(
                    "UPDATE inbox_event SET received_at = now() - :age, occurred_at = now() - :age"
                    " WHERE event_id LIKE :done OR event_id = :dead"
                ),
                {"age": days * DAY, "done": f"{name}-%", "dead": f"payments-3-{days}"},
            )
        session.execute(text("UPDATE dead_letter d SET died_at = received_at FROM inbox_event e WHERE e.id = d.id"))
    return database


def test_events_that_are_done_and_old_are_forgotten(inbox: Database) -> None:
    assert prune(inbox, Kind.EVENTS) == 1
    left = select(inbox, "SELECT event_id FROM inbox_event")
    assert "old-done" not in left
    assert {"young-done", "read-done", "old-pending", "payments-3-32"} <= set(left)
    assert prune(inbox, Kind.EVENTS) == 0


def test_content_goes_earlier_than_the_event(inbox: Database) -> None:
    assert prune(inbox, Kind.PAYLOADS) == 2
    kept = select(inbox, "SELECT event_id FROM inbox_event WHERE payload IS NOT NULL")
    assert set(kept) == {"young-done", "young-pending", "read-pending", "old-pending"}
    assert len(select(inbox, "SELECT id FROM dead_letter WHERE raw IS NOT NULL")) == 3
    assert prune(inbox, Kind.PAYLOADS) == 0


def test_content_goes_without_moving_its_event(database: Database) -> None:
    """An update on the same page writes no index entry, and a fraction of the log (ADR 0047)."""
    page = "SELECT id || ' on ' || (ctid::text::point)[0] FROM inbox_event"
    for poll_of in range(10):
        with database.transaction() as session:
            poll(session, *(payment(f"{uuid4()}", f"{uuid4()}") for _ in range(50)), garbage(poll_of))
    execute(database, "DELETE FROM inbox_pending")
    before = set(select(database, page))

    assert prune(database, Kind.PAYLOADS) == 500
    assert select(database, "SELECT count(*) FROM inbox_event WHERE payload IS NOT NULL") == [0]
    assert len(before) == 510
    assert len(before & set(select(database, page))) > 490


def test_dead_letters_stay_for_their_own_time(inbox: Database) -> None:
    assert prune(inbox, Kind.DEAD_LETTERS) == 0
    execute(
        inbox,
        "UPDATE inbox_event SET received_at = received_at - :more, occurred_at = occurred_at - :more",
        more=60 * DAY,
    )
    execute(inbox, "UPDATE dead_letter SET died_at = died_at - :more", more=60 * DAY)
    assert prune(inbox, Kind.DEAD_LETTERS) == 1
    assert "payments-3-32" not in select(inbox, "SELECT event_id FROM inbox_event")
    assert len(select(inbox, "SELECT id FROM dead_letter")) == 2


def test_pruning_goes_on_over_dead_letters_at_the_old_end(inbox: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "PIECE", 2)
    execute(inbox, "UPDATE inbox_event SET received_at = now() - :age, occurred_at = now() - :age", age=40 * DAY)
    assert prune(inbox, Kind.EVENTS) == 3
    assert len(select(inbox, "SELECT id FROM inbox_event")) == 6


# Orders.


def hear(session: Session, *commands: Command) -> None:
    for outcome in apply(session, commands, now=now(session), holds=HOLDS):
        assert outcome.error is None, outcome.error


def test_orders_that_are_over_are_forgotten_when_they_are_old(database: Database) -> None:
    with database.transaction() as session:
        hear(session, moved("a", 50))
        for order in ("paid", "gone", "held", "late"):
            hear(session, reserve(order, ("a", 1)))
        hear(session, confirm("paid"), confirm("late"), cancel("gone"))
        session.execute(text("UPDATE reservation SET updated_at = now() - :age"), {"age": 367 * DAY})
        session.execute(
            text("UPDATE reservation SET updated_at = now() - :age WHERE order_id = 'late'"), {"age": 365 * DAY}
        )
    assert prune(database, Kind.RESERVATIONS) == 2
    assert set(select(database, "SELECT order_id FROM reservation")) == {"held", "late"}
    with database.snapshot() as session:
        assert audit(session, now=now(session)).clean


def test_an_order_that_somebody_works_on_is_left_to_the_next_round(database: Database) -> None:
    with database.transaction() as session:
        hear(session, moved("a", 50), reserve("paid", ("a", 1)))
        hear(session, confirm("paid"))
        session.execute(text("UPDATE reservation SET updated_at = now() - :age"), {"age": 367 * DAY})
    with database.transaction() as session:
        session.execute(text("SELECT FROM reservation FOR NO KEY UPDATE"))
        assert prune(database, Kind.RESERVATIONS) == 0
    assert prune(database, Kind.RESERVATIONS) == 1


def test_all_orders_are_passed_in_pieces(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BLOCKS", 2)
    monkeypatch.setattr(retention, "BLOCKS_PER_RUN", 4)
    with database.transaction() as session:
        make_history(session, skus=100, each=40)
    pages = select(database, "SELECT pg_relation_size('reservation') / 8192")[0]
    assert pages > 8
    runs = [prune(database, Kind.RESERVATIONS) for _ in range(pages // 4 + 1)]
    assert sum(runs) == 1_900
    assert max(runs) < 1_900 / 2
    assert select(database, "SELECT DISTINCT status FROM reservation") == ["pending"]


# Moves.


def test_the_key_of_a_move_is_kept_as_long_as_its_movements(database: Database) -> None:
    with database.transaction() as session:
        set_up(session, "annex", LocationSettings())
        hear(session, moved("a", 50))
        hear(session, *(relocated("a", 1, "main", "annex", reference=f"r{number}") for number in range(3)))
        session.execute(
            text("UPDATE stock_move SET moved_at = now() - :age WHERE reference = 'r0'"), {"age": 101 * DAY}
        )
    assert prune(database, Kind.MOVES, replace(PERIODS, movements=None)) == 0
    assert prune(database, Kind.MOVES) == 1
    assert select(database, "SELECT reference FROM stock_move ORDER BY 1") == ["r1", "r2"]


def test_half_a_move_that_is_forgotten_is_no_discrepancy(database: Database) -> None:
    """The movement at one location is young, or the last of its location, and stays."""
    with database.transaction() as session:
        set_up(session, "annex", LocationSettings())
        hear(session, moved("a", 50), relocated("a", 7, "main", "annex"), moved("a", 1, reference="note-2"))
        session.execute(text("UPDATE stock_movement SET occurred_at = now() - :age"), {"age": 101 * DAY})
        hear(session, moved("a", 1, reference="note-3"))
    prove(database)
    assert prune(database, Kind.MOVEMENTS) > 0
    assert_adds_up(database)
    with database.transaction() as session:
        page = ledger_reads.movements(session, "a", where=ledger_reads.MovementFilter(), before=None, limit=9)
        told = {one.kind: movement_json(one)["other_location"] for one in page.entries}
    assert told["opening_balance"] is None


# The ledger.


@pytest.fixture
def ledger(database: Database) -> Database:
    """400 movements of 20 SKUs, proven. Those of the first 290 days of 390 are older than 100
    days.
    """
    with database.transaction() as session:
        make_history(session, skus=20, each=20)
    prove(database)
    return database


def prove(database: Database) -> None:
    for _ in range(2):
        with database.snapshot() as session:
            run = audit_runs.audit_what_is_new(session, now=now(session))
        with database.transaction() as session:
            audit_runs.record(session, run)
        assert run.report.clean


def assert_adds_up(database: Database) -> None:
    with database.snapshot() as session:
        assert [str(one) for one in audit(session, now=now(session)).discrepancies] == []
        assert audit_runs.audit_what_is_new(session, now=now(session)).report.clean


@pytest.mark.parametrize("piece", [1, 7, 33, 2_000])
def test_old_movements_become_an_opening_balance(ledger: Database, piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "PIECE", piece)
    before = levels(ledger)
    old = select(ledger, "SELECT id FROM stock_movement WHERE occurred_at < now() - interval '100 days'")
    assert prune(ledger, Kind.MOVEMENTS) == len(old) - 20
    opening = select(ledger, "SELECT id FROM stock_movement WHERE kind = 'opening_balance' ORDER BY id")
    assert opening == old[-20:]
    assert levels(ledger) == {place: history[-len(levels(ledger)[place]) :] for place, history in before.items()}
    assert_adds_up(ledger)
    assert prune(ledger, Kind.MOVEMENTS) == 0
    with ledger.transaction() as session:
        set_up(session, "north", LocationSettings())
        hear(session, moved("sku-3", 5), moved("sku-3", 1, location="north"))
    assert_adds_up(ledger)
    with ledger.transaction() as session:
        page = ledger_reads.movements(session, "sku-3", where=ledger_reads.MovementFilter(), before=None, limit=100)
        assert [one.kind for one in page.entries][:2] == ["adjusted", "adjusted"]
        assert page.entries[-1].kind == "opening_balance"
        assert page.entries[-1].on_hand_delta == page.entries[-1].on_hand_after


def test_an_opening_balance_begins_with_the_units_to_ship(ledger: Database) -> None:
    """The newest of the old movements is a dispatch of 2 of 3, the next one ships the last unit."""
    tracked = replace(HOLDS, dispatched_after_seconds=31_536_000)
    parcels = [dispatch("o-1", "d-1", ("sku-3", 2)), dispatch("o-1", "d-2", ("sku-3", 1))]
    with ledger.transaction() as session:
        commands: list[Command] = [moved("sku-3", 9), reserve("o-1", ("sku-3", 3)), confirm("o-1"), *parcels]
        for command in commands:
            (outcome,) = apply(session, [command], now=now(session), holds=tracked)
            assert outcome.error is None
    prove(ledger)
    old = "UPDATE stock_movement SET occurred_at = now() - :age WHERE reference IS DISTINCT FROM 'd-2'"
    execute(ledger, old, age=200 * DAY)
    assert prune(ledger, Kind.MOVEMENTS) > 0
    opened = "SELECT to_ship_delta FROM stock_movement WHERE kind = 'opening_balance' AND sku = 'sku-3'"
    assert select(ledger, opened) == [1]
    assert_adds_up(ledger)


def test_an_order_whose_units_are_to_ship_is_known_until_they_left(database: Database) -> None:
    with database.transaction() as session:
        put: list[Command] = [
            moved("tea", 9),
            reserve("due", ("tea", 1)),
            confirm("due"),
            reserve("sent", ("tea", 1)),
            confirm("sent"),
        ]
        apply(session, put, now=now(session), holds=replace(HOLDS, dispatched_after_seconds=31_536_000))
        apply(session, [dispatch("sent", "d-1", ("tea", 1))], now=now(session), holds=HOLDS)
    execute(database, "UPDATE reservation SET updated_at = updated_at - :age", age=400 * DAY)
    assert prune(database, Kind.RESERVATIONS) == 1
    assert select(database, "SELECT order_id FROM reservation") == ["due"]
    assert_adds_up(database)


def test_goods_of_a_forgotten_order_come_back_to_where_nothing_is_sold(database: Database) -> None:
    """Day 366: its facts are gone, so that nobody can tell if these units ever left."""
    with database.transaction() as session:
        hear(
            session,
            moved("tea", 9),
            reserve("old", ("tea", 2)),
            confirm("old"),
            came_back("old", "r-1", ("tea", 1, "sellable")),
        )
    execute(database, "UPDATE reservation SET updated_at = updated_at - :age", age=366 * DAY)
    assert prune(database, Kind.RESERVATIONS) == 1

    with database.transaction() as session:
        hear(session, came_back("old", "r-2", ("tea", 1, "sellable")))
    by_location = "SELECT location || ' ' || quantity_on_hand FROM product_inventory ORDER BY location"
    assert select(database, by_location) == ["main 8", f"{RETURNS_LOCATION} 1"]
    assert_adds_up(database)

    execute(database, "UPDATE reservation SET updated_at = updated_at - :age", age=366 * DAY)
    assert prune(database, Kind.RESERVATIONS) == 1
    assert select(database, by_location) == ["main 8", f"{RETURNS_LOCATION} 1"]
    assert_adds_up(database)


def levels(database: Database) -> dict[str, list[int]]:
    """The balances of each SKU as its ledger tells them, in order."""
    with database.transaction() as session:
        rows = session.execute(text("SELECT sku, on_hand_after FROM stock_movement ORDER BY id")).all()
    told: dict[str, list[int]] = {}
    for sku, on_hand in rows:
        told.setdefault(sku, []).append(on_hand)
    return told


def test_pruning_again_later_moves_the_opening_balance_on(ledger: Database) -> None:
    prune(ledger, Kind.MOVEMENTS)
    execute(ledger, "UPDATE stock_movement SET occurred_at = occurred_at - :more", more=60 * DAY)
    assert prune(ledger, Kind.MOVEMENTS) > 0
    assert len(select(ledger, "SELECT id FROM stock_movement WHERE kind = 'opening_balance'")) == 20
    assert_adds_up(ledger)


def test_nothing_of_the_ledger_goes_by_default(ledger: Database) -> None:
    kept = Periods(30 * DAY, 7 * DAY, 90 * DAY, 365 * DAY, 7 * DAY, movements=None)
    assert prune(ledger, Kind.MOVEMENTS, kept) == 0
    assert len(select(ledger, "SELECT id FROM stock_movement")) == 400


def test_what_no_audit_has_proven_stays(ledger: Database) -> None:
    execute(ledger, "UPDATE audit_run SET checked_id = 55")
    prune(ledger, Kind.MOVEMENTS)
    assert select(ledger, "SELECT count(*) FROM stock_movement WHERE id > 55") == [345]
    execute(ledger, "DELETE FROM audit_run")
    assert prune(ledger, Kind.MOVEMENTS) == 0


def test_young_movements_stay_whatever_ids_and_times_others_have(ledger: Database) -> None:
    """Somebody who may insert makes a row that looks old, behind young ones, and has the pruning
    begin just before it.
    """
    execute(
        ledger,
        "INSERT INTO stock_movement (sku, location, kind, on_hand_delta, reserved_delta, shortfall_delta, on_hand_after,"
        " reserved_after, shortfall_after, actor, occurred_at) VALUES ('sku-1', 'main', 'adjusted', 0, 0, 0, 991, 1, 0, 'x',"
        " now() - interval '200 days')",
    )
    execute(ledger, "UPDATE audit_run SET checked_id = 1000")
    execute(ledger, "SELECT * FROM prune_ledger(400, now() - interval '100 days', 10)")
    assert len(select(ledger, "SELECT id FROM stock_movement")) == 401


@pytest.mark.parametrize(
    "call",
    [
        "prune_ledger(0, now() - interval '89 days', 10)",
        "prune_inbox(0, now() - interval '47 hours', 10)",
        "clear_payloads(0, now() - interval '23 hours', 10)",
        "prune_dead_letters(now() - interval '47 hours', 10)",
        "prune_ledger(0, 'infinity', 10)",
    ],
)
def test_the_database_itself_refuses_what_is_young(ledger: Database, call: str) -> None:
    with pytest.raises(ProgrammingError, match="InsufficientPrivilege"):
        execute(ledger, f"SELECT * FROM {call}")


@pytest.mark.parametrize(
    "call",
    [
        "prune_ledger(0, NULL, 1000)",
        "prune_ledger(0, now() - interval '100 days', NULL)",
        "prune_inbox(0, NULL, 1000)",
        "clear_payloads(0, NULL, 1000)",
        "prune_dead_letters(NULL, 1000)",
    ],
)
def test_null_prunes_nothing(ledger: Database, call: str) -> None:
    """Compared with null nothing is too young."""
    execute(ledger, "UPDATE audit_run SET checked_id = 1000")
    before = select(ledger, "SELECT id FROM stock_movement")
    execute(ledger, f"SELECT * FROM {call}")
    assert select(ledger, "SELECT id FROM stock_movement") == before


def test_two_that_prune_at_once_do_not_meet(ledger: Database) -> None:
    with ledger.transaction() as session:
        retention.prune(session, Kind.MOVEMENTS, now=now(session), periods=PERIODS)
        before = removed(ledger, Kind.MOVEMENTS)
    prune(ledger, Kind.MOVEMENTS)
    with ledger.transaction() as session:
        session.execute(text("SELECT FROM retention FOR UPDATE"))
        with ledger.transaction() as other:
            assert not retention.prune(other, Kind.MOVEMENTS, now=now(other), periods=PERIODS)
    assert before == 0


def test_every_kind_has_a_way() -> None:
    assert len({retention._pruner(kind) for kind in Kind}) == len(Kind)
