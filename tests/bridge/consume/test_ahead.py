"""Events that are ahead of PostgreSQL's clock count as of their receipt, decided once (ADR
0036).
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import text
from sqlalchemy.orm import Session

from bridge.consume.ahead import MAX_LINES
from bridge.consume.dead_letter_cap import DeadLetterCap
from bridge.consume.intake import Intake
from bridge.consume.offsets.positions import Positions, Start
from bridge.decode.cloudevents import InboundMessage
from bridge.decode.decode import decode
from bridge.metrics import CONSUMER
from inventory.cli.root import commands
from inventory.database.transactions import Database, now
from inventory.domain.commands import Cause, Command, StateSupply
from inventory.errors import UnknownSku
from inventory.inbox import claiming, dead_letters, parking
from inventory.inbox.decoded import Origin, Usable
from inventory.inbox.events import EventType, commands_of
from inventory.inbox.insertion import RecordingResult
from inventory.inbox.rereading import KeptMessage
from inventory.partitions import kept_offsets
from inventory.partitions.kept_offsets import Advance
from inventory.partitions.receipts import TICK
from inventory.settings import settings
from inventory.write_path import apply as operations
from inventory.write_path.apply import HoldTimes
from tests.bridge.messages import event, message
from tests.postgresql import migrated_database_url, postgresql  # noqa: F401 - fixtures

WEEK = timedelta(days=7)
NEARLY_A_DAY = timedelta(hours=23, minutes=54)


class Line:
    """A bridge and a worker, a step at a time, on one partition of orders."""

    def __init__(self, database: Database) -> None:
        self.database = database
        positions = Positions()
        positions.begin({("orders", 0): Start("id", 0, set_back=False)})
        with database.transaction() as session:
            kept_offsets.begin(session, [Advance("orders", 0, "id", 0, 0)])
            self.began = now(session)
            supply = StateSupply("mug", "mug", 100, self.began - WEEK, Cause("/catalog"))
            operations.apply(session, [supply], now=self.began, holds=HoldTimes())
        self._positions = positions
        self._intake = Intake(database, DeadLetterCap(most=100, window=200), positions, retry_after=WEEK)
        self._offset = 0

    def hear(self, *bodies: dict[str, Any], first: int | None = None) -> RecordingResult:
        """One poll. `first` is its first offset where these are read again."""
        start = self._offset if first is None else first
        self._offset = max(self._offset, start + len(bodies))
        messages = [message(body)._replace(origin=_at(start + number)) for number, body in enumerate(bodies)]
        moment = datetime.now(UTC)
        taken = self._intake.take([decode(one, now=moment, retention=WEEK) for one in messages])
        self._positions.keep(taken.kept)
        return taken.recorded

    def work(self, *, patient: bool = False) -> None:
        """All that is pending, the youngest id first: workers keep no order."""
        for id_ in reversed(self.select("SELECT id FROM inbox_pending ORDER BY id")):
            with self.database.transaction() as session:
                claimed = claiming.claim(session, [id_])
                meant: list[Command] = [one for row in claimed for one in commands_of(row.event, patient=patient)]
                outcomes = operations.apply(session, meant, now=now(session), holds=HoldTimes())
                unknown = [sku for one in outcomes if isinstance(one.error, UnknownSku) for sku in one.error.skus]
                waiting = {row.id: unknown for row in claimed if unknown}
                patience = parking.Patience(timedelta(seconds=30), timedelta(hours=1))
                parking.park(session, waiting, now=now(session), patience=patience)
                claiming.complete(session, [row.id for row in claimed if row.id not in waiting])

    def units(self, order_id: str) -> int:
        found = self.select(f"SELECT lines->0->'quantity' FROM reservation WHERE order_id = '{order_id}'")
        return int(found[0])

    def claimed_at(self, event_id: str) -> datetime:
        """Return the time of a pending event, as a worker is told."""
        with self.database.transaction() as session:
            ids = session.scalars(text("SELECT id FROM inbox_event WHERE event_id = :name"), {"name": event_id}).all()
            (claimed,) = claiming.claim(session, ids)
            return claimed.event.at

    def select(self, statement: str) -> list[Any]:
        with self.database.transaction() as session:
            return list(session.scalars(text(statement)))


def _at(offset: int) -> Origin:
    return Origin("orders", 0, offset)


@pytest.fixture
def line(database: Database) -> Line:
    return Line(database)


def ahead(by: timedelta, **attributes: Any) -> dict[str, Any]:
    return event(time=(datetime.now(UTC) + by).isoformat(), **attributes)


def order(units: int, *, order_id: str = "o-1", sku: str = "mug", **attributes: Any) -> dict[str, Any]:
    return attributes | {"data": {"order_id": order_id, "items": [{"sku": sku, "quantity": units}]}}


class ReadLater:
    """Reads the content of a dead letter when so much time has passed, and text is taken for
    JSON.
    """

    def __init__(self, by: timedelta) -> None:
        self._by = by

    def __call__(self, session: Session, kept: KeptMessage, now: datetime) -> Usable | str:
        del session, now
        value = kept.value.replace(b"text/plain", b"application/json").replace(b'"id_"', b'"id"')
        found = decode(InboundMessage(kept.origin, value, (), None), now=datetime.now(UTC) + self._by, retention=WEEK)
        assert isinstance(found, Usable)
        return found

    def forbidden(self, heard: Usable) -> str | None:
        del heard
        return None


def receipts(line: Line) -> Sequence[datetime]:
    return line.select("SELECT received_at FROM inbox_event ORDER BY record_offset, id")


@pytest.mark.parametrize("ids", [("e-1", "e-2"), ("e-2", "e-1")])
@pytest.mark.parametrize("by", [timedelta(seconds=2), NEARLY_A_DAY])
def test_of_two_amendments_in_one_poll_the_later_counts_whatever_they_are_called(
    line: Line, ids: tuple[str, str], by: timedelta
) -> None:
    line.hear(ahead(by, **order(7, id=ids[0])), ahead(by + timedelta(milliseconds=1), **order(1, id=ids[1])))
    line.work()
    assert line.units("o-1") == 1


def test_an_event_that_was_ahead_does_not_win_for_a_day(line: Line) -> None:
    line.hear(ahead(NEARLY_A_DAY, **order(1)))
    line.hear(ahead(timedelta(0), **order(7, id="e-2")))
    line.work()
    assert line.units("o-1") == 7


def test_one_that_happened_before_it_was_received_counts_as_before(line: Line) -> None:
    line.hear(ahead(NEARLY_A_DAY, **order(1)), ahead(-timedelta(seconds=1), **order(7, id="e-2")))
    line.work()
    assert line.units("o-1") == 1


def test_what_it_says_itself_is_kept_and_shown(
    line: Line, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    line.hear(ahead(NEARLY_A_DAY, **order(1)), event(**order(1, id="e-2", order_id="o-2")))
    monkeypatch.setenv("DATABASE_URL", line.database.engine.url.render_as_string(hide_password=False))
    settings.cache_clear()  # another test may have asked for them
    request.addfinalizer(settings.cache_clear)
    (stated,) = line.select("SELECT occurred_at - received_at FROM inbox_event WHERE event_id = 'e-1'")
    assert timedelta(hours=23) < stated < timedelta(days=1)
    listed = CliRunner().invoke(commands, ["events", "ahead"])
    assert "/orders" in listed.output, listed.output
    assert len(line.select("SELECT 1 FROM inbox_event WHERE occurred_at > received_at")) == 1
    (id_,) = line.select("SELECT id FROM inbox_event WHERE event_id = 'e-1'")
    assert "counts as of" in CliRunner().invoke(commands, ["events", "show", str(id_)]).output
    assert '"most_ahead_seconds":' in CliRunner().invoke(commands, ["events", "ahead", "--json"]).output


def test_it_is_counted_and_the_furthest_of_a_source_is_logged(line: Line, caplog: pytest.LogCaptureFixture) -> None:
    name, labels = "inventory_bridge_ahead_seconds_count", {"type": "OrderCreated"}
    before = CONSUMER.get_sample_value(name, labels) or 0
    caplog.set_level(logging.WARNING, logger="bridge.consume.ahead")
    hours = [timedelta(hours=number) for number in (1, 3, 2)]
    line.hear(*(ahead(by, **order(1, id=f"e-{number}")) for number, by in enumerate(hours)))
    line.hear(ahead(timedelta(hours=1), **order(1, id="e-0")))
    assert CONSUMER.get_sample_value(name, labels) == before + 3, "what comes again counts once"
    (said,) = [record.getMessage() for record in caplog.records]
    assert "OrderCreated 'e-1' of '/orders' in orders/0 is 10" in said
    assert "(and 2 more events less far)" in said
    caplog.clear()
    many = [ahead(timedelta(hours=1), **order(1, id="e-9", source=f"/{number}")) for number in range(MAX_LINES + 5)]
    line.hear(ahead(timedelta(hours=4), **order(1, id="e-4")), *many)
    told = [record.getMessage() for record in caplog.records]
    assert len(told) == MAX_LINES + 1, "of each source once in a minute, and of some at a time"
    assert "5 more sources are ahead" in told[-1]


def test_every_type_is_counted_from_the_start(line: Line) -> None:
    """Else the alert of docs/liveness.md would miss the first event of a type."""
    assert all(
        CONSUMER.get_sample_value("inventory_bridge_ahead_seconds_count", {"type": each}) is not None
        for each in EventType
    )


def test_whoever_takes_it_when_sees_the_same_time(line: Line) -> None:
    """It waits for the catalogue, and is delivered again."""
    line.hear(ahead(NEARLY_A_DAY, **order(1, sku="unknown")))
    first = line.claimed_at("e-1")
    line.work(patient=True)
    line.hear(ahead(timedelta(0), **order(1, sku="unknown")))
    line.hear(ahead(NEARLY_A_DAY, **order(1, sku="unknown")), first=0)
    assert line.claimed_at("e-1") == first == receipts(line)[0]


def test_two_bridges_with_the_same_event_at_once_decide_once(line: Line) -> None:
    barrier = Barrier(2, timeout=120)
    body = ahead(NEARLY_A_DAY, **order(1))

    def take(_: int) -> int:
        intake = Intake(line.database, DeadLetterCap(most=100, window=200), Positions(), retry_after=WEEK)
        barrier.wait()
        return len(intake.take([decode(message(body), now=datetime.now(UTC), retention=WEEK)]).recorded.ahead)

    with ThreadPoolExecutor(2) as pool:
        decided = list(pool.map(take, range(2)))
    assert sorted(decided) == [0, 1]
    assert line.claimed_at("e-1") == receipts(line)[0]


@pytest.mark.parametrize("by", [timedelta(hours=3), timedelta(days=3)])
def test_a_dead_letter_that_is_replayed_counts_as_of_its_first_receipt(line: Line, by: timedelta) -> None:
    """Also one that was too far ahead, when its time has come. And one that can be read now."""
    far = by > timedelta(days=1)
    line.hear(ahead(by, **order(1), datacontenttype=None if far else "text/plain"))
    (id_,) = line.select("SELECT id FROM dead_letter")
    line.hear(ahead(timedelta(0), **order(7, id="e-2")))

    with line.database.transaction() as session:
        assert dead_letters.replay(session, [id_], now=now(session) + by, read=ReadLater(by)) == {id_: None}
    assert line.claimed_at("e-1") == receipts(line)[0]
    line.work()
    assert line.units("o-1") == 7


def test_one_that_had_no_name_of_its_own_counts_as_of_its_first_receipt(line: Line) -> None:
    by = timedelta(hours=3)
    line.hear(ahead(by, **order(1), id=None, id_="e-1"))
    (letter,) = line.select("SELECT id FROM dead_letter WHERE reason = 'missing_id'")
    with line.database.transaction() as session:
        assert dead_letters.replay(session, [letter], now=now(session) + by, read=ReadLater(by)) == {letter: None}
    assert line.claimed_at("e-1") == receipts(line)[0]


def test_the_same_record_that_can_be_read_now_counts_as_of_its_first_receipt(line: Line) -> None:
    """Its topic is read again, with a schema registry that is known now."""
    body = ahead(NEARLY_A_DAY, **order(1))
    line.hear(body | {"datacontenttype": "text/plain"})
    (first,) = receipts(line)
    line.hear(body, first=0)
    assert line.claimed_at("e-1") == first


def test_a_clock_of_the_database_that_is_set_back_turns_nothing_around(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    line.hear(ahead(NEARLY_A_DAY, **order(7)))
    monkeypatch.setattr("bridge.consume.intake.now", lambda session: now(session) - timedelta(minutes=10))
    line.hear(ahead(NEARLY_A_DAY, **order(1, id="e-2")))
    first, second = receipts(line)
    assert second == first + TICK
    line.work()
    assert line.units("o-1") == 1
