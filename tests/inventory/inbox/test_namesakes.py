"""Events of different streams that have one name are different events, in any order (ADR 0035)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import permutations, product
from threading import Barrier
from typing import Any

import orjson
import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from inventory.boundary.streams import Stream
from inventory.database.tables import InboxEvent, InboxPending
from inventory.database.transactions import Database
from inventory.inbox import claiming, dead_letters, superseding
from inventory.inbox.decoded import Dead, Origin, Usable
from inventory.inbox.events import EventType
from inventory.inbox.insertion import RecordingResult
from inventory.inbox.namesakes import is_reserved, own_name, stated
from inventory.inbox.queries import EventFilter, events
from inventory.upkeep.retention import Kind
from tests.inventory.making import NOON
from tests.inventory.post import dead, poll
from tests.inventory.upkeep.test_retention import DAY, execute, prune
from tests.inventory.upkeep.test_retention import select as chosen

TYPES = (EventType.PRODUCT_UPDATED, EventType.ORDER_CREATED, EventType.PAYMENT_SUCCEEDED)
DATA: dict[EventType, dict[str, Any]] = {
    EventType.PRODUCT_UPDATED: {"product_id": "tea"},
    EventType.ORDER_CREATED: {"order_id": "o1", "items": [{"sku": "tea", "quantity": 1}]},
    EventType.ORDER_CANCELLED: {"order_id": "o1"},
    EventType.PAYMENT_SUCCEEDED: {"order_id": "o1"},
}


def said(type_: EventType, event_id: str = "7", **data: Any) -> Usable:
    payload = DATA[type_] | data
    return Usable(
        source="shop",
        event_id=event_id,
        digest=hashlib.sha256(orjson.dumps([type_, payload])).digest(),
        occurred_at=NOON,
        origin=Origin(type_.stream, 0, 1),
        type=type_,
        key=payload.get("order_id", "tea"),
        payload=payload,
        operation=type_.operation,
    )


def junk(type_: EventType, event_id: str = "7", raw: bytes = b"{}") -> Dead:
    letter = replace(said(type_, event_id), raw=raw, digest=hashlib.sha256(raw).digest())
    return replace(letter.as_dead("invalid_data", ""), payload=None)


def unread(event_id: str = "7") -> Dead:
    """An event without a type, under the name of its place."""
    return replace(junk(EventType.ORDER_CREATED, event_id, b"\x00"), type=None, key=None)


def waiting(session: Session) -> list[tuple[str, str, str]]:
    """Return type, source and id of the pending events, as the worker sees them."""
    ids = list(session.scalars(select(InboxPending.id)))
    return sorted((one.event.type, one.event.source, one.event.event_id) for one in claiming.claim(session, ids))


EACH = sorted((str(type_), "shop", "7") for type_ in TYPES)


@pytest.mark.parametrize("order", list(permutations(TYPES)))
def test_each_is_done_whichever_comes_first(session: Session, order: Sequence[EventType]) -> None:
    for number, type_ in enumerate(order, 1):
        recorded = poll(session, said(type_))
        assert (len(recorded.dispatch), recorded.redelivered, recorded.dead) == (1, 0, [])
        assert len(waiting(session)) == number
    assert waiting(session) == EACH
    for again in (order, order[::-1], [*order, *order]):
        recorded = poll(session, *map(said, again))
        assert (recorded.dispatch, recorded.redelivered, recorded.dead) == ({}, len(again), [])


@pytest.mark.parametrize("order", list(permutations(TYPES)))
def test_in_one_poll(session: Session, order: Sequence[EventType]) -> None:
    recorded = poll(session, *map(said, order), *map(said, order))
    assert (recorded.redelivered, recorded.dead) == (3, [])
    assert waiting(session) == EACH


@pytest.mark.parametrize("first", TYPES)
def test_a_name_used_twice_within_a_stream_is_a_conflict_all_the_same(session: Session, first: EventType) -> None:
    poll(session, said(first), said(EventType.ORDER_CREATED))
    [letter] = poll(session, said(EventType.ORDER_CANCELLED)).dead
    assert (letter.reason, "'7'" in letter.detail) == ("conflicting_payload", True)
    recorded = poll(session, said(EventType.ORDER_CANCELLED), said(EventType.ORDER_CREATED))
    assert (recorded.dispatch, recorded.dead, recorded.redelivered) == ({}, [], 2)


@pytest.mark.parametrize("letter", [junk(EventType.PRODUCT_UPDATED), unread()])
def test_another_streams_dead_letter_is_not_mended_by_it(session: Session, letter: Dead) -> None:
    """It would count as done with, and nobody would look at it."""
    poll(session, letter)
    recorded = poll(session, said(EventType.ORDER_CREATED))
    assert (recorded.superseded, recorded.dead) == ([], [])
    assert waiting(session) == [("OrderCreated", "shop", "7")]
    assert dead(session) == {"7": "invalid_data"}
    assert poll(session, letter, said(EventType.ORDER_CREATED)).redelivered == 2


def test_junk_under_a_name_of_its_own_gives_way_in_its_stream(session: Session) -> None:
    poll(session, said(EventType.PRODUCT_UPDATED))
    history = [junk(EventType.ORDER_CREATED, raw=b"1"), junk(EventType.ORDER_CREATED, raw=b"2")]
    assert [len(poll(session, one).dead) for one in history] == [1, 1]
    assert poll(session, said(EventType.ORDER_CREATED)).superseded == [history[0].origin]
    assert waiting(session) == [EACH[0], ("ProductUpdated", "shop", "7")]
    recorded = poll(session, *history, said(EventType.ORDER_CREATED), said(EventType.PRODUCT_UPDATED))
    assert (recorded.dispatch, recorded.dead, recorded.redelivered) == ({}, [], 4)


def test_what_was_lost_for_its_name_is_done_by_a_replay(session: Session) -> None:
    """An earlier version made a dead letter of the order whose name the catalogue had."""
    order = said(EventType.ORDER_CREATED)
    poll(session, said(EventType.PRODUCT_UPDATED))
    name = superseding.name(order.event_id, order.digest)
    poll(session, replace(order, event_id=name).as_dead("conflicting_payload", ""))
    id_ = session.scalars(select(InboxEvent.id).where(InboxEvent.event_id == name)).one()
    assert dead_letters.replay(session, [id_], now=NOON) == {id_: None}
    assert waiting(session) == [("OrderCreated", "shop", "7"), ("ProductUpdated", "shop", "7")]
    assert poll(session, order).redelivered == 1


def test_people_see_the_id_that_was_stated(session: Session) -> None:
    poll(session, *map(said, TYPES))
    found = events(session, where=EventFilter(source="shop"), before=None, limit=10).entries
    assert sorted((one.type, one.event_id) for one in found) == sorted((str(type_), "7") for type_ in TYPES)


def test_a_type_that_only_another_version_knows_stands_in_nobodys_way(session: Session) -> None:
    poll(session, said(EventType.PRODUCT_UPDATED))
    session.execute(text("UPDATE inbox_event SET type = 'ProductForgotten'"))
    poll(session, said(EventType.ORDER_CREATED))
    assert len(session.scalars(select(InboxPending.id)).all()) == 2


def test_two_bridges_with_namesakes_in_opposite_orders(database: Database) -> None:
    """Each is sent once, by one of them, and nobody deadlocks."""
    ids = [str(number) for number in range(100)]
    barrier = Barrier(2, timeout=60)

    def consume(step: int) -> RecordingResult:
        heard = [said(type_, id_) for id_, type_ in product(ids, TYPES)][::step]
        barrier.wait()
        with database.transaction() as session:
            return poll(session, *heard)

    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(consume, (1, -1)))
    sent = [one.id for recorded in both for sendable in recorded.dispatch.values() for one in sendable]
    assert len(sent) == len(set(sent)) == 300
    assert [recorded.dead for recorded in both] == [[], []]
    with database.transaction() as session:
        assert waiting(session) == sorted((str(type_), "shop", id_) for id_, type_ in product(ids, TYPES))


@pytest.mark.parametrize("is_dead", [False, True])
def test_a_name_is_kept_as_long_as_a_namesake_is(database: Database, *, is_dead: bool) -> None:
    """Else the order would be heard as new under the plain name when Kafka delivers it again."""
    first = junk(EventType.PRODUCT_UPDATED) if is_dead else said(EventType.PRODUCT_UPDATED)
    kind = Kind.DEAD_LETTERS if is_dead else Kind.EVENTS
    with database.transaction() as session:
        poll(session, first)
        poll(session, said(EventType.ORDER_CREATED))
        claiming.complete(session, list(session.scalars(select(InboxPending.id))))
    execute(database, "UPDATE inbox_event SET received_at = now(), occurred_at = now()")
    old = "UPDATE inbox_event SET received_at = now() - :age, occurred_at = now() - :age WHERE type = :type"
    execute(database, old, age=100 * DAY, type="ProductUpdated")
    execute(database, "UPDATE dead_letter SET died_at = now() - :age", age=100 * DAY)
    assert prune(database, kind) == 0
    with database.transaction() as session:
        assert poll(session, said(EventType.ORDER_CREATED)).redelivered == 1
    execute(database, old, age=40 * DAY, type="OrderCreated")
    assert prune(database, Kind.EVENTS) == 1
    assert prune(database, kind) == 1
    assert chosen(database, "SELECT count(*) FROM inbox_event") == [0]


def test_pruning_looks_names_up_in_their_index(database: Database) -> None:
    """Else it would read the whole inbox for each piece."""
    with database.transaction() as session:
        session.execute(
            text(
                "INSERT INTO inbox_event (source, event_id, type, digest, occurred_at, received_at, topic, partition,"
                " record_offset) SELECT 'shop', 'e' || n, 'OrderCreated', '', now() - interval '40 days',"
                " now() - interval '40 days', 'orders', 0, n FROM generate_series(1, 20000) n"
            )
        )
    read = "SELECT coalesce(seq_tup_read, 0) FROM pg_stat_xact_user_tables WHERE relname = 'inbox_event'"
    with database.transaction() as session:
        before = session.execute(text(read)).scalar_one()
        call = "SELECT removed FROM prune_inbox(0, now() - interval '31 days', :most)"
        assert session.execute(text(call), {"most": 2_000}).scalar_one() == 2_000
        assert session.execute(text(read)).scalar_one() - before <= 20_000, "one look at the table, not one a row"


@pytest.mark.parametrize("stream", [*Stream, None])
def test_names_of_ours_are_told_apart(stream: Stream | None) -> None:
    name = own_name("e-7", stream)
    assert (stated(name), is_reserved(name), is_reserved(f"{name}#ab")) == ("e-7", True, True)
    assert stated(superseding.name(name, b"\x01" * 12)) == "e-7#" + "01" * 6
    for theirs in ("e-7", "e-7\x1f", "\x1forder", "orders", "e\x1fOrders"):
        assert (stated(theirs), is_reserved(theirs)) == (theirs, False)
