"""The audit names everything that was broken by hand."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from inventory.database.transactions import Database
from inventory.domain.orders.hold_times import HoldTimes
from inventory.upkeep.audit import CHECKS, audit
from inventory.upkeep.order_checks import BACK, LEFT, TO_SHIP, WHOLE
from tests.inventory.making import (
    came_back,
    cancel,
    confirm,
    dispatched,
    moved,
    order_cancelled,
    order_created,
    payment_succeeded,
    reassign,
    relocated,
    reserve,
    set_stock_rules,
    stated,
)
from tests.inventory.post import payment, poll
from tests.inventory.shop import Shop

RESERVED = "reserved equals the open holds"
ONLY_OPEN = "only open holds hold"
LEDGER = "stock equals the sum of the ledger"
CHAIN = "running balances chain"
MOVES = "moves take as much as they bring"
REASSIGNED = "reassigned units go as they come"
FOLLOWS = "stock rows follow their locations"
KEEPS = "stock rows keep back as their rules say"
OVERDUE = "no hold is overdue"
INBOX = "no inbox row is stuck"
OUTBOX = "no outbox row is stuck"

HELD = "jsonb_set(lines, '{0,allocations,0,held}', '%s')"
ASSUMED = """jsonb_set(shipping, '{assumed}', '[{"sku": "e", "location": "main", "quantity": 2}]')"""
LANDED = "jsonb_set(returned, '{landed,0,quantity}', '2')"
GONE = "jsonb_set(shipping, '{gone,0,quantity}', '%s')"
TAKEN = "jsonb_set(lines, '{0,allocations,0,taken}', '%s')"


@pytest.fixture
def shop(session: object, database: Database) -> Shop:
    """Orders in every state, and books that balance."""
    opened = Shop(session)  # type: ignore[arg-type]
    opened.hear(stated("a", 50), stated("b", 50), moved("c", 5), reserve("held", ("a", 4), ("b", 1)))
    opened.hear(order_created("paid", ("a", 3)), payment_succeeded("paid"))
    opened.hear(reserve("back", ("b", 3)), confirm("back"), cancel("back"))
    opened.hear(order_created("gone", ("b", 2)), payment_succeeded("gone"), order_cancelled("gone", restock=False))
    opened.location("annex")
    opened.location("attic", sells=False)
    opened.hear(stated("d", 9), relocated("d", 4, "main", "annex"), relocated("d", 1, "annex", "attic"))
    opened.hear(set_stock_rules("d", safety=3), set_stock_rules("d", safety=1, location="annex"))
    opened.hear(reserve("elsewhere", ("d", 1)), reassign("elsewhere", "d", "annex", "main"))
    opened.hear(reserve("paid elsewhere", ("d", 1)), confirm("paid elsewhere"))
    opened.hear(reassign("paid elsewhere", "d", "annex", "main"))
    opened.hear(stated("e", 20), reserve("invoice", ("e", 3)), dispatched("invoice", "d1", ("e", 1)))
    opened.hear(reserve("sent back", ("e", 2)), dispatched("sent back", "d1", ("e", 1)), cancel("sent back"))
    opened.hear(reserve("sent", ("e", 2)), confirm("sent"), dispatched("sent", "d1", ("e", 1)))
    opened.holds = HoldTimes(dispatched_after_seconds=3_600)
    opened.hear(reserve("due", ("e", 4)), confirm("due"), dispatched("due", "d1", ("e", 1)))
    opened.hear(came_back("sent", "rma", ("e", 1, "damaged")))
    opened.hear(order_created("rejected", ("a", 500)), payment_succeeded("waiting"))
    poll(opened.session, payment("e1"))
    assert opened.discrepancies() == []
    return opened


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        (
            "UPDATE product_inventory SET quantity_reserved = 5 WHERE sku = 'a'",
            {RESERVED: "a at main", LEDGER: "a at main"},
        ),
        ("UPDATE product_inventory SET quantity_on_hand = 46 WHERE sku = 'a'", {LEDGER: "a at main"}),
        ("DELETE FROM product_inventory WHERE sku = 'c'", {LEDGER: "c at main"}),
        ("DELETE FROM product_inventory WHERE sku = 'a'", {LEDGER: "a at main", RESERVED: "a at main"}),
        ("DELETE FROM stock_movement WHERE sku = 'c'", {LEDGER: "c at main"}),
        (
            "DELETE FROM stock_movement WHERE kind = 'reserved' AND order_id = 'paid'",
            {LEDGER: "a at main", CHAIN: "of a at main"},
        ),
        (
            "DELETE FROM stock_movement WHERE kind = 'moved' AND location = 'attic'",
            {LEDGER: "d at attic", MOVES: "move move-1 of d between annex and attic"},
        ),
        (
            "UPDATE stock_movement SET reference = 'another' WHERE kind = 'moved' AND location = 'main'",
            {MOVES: "of d between annex and main"},
        ),
        (
            "DELETE FROM stock_movement WHERE kind = 'reassigned' AND order_id = 'elsewhere' AND location = 'annex'",
            {LEDGER: "d at annex", REASSIGNED: "d of order elsewhere between annex and main", CHAIN: "of d at annex"},
        ),
        (
            "UPDATE stock_movement SET order_id = 'other' WHERE order_id = 'paid elsewhere' AND location = 'annex'",
            {REASSIGNED: "between annex and main"},
        ),
        ("UPDATE product_inventory SET sells = true WHERE location = 'attic'", {FOLLOWS: "d at attic"}),
        ("UPDATE location SET active = false WHERE name = 'annex'", {FOLLOWS: "d at annex"}),
        ("UPDATE product_inventory SET safety_stock = 3 WHERE location = 'annex'", {KEEPS: "d at annex"}),
        ("UPDATE product_inventory SET safety_stock = NULL WHERE location = 'attic'", {KEEPS: "d at attic"}),
        ("UPDATE stock_movement SET on_hand_after = 6 WHERE sku = 'c'", {CHAIN: "of c at main"}),
        ("UPDATE stock_movement SET on_hand_delta = 6 WHERE sku = 'c'", {CHAIN: "of c at main", LEDGER: "c at main"}),
        (f"UPDATE reservation SET lines = {HELD % 3} WHERE order_id = 'held'", {RESERVED: "a at main", WHOLE: "held"}),
        ("DELETE FROM reservation WHERE order_id = 'held'", {RESERVED: "at main"}),
        ("UPDATE reservation SET status = 'expired' WHERE order_id = 'held'", {RESERVED: "at main", ONLY_OPEN: "held"}),
        (f"UPDATE reservation SET lines = {TAKEN % 2} WHERE order_id = 'paid'", {WHOLE: "paid"}),
        (f"UPDATE reservation SET lines = {HELD % 1} WHERE order_id = 'paid'", {ONLY_OPEN: "paid"}),
        ("UPDATE reservation SET status = 'rejected' WHERE order_id = 'paid'", {WHOLE: "paid"}),
        ("UPDATE reservation SET status = 'released' WHERE order_id = 'paid'", {WHOLE: "paid"}),
        (f"UPDATE reservation SET lines = {TAKEN % 3} WHERE order_id = 'invoice'", {WHOLE: "invoice", LEFT: "invoice"}),
        ("UPDATE reservation SET shipping = NULL WHERE order_id = 'invoice'", {WHOLE: "invoice"}),
        (
            f"UPDATE reservation SET shipping = {GONE % 2} WHERE order_id = 'invoice'",
            {LEFT: "e at main of order invoice"},
        ),
        (f"UPDATE reservation SET shipping = {GONE % 3} WHERE order_id = 'sent'", {LEFT: "e at main of order sent"}),
        (f"UPDATE reservation SET lines = {TAKEN % 2} WHERE order_id = 'sent back'", {LEFT: "order sent back"}),
        (
            f"UPDATE reservation SET lines = {TAKEN % 9} WHERE order_id = 'sent back'",
            {LEFT: "sent back", WHOLE: "sent back"},
        ),
        ("UPDATE reservation SET dispatch_due_at = NULL WHERE order_id = 'due'", {TO_SHIP: "e at main"}),
        (f"UPDATE reservation SET returned = {LANDED} WHERE order_id = 'sent'", {BACK: "e of order sent"}),
        (
            f"UPDATE reservation SET shipping = {ASSUMED} WHERE order_id = 'due'",
            {TO_SHIP: "e at main"},
        ),
        (
            "UPDATE product_inventory SET quantity_to_ship = 4 WHERE sku = 'e' AND location = 'main'",
            {TO_SHIP: "e at main", LEDGER: "e at main"},
        ),
        ("UPDATE stock_movement SET to_ship_after = 9 WHERE to_ship_after = 3", {CHAIN: "of e at main"}),
        (
            "UPDATE stock_movement SET to_ship_delta = 5 WHERE to_ship_delta = 4",
            {CHAIN: "of e at main", LEDGER: "e at main"},
        ),
        ("UPDATE reservation SET restock = true WHERE order_id = 'gone'", {WHOLE: "gone"}),
        ("UPDATE reservation SET status = 'confirmed' WHERE order_id = 'back'", {WHOLE: "back"}),
        ("UPDATE reservation SET expires_at = '2025-01-01 11:54Z' WHERE order_id = 'held'", {OVERDUE: "held"}),
        ("UPDATE inbox_event SET received_at = '2025-01-01 10:59Z'", {INBOX: "PaymentSucceeded e1 from shop"}),
        (  # it has waited enough for the catalogue, and nobody has taken it since
            "UPDATE inbox_pending SET waits_for = '{}'; UPDATE inbox_event SET received_at = '2025-01-01 10:59Z'",
            {INBOX: "PaymentSucceeded e1 from shop"},
        ),
        (
            "UPDATE outbox_event SET occurred_at = '2025-01-01 10:59Z' WHERE key = 'held'",
            {OUTBOX: "StockReserved of held"},
        ),
    ],
)
def test_what_was_broken_is_named(shop: Shop, damage: str, named: dict[str, str]) -> None:
    shop.session.execute(text(damage))
    found = shop.discrepancies()
    assert {one.check for one in found} == set(named)
    for one in found:
        assert named[one.check] in one.subject
        assert one.found != one.expected


def test_lines_that_only_add_up_together_are_named(shop: Shop) -> None:
    """One unit too few of the first line, one too many of the second: the order's sum is right, its
    lines are not.
    """
    swapped = "jsonb_set(jsonb_set(lines, '{0,quantity}', '5'), '{1,quantity}', '0')"
    shop.session.execute(text(f"UPDATE reservation SET lines = {swapped} WHERE order_id = 'held'"))
    assert {one.check for one in shop.discrepancies()} == {WHOLE}


def test_every_check_is_tried_here() -> None:
    of_stock = {RESERVED, LEDGER, CHAIN, MOVES, REASSIGNED, FOLLOWS, KEEPS, TO_SHIP}
    assert set(CHECKS) == {*of_stock, ONLY_OPEN, WHOLE, LEFT, BACK, OVERDUE, INBOX, OUTBOX}


def test_the_report_says_what_was_looked_at(shop: Shop) -> None:
    counts = audit(shop.session, now=shop.now).counts
    assert counts["stock rows"] == 8
    assert counts["reservations"] == 12
    assert (counts["inbox rows"], counts["inbox rows pending"], counts["dead letters"]) == (1, 1, 0)


def test_no_more_than_the_limit_is_named(shop: Shop) -> None:
    shop.session.execute(text("DELETE FROM stock_movement"))
    found = audit(shop.session, now=shop.now, limit=2).discrepancies
    assert [one.check for one in found] == [LEDGER, LEDGER]


def test_all_checks_see_one_moment(database: Database) -> None:
    """Under a snapshot: a commit between two checks is in none of them."""
    with database.transaction() as session:
        Shop(session).hear(stated("a", 9))
    with database.snapshot() as session:
        assert audit(session, now=Shop(session).now).counts["reservations"] == 0
        with database.transaction() as other:
            Shop(other).hear(reserve("o1", ("a", 1)))
        report = audit(session, now=Shop(session).now)
    assert report.clean
    assert report.counts["reservations"] == 0
