"""Dead letters by reason and source, and pending events, page by page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from console.reading import dead_letters, pending_events
from inventory.inbox import parking
from tests.inventory.making import NOON
from tests.inventory.post import garbage, payment, poll


def hear(session: Session, *, first: int = 0, count: int = 3) -> None:
    """Three sorts of dead letters, `count` of each."""
    numbers = range(first, first + count)
    poll(session, *(garbage(number) for number in numbers))
    poll(session, *(replace(garbage(100 + number), source="shop") for number in numbers))
    poll(session, *(replace(garbage(200 + number), source="shop", reason="too_old") for number in numbers[1:]))


def test_dead_letters_stand_together_by_reason_and_source(session: Session) -> None:
    hear(session)

    found = dead_letters.groups(session)

    assert [(one.reason, one.source, one.letters) for one in found.groups] == [
        ("malformed_json", "payments", 3),
        ("malformed_json", "shop", 3),
        ("too_old", "shop", 2),
    ]
    assert found.complete


def test_a_group_is_read_page_by_page(session: Session) -> None:
    hear(session, count=5)

    first = dead_letters.letters(session, reason="malformed_json", source="shop", before=None, limit=3)
    second = dead_letters.letters(session, reason="malformed_json", source="shop", before=first.last, limit=3)

    assert [one.record_offset for one in [*first.entries, *second.entries]] == [104, 103, 102, 101, 100]
    assert second.last is None


def test_a_page_looks_at_so_many_letters_and_says_so(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dead_letters, "SEARCHED_LETTERS", 4)
    hear(session)

    found = dead_letters.groups(session)
    page = dead_letters.letters(session, reason="malformed_json", source="payments", before=None, limit=3)

    assert [(one.reason, one.source, one.letters) for one in found.groups] == [
        ("malformed_json", "shop", 2),
        ("too_old", "shop", 2),
    ]
    assert not found.complete
    assert (page.entries, page.last is None) == ([], False)
    rest = dead_letters.letters(session, reason="malformed_json", source="payments", before=page.last, limit=3)
    assert len(rest.entries) == 3


def test_pending_events_are_read_oldest_first(session: Session) -> None:
    poll(session, *(payment(f"e{number}") for number in range(5)))

    first = pending_events.pending(session, waiting=False, after=None, limit=3)
    second = pending_events.pending(session, waiting=False, after=first.last, limit=3)

    assert [one.event_id for one in [*first.entries, *second.entries]] == ["e0", "e1", "e2", "e3", "e4"]
    assert second.last is None
    assert pending_events.count(session) == (5, True)


def test_events_that_wait_for_the_catalogue_are_told_apart(session: Session) -> None:
    poll(session, payment("e1"), payment("e2"))
    one, _ = pending_events.pending(session, waiting=False, after=None, limit=3).entries
    parking.park(session, {one.id: ["tea"]}, now=NOON, patience=parking.Patience(NOON - NOON, NOON - NOON))

    (waiting,) = pending_events.pending(session, waiting=True, after=None, limit=3).entries

    assert (waiting.event_id, waiting.waits_for) == ("e1", ["tea"])
