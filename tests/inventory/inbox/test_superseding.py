"""A dead letter that was never usable gives its id to the event that corrects it (ADR 0030)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Barrier

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from inventory.database.tables import DeadLetter, InboxEvent, InboxPending
from inventory.database.transactions import Database
from inventory.inbox import dead_letters, superseding
from inventory.inbox.decoded import Dead, DecodedEvent, Origin, Usable
from inventory.inbox.insertion import RecordingResult
from inventory.inbox.rereading import KeptMessage
from inventory.inbox.sent import MAX_HEADERS_BYTES, MessageExtras, headers_json, headers_of
from inventory.upkeep.backlog import backlog
from tests.inventory.making import NOON
from tests.inventory.post import dead, known, payment, pending, poll, spoilt


def bad(event_id: str, raw: bytes = b"{}", *, offset: int = 0) -> Dead:
    """A message with a name that can't be used."""
    return spoilt(
        replace(payment(event_id), origin=Origin("payments", 3, offset)),
        raw,
        digest=sha256(raw).digest(),
        detail="order_id: field required",
        sent=MessageExtras(b"k-1", (("ce_id", b"e1"),), NOON),
    )


def name(message: DecodedEvent) -> str:
    return superseding.name(message.event_id, message.digest)


def letters(session: Session) -> dict[str, tuple[int | None, bytes | None]]:
    """Return by event id the successor of each dead letter, and its bytes."""
    found = session.execute(
        select(InboxEvent.event_id, DeadLetter.superseded_by, DeadLetter.raw).join(
            InboxEvent, InboxEvent.id == DeadLetter.id
        )
    )
    return {row.event_id: (row.superseded_by, row.raw) for row in found}


def id_of(session: Session, event_id: str) -> int:
    return session.scalars(select(InboxEvent.id).where(InboxEvent.event_id == event_id)).one()


@pytest.fixture
def other(database: Database) -> Iterator[Session]:
    """Another bridge's transaction."""
    with Session(database.engine) as opened:
        yield opened


def test_an_event_that_corrects_a_dead_letter_is_done_under_its_id(session: Session) -> None:
    poll(session, bad("e1", b"first", offset=7))
    recorded = poll(session, payment("e1"))
    assert (recorded.redelivered, recorded.dead, recorded.superseded) == (0, [], [Origin("payments", 3, 7)])
    assert list(pending(session)) == ["e1"]
    assert letters(session) == {name(bad("e1", b"first")): (id_of(session, "e1"), b"first")}
    assert [one.key for sent in recorded.dispatch.values() for one in sent] == ["o1"]
    assert backlog(session, now=NOON).dead_letters.count == 0


def test_whatever_is_read_again_afterwards_changes_nothing(session: Session) -> None:
    """As when the topic is read from its beginning: the bad one, the good one, and that again."""
    history = (bad("e1", b"first"), bad("e1", b"second"), payment("e1"), payment("e1"))
    poll(session, *history)
    before = known(session), letters(session), pending(session)
    assert [event_id for event_id in before[0] if "#" not in event_id] == ["e1"]
    for again in (history, history[::-1], history[1:2]):
        recorded = poll(session, *again)
        assert (recorded.dispatch, recorded.dead, recorded.superseded) == ({}, [], [])
        assert recorded.redelivered == len(again)
    assert (known(session), letters(session), pending(session)) == before


def test_a_mend_that_is_wrong_too_says_why_and_the_next_one_is_done(session: Session) -> None:
    poll(session, bad("e1", b"first"))
    [second] = poll(session, bad("e1", b"second")).dead
    assert (second.event_id, second.reason) == (name(bad("e1", b"second")), "invalid_data")
    poll(session, payment("e1"))
    assert sorted(letters(session)) == sorted({name(bad("e1", b"first")), name(bad("e1", b"second"))})
    [conflicting] = poll(session, payment("e1", "another order")).dead
    assert conflicting.reason == "conflicting_payload"
    assert list(pending(session)) == ["e1"]


@pytest.mark.parametrize("reason", ["abandoned", "attempts_exhausted", "conflicting_payload"])
def test_what_was_usable_once_keeps_its_id(session: Session, reason: str) -> None:
    poll(session, replace(bad("e1"), reason=reason))
    recorded = poll(session, payment("e1"))
    assert (recorded.dispatch, recorded.superseded) == ({}, [])
    assert dead(session) == {"e1": reason, name(payment("e1")): "conflicting_payload"}
    assert list(session.execute(text("SELECT supersede_dead_letters(:ids)"), {"ids": [id_of(session, "e1")]})) == []


def test_what_is_too_old_gives_way_to_another_time_and_not_to_a_longer_memory(session: Session) -> None:
    """Its content has the same digest, and may have been done and forgotten before it was
    refused.
    """
    old = NOON - timedelta(days=40)
    refused = replace(payment("e1"), occurred_at=old, raw=b"{}").as_dead("too_old", "")
    poll(session, refused)
    assert poll(session, replace(payment("e1"), occurred_at=old)).redelivered == 1
    assert pending(session) == {}
    assert poll(session, payment("e1")).redelivered == 0
    assert list(pending(session)) == ["e1"]


