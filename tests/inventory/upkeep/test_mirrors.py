"""A source that states our own number three times in a row is counted, and told once an hour."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from inventory.database.tables import CatalogueMirror
from inventory.upkeep import mirrors
from inventory.upkeep.mirrors import OTHERS, Mirror, Seen, counts, note, tell
from tests.inventory.making import order_created, payment_succeeded, stated
from tests.inventory.shop import Shop

NOW = datetime(2026, 5, 1, tzinfo=UTC)


def seen(running: int, *, ends: bool = False, source: str = "/catalogue") -> Seen:
    return Seen(source, running, ends, "a", "main", 94)


def counted(session: Session) -> dict[str, int]:
    return dict(counts(session))


def test_the_third_in_a_row_is_the_first_that_counts(session: Session) -> None:
    assert note(session, [seen(1)], now=NOW) == []
    assert note(session, [seen(1)], now=NOW) == []
    assert counted(session) == {"/catalogue": 0}
    assert note(session, [seen(1)], now=NOW) == [Mirror("/catalogue", "a", "main", 94)]
    assert counted(session) == {"/catalogue": 1}
    note(session, [seen(2)], now=NOW)
    assert counted(session) == {"/catalogue": 3}


def test_many_in_one_batch_count_as_if_they_came_one_by_one(session: Session) -> None:
    assert note(session, [seen(5)], now=NOW) == [Mirror("/catalogue", "a", "main", 94)]
    assert counted(session) == {"/catalogue": 3}


def test_a_number_of_its_own_ends_the_run(session: Session) -> None:
    note(session, [seen(2)], now=NOW)
    note(session, [seen(0, ends=True)], now=NOW)
    assert note(session, [seen(2)], now=NOW) == []
    assert note(session, [seen(2, ends=True)], now=NOW) == []
    assert counted(session) == {"/catalogue": 0}
    note(session, [seen(1)], now=NOW)
    assert counted(session) == {"/catalogue": 1}


def test_a_source_whose_numbers_are_its_own_gets_no_row(session: Session) -> None:
    assert note(session, [seen(0, ends=True)], now=NOW) == []
    assert note(session, [], now=NOW) == []
    assert counted(session) == {}


def test_a_source_is_told_of_once_an_hour(session: Session) -> None:
    assert note(session, [seen(3)], now=NOW)
    assert not note(session, [seen(1)], now=NOW + timedelta(minutes=59))
    assert not note(session, [seen(0, ends=True)], now=NOW + timedelta(minutes=61))
    assert note(session, [seen(3)], now=NOW + timedelta(minutes=62))


def test_each_source_is_counted_by_itself_and_their_number_is_bounded(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mirrors, "MAX_SOURCES", 2)
    note(session, [seen(3, source="/a"), seen(4, source="/b")], now=NOW)
    told = note(
        session, [seen(1, source="/a"), seen(3, source="/c"), seen(1, source="/d")], now=NOW + timedelta(minutes=1)
    )
    assert [one.source for one in told] == [OTHERS]
    assert counted(session) == {"/a": 2, "/b": 2, OTHERS: 1}
    assert session.scalar(select(func.count()).select_from(CatalogueMirror)) == 3


def test_the_statements_of_a_batch_are_seen_by_source(shop: Shop) -> None:
    shop.hear(stated("a", 100), stated("b", 100))
    for sku in ("a", "b"):
        shop.hear(order_created(sku, (sku, 6)), payment_succeeded(sku))
    outcomes = shop.batch(stated("a", 90, at=-50), stated("b", 94, at=-50), stated("b", 200, at=-40))
    assert mirrors.seen(outcomes) == [Seen("events", 1, True, "b", "main", 94)]


def test_the_warning_names_the_source_the_row_and_the_way_out(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        tell([Mirror("/cat\nalogue", "a", "main", 94)])
    (message,) = caplog.messages
    assert "'/cat\\nalogue' states our own quantity_on_hand as its supply, last 94 for SKU 'a' at 'main'" in message
    assert "INVENTORY_CATALOGUE_QUANTITY to first or ignored" in message
