"""The scheduled audit: it reads only new rows, misses none that are committed late, and
repeats itself until mended.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import text

from inventory.database.transactions import Database, now
from inventory.domain.commands import Command
from inventory.domain.locations import LocationSettings
from inventory.upkeep import scheduled_audit as audit_runs
from inventory.upkeep.audit import audit, bounds
from inventory.upkeep.order_checks import TO_SHIP
from inventory.upkeep.scheduled_audit import CONTINUES, KNOWN, LEDGER_CHECKS, MOVED, OPEN_CHECKS, Run
from inventory.write_path.apply import apply
from inventory.write_path.locations import set_up
from tests.inventory.history import make_history
from tests.inventory.making import HOLDS, confirm, moved, relocated, reserve, stated
from tests.inventory.post import payment, poll

BALANCE = "stock equals its last balance"
FOLLOWS = "stock rows follow their locations"
RESERVED = "reserved equals the open holds"
WHOLE = "open orders have all their units"


@dataclass
class Books:
    """A commit, and its audit."""

    database: Database

    def hear(self, *commands: Command) -> None:
        with self.database.transaction() as session:
            for outcome in apply(session, commands, now=now(session), holds=HOLDS):
                assert outcome.error is None, outcome.error

    def audit(self) -> Run:
        """One run as beat asks for it, kept."""
        with self.database.snapshot() as session:
            run = audit_runs.audit_what_is_new(session, now=now(session))
        with self.database.transaction() as session:
            audit_runs.record(session, run)
        return run

    def proven(self) -> None:
        """Run until the ledger is known to be in order: one run notes how far ids were drawn, the
        next one proves it.
        """
        for _ in range(2):
            assert self.audit().report.clean

    def execute(self, statement: str) -> None:
        with self.database.transaction() as session:
            session.execute(text(statement))


def found(run: Run) -> dict[str, str]:
    return {one.check: one.subject for one in run.report.discrepancies}


@pytest.fixture
def books(database: Database) -> Books:
    """Movements of three SKUs, one of them at two locations, an open hold and an event that waits.
    All proven.
    """
    opened = Books(database)
    with database.transaction() as session:
        for name in ("north", "south"):
            set_up(session, name, LocationSettings())
    opened.hear(moved("a", 50), moved("b", 50), moved("b", 7, location="north"), moved("c", 5))
    opened.hear(reserve("held", ("a", 4), ("b", 1)), reserve("paid", ("a", 3)))
    opened.hear(confirm("paid"), stated("d", None))
    with database.transaction() as session:
        poll(session, payment("e1"))
        session.execute(text("UPDATE inbox_event SET received_at = now()"))
    opened.proven()
    return opened


@pytest.fixture
def checked(books: Books) -> Iterator[Books]:
    """The full audit must agree that all is well in the end."""
    yield books
    with books.database.snapshot() as session:
        assert audit(session, now=now(session)).clean


def test_what_is_proven_is_not_read_again(checked: Books) -> None:
    assert checked.audit().report.counts == {"new movements": 0}
    checked.hear(moved("a", 1, reference="r2"))
    assert checked.audit().report.counts == {"new movements": 1}
    checked.audit()
    assert checked.audit().report.counts == {"new movements": 0}


def test_new_rows_continue_from_the_last_proven_one_of_their_location(checked: Books) -> None:
    checked.hear(moved("b", 1, reference="r2"), moved("b", 2, reference="r2", location="north"))
    checked.hear(moved("b", 3, reference="r3", location="south"), moved("b", -1, reference="r3", location="north"))
    checked.proven()


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        ("UPDATE product_inventory SET quantity_on_hand = 46 WHERE sku = 'a'", {BALANCE: "a at main"}),
        (
            "UPDATE product_inventory SET quantity_reserved = 5 WHERE sku = 'a'",
            {BALANCE: "a at main", RESERVED: "a at main"},
        ),
        ("UPDATE product_inventory SET quantity_on_hand = 8 WHERE location = 'north'", {BALANCE: "b at north"}),
        (
            "UPDATE product_inventory SET quantity_to_ship = 1 WHERE sku = 'c'",
            {BALANCE: "c at main", TO_SHIP: "c at main"},
        ),
        (
            "UPDATE stock_movement SET to_ship_after = 9 WHERE reference = 'new' AND sku = 'c'",
            {CONTINUES: "of c at main", BALANCE: "c at main"},
        ),
        (
            "UPDATE stock_movement SET to_ship_delta = 9 WHERE reference = 'new' AND sku = 'c'",
            {CONTINUES: "of c at main"},
        ),
        ("UPDATE reservation SET dispatch_due_at = now() WHERE order_id = 'paid'", {TO_SHIP: "a at main"}),
        (
            """UPDATE reservation SET shipping = '{"dispatches": []}',
               lines = jsonb_set(lines, '{1,allocations,0,taken}', '2') WHERE order_id = 'held'""",
            {WHOLE: "b of order held"},
        ),
        ("DELETE FROM stock_movement WHERE sku = 'c'", {BALANCE: "c at main"}),
        (
            "UPDATE stock_movement SET on_hand_after = 9 WHERE reference = 'new' AND sku = 'c'",
            {CONTINUES: "of c at main", BALANCE: "c at main"},
        ),
        (
            "UPDATE stock_movement SET on_hand_delta = 9 WHERE reference = 'new' AND sku = 'c'",
            {CONTINUES: "of c at main"},
        ),
        ("DELETE FROM stock_movement WHERE reference = 'new' AND sku = 'b'", {CONTINUES: "of b at main"}),
        ("DELETE FROM product_inventory WHERE sku = 'c'", {KNOWN: "c at main"}),
        (
            "UPDATE reservation SET lines = jsonb_set(lines, '{0,allocations,0,held}', '3') WHERE order_id = 'held'",
            {WHOLE: "a of order held", RESERVED: "a at main"},
        ),
        ("DELETE FROM reservation WHERE order_id = 'held'", {RESERVED: "at main"}),
        (
            "UPDATE reservation SET expires_at = now() - interval '6 minutes' WHERE order_id = 'held'",
            {"no hold is overdue": "held"},
        ),
        (
            "UPDATE inbox_event SET received_at = now() - interval '61 minutes'",
            {"no inbox row is stuck": "PaymentSucceeded e1 from shop"},
        ),
        (
            "UPDATE outbox_event SET occurred_at = now() - interval '61 minutes' WHERE key = 'held'",
            {"no outbox row is stuck": "StockReserved of held"},
        ),
        (
            "UPDATE stock_movement SET reference = 'other' WHERE kind = 'moved' AND location = 'main'",
            {MOVED: "of b"},
        ),
        ("UPDATE product_inventory SET sells = false WHERE sku = 'c'", {FOLLOWS: "c at main"}),
    ],
)
def test_damage_is_named_in_every_run(books: Books, damage: str, named: dict[str, str]) -> None:
    books.hear(moved("b", 1, reference="new"), moved("c", 1, reference="new"))
    books.hear(moved("b", 1, reference="newer"), relocated("b", 2, "main", "south"))
    books.execute(damage)
    for _ in range(3):
        run = books.audit()
        assert set(found(run)) == set(named)
        for one in run.report.discrepancies:
            assert named[one.check] in one.subject
            assert one.found != one.expected


def test_a_move_whose_movements_are_proven_by_different_runs_is_whole(checked: Books) -> None:
    """An id between those of both movements may be the last one that a run has seen."""
    checked.hear(relocated("b", 2, "main", "south"), relocated("b", 1, "south", "main"))
    with checked.database.transaction() as session:
        taking, bringing, *_ = session.scalars(text("SELECT id FROM stock_movement WHERE kind = 'moved' ORDER BY id"))
        newest = session.scalar(text("SELECT max(checked_id) FROM audit_run"))
        assert newest is not None
        session.execute(text("UPDATE audit_run SET checked_id = :id, drawn_id = :id"), {"id": taking})
        assert newest < taking < bringing
    assert checked.audit().report.clean


def test_a_cure_ends_it(checked: Books) -> None:
    checked.hear(moved("c", 1, reference="new"))
    checked.execute("UPDATE stock_movement SET on_hand_delta = 2 WHERE reference = 'new'")
    for number in range(4):
        checked.hear(moved("a", 1, reference=f"meanwhile-{number}"))
        assert found(checked.audit()) == {CONTINUES: "movement 9 of c at main"}
    checked.execute("UPDATE stock_movement SET on_hand_delta = 1 WHERE reference = 'new'")
    checked.proven()
    assert checked.audit().report.counts == {"new movements": 0}


def test_what_only_waits_does_not_keep_the_ledger_from_being_proven(books: Books) -> None:
    books.execute("UPDATE outbox_event SET occurred_at = now() - interval '2 hours'")
    books.hear(moved("a", 1, reference="new"))
    counts = [books.audit().report.counts["new movements"] for _ in range(3)]
    assert counts == [1, 1, 0]


def test_a_transaction_that_is_open_over_audits_is_audited_when_it_has_committed(books: Books) -> None:
    """Its ledger rows have lower ids than rows that others committed and audits saw meanwhile. They
    are broken in the middle, where no look at the last balance finds it.
    """
    with books.database.transaction() as session:
        apply(
            session,
            [moved("c", 1, reference="late-1"), moved("c", 1, reference="late-2")],
            now=now(session),
            holds=HOLDS,
        )
        session.execute(text("UPDATE stock_movement SET on_hand_after = 99 WHERE reference = 'late-1'"))
        for number in range(3):
            books.hear(moved("a", 1, reference=f"meanwhile-{number}"))
            run = books.audit()
            assert run.report.clean
            assert run.drawn_id == 11 + number
    for _ in range(2):
        run = books.audit()
        assert [one.subject for one in run.report.discrepancies] == [
            "movement 9 of c at main",
            "movement 10 of c at main",
        ]
    books.execute("UPDATE stock_movement SET on_hand_after = 6 WHERE reference = 'late-1'")
    books.proven()
    assert books.audit().report.counts == {"new movements": 0}


def test_ids_drawn_after_the_snapshot_are_left_to_the_next_run(books: Books) -> None:
    """Between the look of a run and its commit others may draw ids and commit."""
    with books.database.snapshot() as session:
        run = audit_runs.audit_what_is_new(session, now=now(session))
        books.hear(moved("c", 1, reference="between-1"), moved("c", 1, reference="between-2"))
    with books.database.transaction() as session:
        audit_runs.record(session, run)
    books.execute("UPDATE stock_movement SET on_hand_after = 99 WHERE reference = 'between-1'")
    books.audit()
    assert CONTINUES in found(books.audit())


def test_damage_to_what_was_proven_is_found_by_the_full_audit(books: Books) -> None:
    books.execute("UPDATE stock_movement SET on_hand_delta = 51 WHERE sku = 'a' AND kind = 'adjusted'")
    assert books.audit().report.clean
    with books.database.snapshot() as session:
        assert {one.check for one in audit(session, now=now(session)).discrepancies} == {
            "running balances chain",
            "stock equals the sum of the ledger",
        }


def test_old_runs_are_forgotten_but_not_what_they_have_proven(books: Books) -> None:
    books.execute("UPDATE audit_run SET audited_at = now() - interval '31 days'")
    assert books.audit().report.counts == {"new movements": 0}
    assert books.audit().report.counts == {"new movements": 0}
    with books.database.transaction() as session:
        assert session.scalar(text("SELECT count(*) FROM audit_run")) == 2
        last = audit_runs.last_run(session)
    assert last is not None
    assert last.discrepancies == 0


def test_every_check_finds_its_rows_by_an_index(database: Database) -> None:
    """None may read the whole ledger, or all reservations there ever were."""
    with database.transaction() as session:
        make_history(session, skus=100, each=400)
        given = {**bounds(now(session), now(session) - now(session)), "checked_id": 100 * 400 - 50}
        for name, check in {**LEDGER_CHECKS, **OPEN_CHECKS}.items():
            needed = {key: value for key, value in given.items() if f":{key}" in check.text}
            plan = session.execute(text(f"EXPLAIN (FORMAT JSON) {check.text}"), needed).scalar_one()
            found = list(nodes(plan[0]["Plan"]))
            read = {node["Relation Name"] for node in found if "Seq Scan" in node["Node Type"]}
            assert not read & {"stock_movement", "reservation"}, name
            used = {node["Index Name"] for node in found if "Index Name" in node}
            assert "pk_reservation" not in used, name
            if name == "stock equals its last balance":
                assert "ix_stock_movement_sku_id" in used


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", ()):
        yield from nodes(child)
