"""Run every statement of the hot paths on a shop that `tests.inventory.plans` has filled."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from inventory import refused_calls, sessions
from inventory.database.pipelining import run
from inventory.database.tables import Movement
from inventory.domain.commands import Command, Line
from inventory.domain.locations import LocationSettings
from inventory.domain.orders.status import Status
from inventory.domain.stock.levels import StockLevel
from inventory.errors import UnknownReservation
from inventory.inbox import claiming, dead_letters, parking, retries
from inventory.inbox import store as inbox
from inventory.outbox import store as outbox
from inventory.outbox.announced import KafkaPlace
from inventory.reading import availability, known_keys, own_holds, queries
from inventory.reading import movements as ledger_reads
from inventory.reading.own_holds import OrderCheck
from inventory.reading.queries import ReservationFilter
from inventory.reading.stock_lists import StockFilter, stock_list
from inventory.timeline.page import timeline
from inventory.timeline.sources import refusals
from inventory.upkeep import retention
from inventory.upkeep.periods import Periods
from inventory.write_path import following, idempotency, reversals
from inventory.write_path import overdue as sweep
from inventory.write_path.apply import apply
from inventory.write_path.idempotency import CallerRequest, Name
from inventory.write_path.locations import set_up
from tests.inventory.making import (
    CALLER,
    HOLDS,
    NOON,
    came_back,
    counted,
    dispatched,
    expire,
    lines_cancelled,
    moved,
    order_created,
    payment_succeeded,
    relocated,
    reserve,
    set_policy,
    stated,
)
from tests.inventory.post import BACKOFF, RETRY_AFTER, payment

IDS = list(range(1, 201))
FEW = 20
"""Rows that a piece of pruning looks at, and moves between locations."""


def apply_all(session: Session, *commands: Command) -> None:
    apply(session, commands, now=NOON, holds=HOLDS)


def sent(ids: list[int]) -> list[outbox.OutboxRow]:
    return [outbox.OutboxRow(n, UUID(int=n), "StockReserved", "o", 1, "{}", NOON, None) for n in ids]


def move_all(session: Session) -> None:
    """Move units to a location that is new, and a retry of each."""
    set_up(session, "annex", LocationSettings(sells=False))
    moves = [relocated(f"sku-{n}", 1, "main", "annex", reference=f"note-{n}") for n in IDS[:FEW]]
    apply_all(session, *moves)
    apply_all(session, *moves)


def count_all(session: Session) -> None:
    """Count some SKUs. Dead rows of more would be met by the work that comes later."""
    apply_all(session, *(counted(f"sku-{n}", 5) for n in IDS[:FEW]))


def take_back(session: Session) -> None:
    """Take some adjustments back, a retry of each, and a look at both movements."""
    some = IDS[:FEW]  # fewer dead rows for those that come later
    apply_all(session, *(moved(f"sku-{n}", 1, reference=f"mistake-{n}") for n in some))
    newest = session.scalars(select(Movement).order_by(Movement.id.desc()).limit(len(some))).all()
    for _ in range(2):
        undone = [reversals.taking_back(session, one.id, reference="undo", cause=CALLER) for one in newest]
        apply_all(session, *undone)
    ledger_reads.links(session, newest)


def close_main(session: Session) -> None:
    """Have the stock of a location follow it that does not sell any more, piece after piece."""
    set_up(session, "main", LocationSettings(sells=False))
    (one,) = following.unsettled(session)
    after = following.follow(session, one, after="", now=NOON, holds=HOLDS)
    if after is not None:
        following.follow(session, one, after=after, now=NOON, holds=HOLDS)


def have_done(session: Session) -> None:
    claiming.complete(session, IDS)
    run(session)  # sends the calls that would go with the commit


def refusal(number: int) -> refused_calls.Counted:
    call = refused_calls.RefusedCall(f"new-{number}", ("sku-1",), "reserve", "insufficient_stock", (), None, None)
    return refused_calls.Counted(call, 1, NOON, NOON)


def tell_what_happened(session: Session) -> None:
    with suppress(UnknownReservation):  # the smallest shop has no orders
        timeline(session, "order-1", now=NOON, limit=200)


NOWHERE = ReservationFilter(location="nowhere")
STOCK_LISTS = {
    "of a product": StockFilter(product_id="shorts"),
    "of a product that is short": StockFilter(product_id="shorts", level=StockLevel.SHORT),
    "that is short": StockFilter(level=StockLevel.SHORT),
    "that is low": StockFilter(level=StockLevel.LOW),
    "out of stock somewhere": StockFilter(level=StockLevel.OUT_OF_STOCK, location="nowhere"),
}


def _list(session: Session, where: StockFilter, after: str | None = None) -> object:
    return stock_list(session, where, after=after, limit=200)


HOT: dict[str, Callable[[Session], object]] = {
    "reserve new orders": lambda s: apply_all(s, *(order_created(f"new-{n}", (f"sku-{n}", 1)) for n in IDS)),
    "pay known orders": lambda s: apply_all(s, *(payment_succeeded(f"order-{n}") for n in IDS)),
    "reserve more than there is, with holds overdue": lambda s: apply_all(s, reserve("greedy", ("sku-10", 1_001))),
    "end holds": lambda s: apply_all(s, *(expire(f"order-{10 * n}") for n in IDS)),
    "adjust": lambda s: apply_all(s, *(moved(f"sku-{n}", 1, reference=f"note-{n}") for n in IDS)),
    "count": count_all,
    "move": move_all,
    "one request with a key": lambda s: idempotency.apply_once(
        s, [CallerRequest((reserve("new", ("sku-1", 1)),), Name("caller", "key-new"), b"1")], now=NOON, holds=HOLDS
    ),
    "hear events": lambda s: inbox.record(s, [payment(f"new-{n}") for n in IDS], now=NOON, retry_after=RETRY_AFTER),
    "hear events again": lambda s: inbox.record(
        s, [payment(f"event-{n}") for n in IDS], now=NOON, retry_after=RETRY_AFTER
    ),
    "claim events": lambda s: claiming.claim(s, IDS),
    "have events done": have_done,
    "find events to send again": lambda s: retries.take_due(
        s, now=NOON, backoff=BACKOFF, limit=1_000, counted=True, older_than=timedelta(0)
    ),
    "begin with events that were sent again": lambda s: retries.begin(s, IDS, 2, now=NOON, backoff=BACKOFF),
    "bury events": lambda s: retries.bury_exhausted(s, now=NOON, backoff=BACKOFF),
    "fetch outcomes": lambda s: outbox.fetch(s, 1_000),
    "remove outcomes": lambda s: outbox.remove(s, sent(IDS)),
    "remove outcomes and remember them": lambda s: outbox.remove(s, sent(IDS), {n: KafkaPlace(0, n) for n in IDS}),
    # The smallest shop has these SKUs too. Others would get rows, dead for later looks.
    "report goods that left": lambda s: apply_all(
        s, *(dispatched(f"order-{n}", "parcel", (f"sku-{n % 3 + 1}", 1)) for n in IDS)
    ),
    "cancel lines": lambda s: apply_all(
        s, *(lines_cancelled(f"order-{n}", "cancel", (f"sku-{n % 3 + 1}", 1)) for n in IDS)
    ),
    # Each makes the location of goods to look at, which a shop has after its first one.
    "report goods that came back": lambda s: apply_all(
        s, *(came_back(f"order-{n}", "rma", (f"sku-{n % 3 + 1}", 1, "inspect")) for n in IDS[:3])
    ),
    "find paid units to take for gone": lambda s: sweep.due_dispatches(s, now=NOON, limit=500),
    "find holds to end": lambda s: sweep.due_orders(s, now=NOON, limit=500),
    "show stock": lambda s: queries.stock(s, ["sku-1", "sku-2"]),
    "check availability": lambda s: availability.available(s, ["sku-1", "sku-2"]),
    "check availability of more than there is": lambda s: availability.obtainable(
        s, [[Line("sku-10", 1_001)]], now=NOON
    ),
    "set policies": lambda s: apply_all(s, *(set_policy(f"sku-{n}", tracked=True) for n in IDS)),
    "keep what an order has of a SKU that is not sold": lambda s: own_holds.held(
        s, [OrderCheck("order-1", [Line("sku-10", 1)])], {"sku-10"}, now=NOON
    ),
    "check availability for an order": lambda s: own_holds.obtainable(
        s, [OrderCheck("order-1", [Line("sku-10", 1_001)])], now=NOON
    ),
    "show a reservation": lambda s: queries.reservation(s, "order-1"),
    "show a page of stock": lambda s: queries.stock_page(s, after=None, limit=200),
    "show the next page of stock": lambda s: queries.stock_page(s, after="sku-1", limit=200),
    "show a page of holds": lambda s: queries.holds(s, limit=200),
    "show the next page of holds": lambda s: queries.holds(s, after=(NOON, "order-1"), limit=200),
    "show a page of holds at a location": lambda s: queries.holds(s, NOWHERE, limit=200),
    "show the next page of holds at a location": lambda s: queries.holds(
        s, NOWHERE, after=(NOON, "order-1"), limit=200
    ),
    "show a page of reservations at a location": lambda s: queries.reservations(
        s, NOWHERE, status=Status.CONFIRMED, limit=200
    ),
    **{f"list stock {name}": partial(_list, where=where) for name, where in STOCK_LISTS.items()},
    **{f"list more stock {name}": partial(_list, where=where, after="sku-1") for name, where in STOCK_LISTS.items()},
    "tell what happened to an order": tell_what_happened,
    "show a page of reservations": lambda s: queries.reservations(s, status=Status.CONFIRMED, limit=200),
}

_OLD = (
    "UPDATE inbox_event SET received_at = '2020-01-01Z', occurred_at = '2020-01-01Z' WHERE id = ANY (:ids)",
    """
    UPDATE stock_movement SET occurred_at = '2020-01-01Z', sku = 'sku-1'
    WHERE id = ANY (ARRAY(SELECT id FROM stock_movement ORDER BY id LIMIT cardinality(:ids)))
    """,
    "DELETE FROM inbox_pending WHERE id = ANY (:ids) AND id % 2 = 0",
    """
    INSERT INTO dead_letter (id, reason, detail, died_at)
    SELECT id, 'garbage', '', '2020-01-01Z' FROM inbox_event WHERE id = ANY (:ids) AND id % 4 = 0
    """,
)
_AUDITED = (
    "INSERT INTO audit_run (audited_at, transaction, drawn_id, checked_id, discrepancies)"
    " VALUES (now(), 0, 0, 1000000000, 0)"
)


def _prune(call: str) -> Callable[[Session], object]:
    """Return the call of a function that prunes, where a few rows are old, done or dead."""

    def prune(session: Session) -> None:
        for statement in _OLD:
            session.execute(text(statement), {"ids": IDS[:FEW]})
        session.execute(text(_AUDITED))
        session.execute(text(f"SELECT * FROM {call}"))

    return prune


_DAY = timedelta(days=1)
_PERIODS = Periods(_DAY, _DAY, _DAY, _DAY, _DAY, _DAY)
RARER: dict[str, Callable[[Session], object]] = {
    "have stock follow its location": close_main,
    "remove the keys of old moves": lambda s: retention.prune(
        s, retention.Kind.MOVES, now=NOON + 9_000 * _DAY, periods=_PERIODS
    ),
    "take movements back": take_back,
    "describe stock": lambda s: apply_all(s, *(stated(f"sku-{n}", 1_001) for n in IDS)),
    # Names between others: at an end of an index, the planner would pass their dead rows.
    "adjust what is unknown": lambda s: apply_all(s, *(moved(f"sku-0{n}", -1) for n in IDS)),
    "the same request with a key": lambda s: idempotency.apply_once(
        s,
        [CallerRequest((reserve(f"o-{n}", ("sku-1", 1)),), Name("caller", f"key-{n}"), b"") for n in IDS],
        now=NOON,
        holds=HOLDS,
    ),
    "take first sends back": lambda s: retries.uncount(s, IDS),
    "let orders go on that waited": lambda s: parking.release(
        s, catalogue="catalogue", now=NOON, patience=parking.Patience(_DAY, _DAY), limit=200
    ),
    "correct dead letters": lambda s: inbox.record(
        s, [payment(f"dead-{1_000 + 10 * n}") for n in IDS[:FEW]], now=NOON, retry_after=RETRY_AFTER
    ),
    "find dead letters to replay": lambda s: dead_letters.replayable(s, reason=None, after=0, limit=FEW),
    "replay dead letters": lambda s: dead_letters.replay(s, [5_001_000 + 10 * n for n in IDS[:FEW]], now=NOON),
    "look for a waiting event": lambda s: known_keys.is_waiting(s, "order-1"),
    "remove old events": _prune(f"prune_inbox(0, '2021-01-01Z', {FEW})"),
    "clear payloads": _prune(f"clear_payloads(0, '2021-01-01Z', {FEW})"),
    "remove dead letters": _prune(f"prune_dead_letters('2021-01-01Z', {FEW})"),
    "remove movements": _prune(f"prune_ledger(0, '2021-01-01Z', {FEW})"),
    "record refused calls": lambda s: refused_calls.add(s, [refusal(n) for n in IDS]),
    "list refused calls of a SKU": lambda s: refusals(s, sku="sku-1", since=NOON, until=None, before=None, limit=50),
    "remove old refused calls": lambda s: retention.prune(s, retention.Kind.REFUSED_CALLS, now=NOON, periods=_PERIODS),
    "remove old sessions": lambda s: retention.prune(s, retention.Kind.SESSIONS, now=NOON, periods=_PERIODS),
    "find out who is signed in": lambda s: sessions.find(s, "1", now=NOON - 9_000 * _DAY, idle=_DAY),
    "sign out": lambda s: sessions.end(s, "1"),
    "remove old outcomes": lambda s: retention.prune(
        s, retention.Kind.OUTCOMES, now=NOON + 9_000 * _DAY, periods=_PERIODS
    ),
    "remove old reservations": lambda s: retention.prune(
        s, retention.Kind.RESERVATIONS, now=NOON + 9_000 * _DAY, periods=_PERIODS
    ),
}
"""Work that is done now and then, on connections that live as long."""
