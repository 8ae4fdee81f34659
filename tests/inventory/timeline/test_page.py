"""One answer for an order: events, movements and outcomes, with their reasons."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from inventory.database.tables import Movement
from inventory.domain.allowance import Allowance
from inventory.errors import BeyondToken, UnknownReservation
from inventory.inbox import dead_letters
from inventory.inbox.events import EventType
from inventory.timeline.entries import HeardEvent, Outcome
from inventory.timeline.page import OrderRecord, timeline
from inventory.timeline.timeline_json import timeline_json
from tests.inventory.making import NOON, cancel, confirm, moved, reserve
from tests.inventory.post import garbage
from tests.inventory.timeline.line import act, announce, effects, event, hear, read, read_all, work

TEA = [{"sku": "tea", "quantity": 2}]
ORDERED, PAID, FAILED = EventType.ORDER_CREATED, EventType.PAYMENT_SUCCEEDED, EventType.PAYMENT_FAILED


def what(session: Session, order_id: str = "o1") -> list[str]:
    """Return the kinds of the entries, in their order."""
    names: list[str] = []
    for one in read(session, order_id).entries:
        match one.what:
            case HeardEvent(event=heard):
                names.append(f"heard {heard.type}")
            case Movement() as movement:
                names.append(f"moved {movement.kind}")
            case Outcome() as outcome:
                names.append(f"announced {outcome.type}")
    return names


def test_the_story_of_an_order_from_kafka_to_kafka(session: Session) -> None:
    act(session, moved("tea", 10))
    hear(session, event(ORDERED, "e1", items=TEA, offset=41))
    work(session)
    hear(session, event(PAID, "e2", -20))
    work(session)
    announce(session)

    told = timeline_json(read(session))

    assert what(session) == [
        *("heard OrderCreated", "heard PaymentSucceeded", "moved reserved", "moved confirmed"),
        *("announced StockReserved", "announced StockConfirmed"),
    ]
    assert (told["record"], told["reservation"]["status"], set(told["facts"])) == (
        *("known", "confirmed"),
        {"ordered_at", "paid_at"},
    )
    heard = told["items"][0]["event"]
    assert (heard["topic"], heard["partition"], heard["offset"], heard["effect"]) == ("orders", 3, 41, "moved")
    outcome = told["items"][-1]["outcome"]
    assert (outcome["status"], outcome["partition"], outcome["sequence"]) == ("confirmed", 2, 2)
    assert outcome["offset"] > 100
    assert outcome["announced_at"] is not None
    assert "rejected_for" not in told


def test_an_outcome_that_kafka_does_not_have_yet_waits(session: Session) -> None:
    act(session, moved("tea", 10), reserve("o1", ("tea", 2)), confirm("o1"))
    announce(session, 1)

    outcomes = [one.get("outcome", {}) for one in timeline_json(read(session))["items"] if one["entry"] == "outcome"]

    assert [(one["type"], one["announced_at"] is None, "offset" in one) for one in outcomes] == [
        ("StockReserved", False, True),
        ("StockConfirmed", True, False),
    ]


@pytest.mark.parametrize("announced", [True, False], ids=["announced", "waiting"])
def test_a_rejected_order_tells_its_reason_and_each_short_line(session: Session, announced: bool) -> None:  # noqa: FBT001
    act(session, moved("tea", 1))
    hear(session, event(ORDERED, "e1", items=TEA))
    work(session)
    if announced:
        announce(session)

    told = timeline_json(read(session))

    assert told["rejected_for"] == "insufficient_stock"
    (outcome,) = (one["outcome"] for one in told["items"] if one["entry"] == "outcome")
    assert outcome["shortfalls"] == [{"sku": "tea", "requested": 2, "available": 1, "shortfall": 1}]


def test_a_reason_that_is_not_kept_is_told_as_such(session: Session) -> None:
    act(session, moved("tea", 1))
    hear(session, event(ORDERED, "e1", items=TEA))
    work(session)
    session.execute(text("DELETE FROM outbox_event"))

    assert timeline_json(read(session))["rejected_for"] == "not_recorded"


def test_events_tell_why_they_changed_nothing(session: Session) -> None:
    act(session, moved("tea", 10))
    hear(
        session,
        event(ORDERED, "newest", -30, items=TEA),
        event(ORDERED, "older", -40, items=[{"sku": "tea", "quantity": 5}]),
    )
    work(session)
    hear(session, event(PAID, "paid", -20), event(PAID, "paid before", -25))
    work(session)
    hear(session, event(FAILED, "late", -10))

    told = effects(read(session).entries)

    assert told == {
        "newest": "moved",
        "older": "older",
        "paid": "moved",
        "paid before": "older",
        "late": "waits",
    }


def test_a_failure_from_before_a_reserve_call_ended_nothing(session: Session) -> None:
    act(session, moved("tea", 10), reserve("o1", ("tea", 2)))
    hear(session, event(FAILED, "before", -50))
    work(session)

    (heard,) = (one["event"] for one in timeline_json(read(session))["items"] if one["entry"] == "event")
    assert (heard["effect"], heard["why"]) == (
        "ended",
        "It ended nothing: the order was reserved after it, at 2025-01-01T12:00:00.000000Z.",
    )


def test_an_event_of_an_order_that_is_over_says_so(session: Session) -> None:
    act(session, moved("tea", 10), reserve("o1", ("tea", 2)), cancel("o1"))
    hear(session, event(PAID, "paid", -20))
    work(session)

    assert effects(read(session).entries) == {"paid": "ended"}


def test_an_event_that_waits_or_is_dead_is_there_without_an_order(session: Session) -> None:
    """A dead letter that nobody could read is found by the key of its Kafka record."""
    unread = garbage(5)
    hear(
        session,
        event(ORDERED, "waits", items=TEA),
        event(PAID, "dead"),
        replace(unread, sent=unread.sent._replace(key=b"o1")),
        replace(garbage(6), sent=unread.sent._replace(key=b"o2")),
    )
    dead_id = next(one.what.event.id for one in read(session).entries if effects([one]).get("dead"))  # type: ignore[union-attr]
    dead_letters.abandon(session, [dead_id], actor="cli:me", why="wrong", now=NOON)

    page = read(session)

    assert page.record is OrderRecord.NEVER_STORED
    assert effects(page.entries) == {"waits": "waits", "dead": "unusable", "payments-3-5": "unusable"}
    told = {one["event"]["event_id"]: one["event"] for one in timeline_json(page)["items"]}
    assert (told["dead"]["reason"], told["dead"]["state"]) == ("abandoned", "dead")
    assert "inventory events show" in told["dead"]["why"]


def test_an_order_that_is_forgotten_says_so_and_keeps_its_movements(session: Session) -> None:
    act(session, moved("tea", 10), reserve("o1", ("tea", 2)))
    announce(session)
    session.execute(text("DELETE FROM reservation"))

    page = read(session)

    assert (page.record, page.order) == (OrderRecord.FORGOTTEN, None)
    assert what(session) == ["moved reserved", "announced StockReserved"]
    assert timeline(session, "o1", now=NOON, after=page.entries[-1].position, limit=5).record is OrderRecord.FORGOTTEN


def test_an_order_of_which_nothing_is_known_is_unknown(session: Session) -> None:
    act(session, moved("o1", 10))
    hear(session, replace(event(EventType.PRODUCT_CREATED, "e1"), key="o1"))

    with pytest.raises(UnknownReservation):
        read(session)


def test_pages_have_every_entry_once_in_the_same_order(session: Session) -> None:
    """All movements and outcomes of a batch have one time."""
    skus = [f"sku-{number}" for number in range(7)]
    act(session, *(moved(sku, 5) for sku in skus), reserve("o1", *((sku, 1) for sku in skus)), cancel("o1"))
    hear(session, *(event(PAID, f"e{number}") for number in range(5)))
    whole = read(session).entries

    assert len(whole) == 5 + 2 * 7 + 2
    for limit in (1, 2, 3, 20, 21, 22):
        assert [one.position for one in read_all(session, "o1", limit=limit)] == [one.position for one in whole]


def limits(**given: Any) -> Allowance:
    return Allowance(**given)


def test_a_caller_sees_its_own_orders_and_locations_alone(session: Session) -> None:
    act(session, moved("tea", 10), reserve("o1", ("tea", 2, "main")))

    def told(**given: Any) -> object:
        return timeline(session, "o1", now=NOON, limit=9, allowance=limits(**given)).record

    assert told(order_prefix="o", locations=frozenset({"main"})) is OrderRecord.KNOWN
    with pytest.raises(BeyondToken):
        told(order_prefix="other-")
    with pytest.raises(BeyondToken):
        told(locations=frozenset({"annex"}))
    session.execute(text("DELETE FROM reservation"))
    with pytest.raises(UnknownReservation):
        told(locations=frozenset({"main"}))