def test_a_name_that_somebody_has_already_is_made_longer(session: Session) -> None:
    poll(session, payment(name(bad("e1"))), bad("e1"))
    poll(session, payment("e1"))
    assert sorted(pending(session)) == sorted({"e1", name(bad("e1"))})
    [kept] = letters(session)
    assert kept.startswith(f"{name(bad('e1'))}#")


def test_two_bridges_with_the_mended_events_at_once(database: Database) -> None:
    """As after a rebalance: each is sent once, nothing conflicts, and nobody deadlocks, in any
    order.
    """
    count = 200
    with database.transaction() as session:
        poll(session, *(bad(f"e{n}", b"%d" % n) for n in range(count)))
    barrier = Barrier(2, timeout=60)

    def consume(step: int) -> RecordingResult:
        heard = [payment(f"e{n}") for n in range(count)][::step] + [payment(f"new{n}") for n in range(count)][::-step]
        barrier.wait()
        with database.transaction() as session:
            return poll(session, *heard)

    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(consume, (1, -1)))
    sent = [one.id for recorded in both for events in recorded.dispatch.values() for one in events]
    assert len(sent) == len(set(sent)) == 2 * count
    assert sum(len(recorded.superseded) for recorded in both) == count
    assert sum(recorded.redelivered for recorded in both) == 2 * count
    assert [recorded.dead for recorded in both] == [[], []]


def test_two_bridges_that_have_both_found_the_dead_letter(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither has given it another name yet: the one that comes second is given nothing, and hears
    a redelivery.
    """
    with database.transaction() as session:
        poll(session, bad("e1"))
    barrier, free = Barrier(2, timeout=60), superseding.free

    def free_together(session: Session, ids: Collection[int]) -> list[int]:
        barrier.wait()
        return free(session, ids)

    monkeypatch.setattr(superseding, "free", free_together)

    def consume(_: int) -> RecordingResult:
        with database.transaction() as session:
            return poll(session, payment("e1"))

    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(consume, range(2)))
    assert sorted((len(one.superseded), len(one.dispatch), one.redelivered) for one in both) == [(0, 0, 1), (1, 1, 0)]
    assert [one.dead for one in both] == [[], []]


def test_a_bridge_that_dies_before_its_commit_has_changed_nothing(database: Database, other: Session) -> None:
    with database.transaction() as session:
        poll(session, bad("e1"))
    poll(other, payment("e1"))
    other.rollback()
    with database.transaction() as session:
        assert (known(session), pending(session)) == (["e1"], {})
        assert list(letters(session).values()) == [(None, b"{}")]
        poll(session, payment("e1"))
        assert list(pending(session)) == ["e1"]


def test_a_replay_reads_the_kept_bytes_again(session: Session) -> None:
    """By the present readers. The event then goes the way of any other."""
    poll(session, bad("e1", b"now it can be read"), bad("e2", b"still not"))
    ids = [id_of(session, "e1"), id_of(session, "e2")]
    asked = []

    class Reader:
        def __call__(self, session: Session, kept: KeptMessage, now: datetime) -> Usable | str:
            del session, now
            asked.append(kept)
            return payment("e1") if len(asked) == 1 else "invalid_data, order_id: field required"

        def forbidden(self, heard: Usable) -> str | None:
            raise AssertionError(heard)

    read = Reader()
    answers = dead_letters.replay(session, ids, now=NOON, read=read)
    assert answers[ids[0]] is None
    assert "order_id: field required" in str(answers[ids[1]])
    assert pending(session) == {"e1": (0, timedelta(0))}
    assert asked[0] == (Origin("payments", 3, 0), b"now it can be read", bad("e1").sent, "invalid_data")
    again = dead_letters.replay(session, ids[:1], now=NOON, read=read)
    assert "has taken the place of" in str(again[ids[0]])
    assert len(session.scalars(select(InboxPending.id)).all()) == 1


def test_a_replay_of_what_died_for_its_id_is_done_when_that_is_free(session: Session) -> None:
    """Mended events of before this was so: they were refused beside the dead letter that they
    corrected.
    """
    poll(session, bad("e1"), payment("e2"))
    for event_id in ("e1", "e2"):
        refused = payment(event_id, "o9")
        poll(
            session,
            replace(refused, event_id=name(refused), raw=None).as_dead("conflicting_payload", ""),
        )
    of_bad, of_good = (id_of(session, name(payment(event_id, "o9"))) for event_id in ("e1", "e2"))
    answers = dead_letters.replay(session, [of_bad, of_good], now=NOON)
    assert answers[of_bad] is None
    assert "another event has its id" in str(answers[of_good])
    assert sorted(pending(session)) == ["e1", "e2"]
    assert session.scalars(select(DeadLetter.superseded_by).where(DeadLetter.id == of_bad)).one() == id_of(
        session, "e1"
    )


def test_the_beside_of_a_record_is_kept_bounded_and_read_back() -> None:
    headers = (("ce_id", b"e1"), ("\x00odd", b"\xff\x00"), ("none", None), ("ce_id", b"twice"))
    stored = headers_json(headers)
    assert stored is not None
    assert headers_of(stored) == headers
    large = headers_json((("a", b"x" * MAX_HEADERS_BYTES), ("b", b"y")))
    assert large == [{"name": "b", "value": "y"}, {"omitted": 1}]
    assert headers_of(large) is None
    assert headers_json(None) is None
