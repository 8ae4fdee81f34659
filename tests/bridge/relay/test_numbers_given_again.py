"""PostgreSQL is set back, and gives the numbers of lost outcomes to others before anybody looks:
these are announced as new.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import Event as Flag
from threading import Thread
from typing import Any, TypeAlias

import pytest
from sqlalchemy import text

from bridge.relay.relay import Relay
from inventory.database.transactions import Database
from inventory.settings import Settings
from tests.bridge.line import Kafka, Outbox, eventually

LOST, NEW = 3, 5
Relaying: TypeAlias = Callable[[], AbstractContextManager[None]]


class Backup:
    """Copy the outbox as a clean copy of the disk does, or a dump of the data alone: afterwards
    every mark is as it was.

    It is taken while nothing waits.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        with database.transaction() as session:
            self._kept = dict(session.execute(text("SELECT epoch, published_id FROM lineage")).mappings().one())

    def restore(self) -> None:
        with self._database.transaction() as session:
            session.execute(text("DELETE FROM outbox_event"))
            session.execute(text("UPDATE lineage SET epoch = :epoch, published_id = :published_id"), self._kept)
            session.execute(
                text("SELECT setval(pg_get_serial_sequence('outbox_event', 'id'), :published_id)"), self._kept
            )


@pytest.fixture
def relaying(settings: Settings) -> Relaying:
    """Run a relay in a thread of this process for as long as the block."""

    @contextmanager
    def relaying() -> Iterator[None]:
        stopping = Flag()
        thread = Thread(target=Relay(settings, stopping=stopping).run)
        thread.start()
        try:
            yield
        finally:
            stopping.set()
            thread.join(60)
            assert not thread.is_alive()

    return relaying


class Told:
    """Return the announcements of one order."""

    def __init__(self, outbox: Outbox, kafka: Kafka, topic: str) -> None:
        self._outbox = outbox
        self._kafka = kafka
        self._topic = topic

    def add(self, count: int) -> None:
        """Queue the outcomes of versions 1 to `count`."""
        self._outbox.add(["o-1"], rounds=count)

    def all(self) -> list[str]:
        """Return every sequence that was announced, once all are."""
        eventually(lambda: self._outbox.count() == 0, "published")
        return [event["sequence"] for event in self._kafka.events(self._topic)]


@pytest.fixture
def told(outbox: Outbox, kafka: Kafka, settings: Settings) -> Told:
    return Told(outbox, kafka, settings.topic_events)


def test_before_a_relay_is_started(database: Database, relaying: Relaying, told: Told) -> None:
    with relaying():
        told.add(1)
        told.all()
        backup = Backup(database)
        told.add(LOST)
        before = told.all()
    backup.restore()
    told.add(NEW)
    with relaying():
        after = told.all()[len(before) :]
    assert len(after) == NEW
    assert min(after) > max(before)


def test_under_a_relay_that_lives_on(database: Database, relaying: Relaying, told: Told) -> None:
    """As `pg_restore --data-only` does it, into tables that were emptied: no connection ends."""
    with relaying():
        told.add(1)
        told.all()
        backup = Backup(database)
        told.add(LOST)
        before = told.all()
        backup.restore()
        told.add(NEW)
        after = told.all()[len(before) :]
    assert len(after) == NEW
    assert min(after) > max(before)


def test_under_a_relay_that_waits_for_kafka(
    database: Database, relaying: Relaying, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows that it is about to remove are gone, and others have their numbers: none of them is
    removed in its place.
    """
    real, restored = Relay._deliver, Flag()

    def deliver(self: Relay, *arguments: Any) -> Any:
        delivered = real(self, *arguments)
        if not restored.is_set():
            backup.restore()
            told.add(NEW)
            restored.set()
        return delivered

    with relaying():
        told.add(1)
        told.all()
        backup = Backup(database)
        monkeypatch.setattr(Relay, "_deliver", deliver)
        told.add(1)
        assert restored.wait(60)
        sequences = told.all()
    assert len(sequences) == 2 + NEW
    assert min(sequences[2:]) > max(sequences[:2])
