"""A relay with nothing to do asks once a second, and is woken by whoever writes an outcome."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from threading import Event as Flag
from threading import Thread
from time import monotonic

import pytest
from sqlalchemy import Connection, text

from bridge.relay import rest as resting
from bridge.relay.rest import Rest
from inventory.database.transactions import Database
from inventory.settings import Settings
from tests.bridge.line import Kafka, Outbox, eventually
from tests.bridge.relay.test_compression import relaying

FOR_EVER = 20.0


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    """A relay's connection, closed at the end with all that it holds."""
    own = Database(database.engine.url.render_as_string(hide_password=False), pool_size=1)
    try:
        with own.held_connection() as connection:
            yield connection
    finally:
        own.dispose()


@pytest.fixture
def rest(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> Rest:
    """A rest that nobody but a writer ends."""
    monkeypatch.setattr(resting, "LOOK_SECONDS", FOR_EVER)
    monkeypatch.setattr(resting, "FIRST_PAUSE_SECONDS", resting.MAX_PAUSE_SECONDS)
    return Rest(connection, Flag())


def sleeping(connection: Connection) -> bool:
    """Return True if anybody sleeps at the outbox."""
    query = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 2 AND mode = 'ExclusiveLock'"
    with connection.begin():
        return bool(connection.scalar(text(query)))


def test_a_writer_wakes_a_relay_that_sleeps(connection: Connection, rest: Rest, outbox: Outbox) -> None:
    rest.go_on()
    assert sleeping(connection)
    sleeper = Thread(target=rest.go_on)
    sleeper.start()
    outbox.add(["o-1"])
    sleeper.join(FOR_EVER / 2)
    assert not sleeper.is_alive()
    rest.end()
    assert not sleeping(connection)


def test_what_was_written_before_the_sleep_is_not_slept_over(
    connection: Connection, rest: Rest, outbox: Outbox, database: Database
) -> None:
    """A writer that was told that nobody sleeps sends nothing. So nobody may sleep before it is
    over.
    """
    with ExitStack() as open_:
        session = open_.enter_context(database.transaction())
        session.execute(
            text(
                "INSERT INTO outbox_event (type, key, sequence, payload, occurred_at) VALUES ('x', 'o-1', 1, '{}', now())"
            )
        )
        rest.go_on()
        assert not sleeping(connection)
    rest.go_on()
    assert sleeping(connection)
    assert outbox.count() == 1, "seen by the look that follows"


def test_a_notification_that_comes_with_an_answer_is_heard(connection: Connection, rest: Rest, outbox: Outbox) -> None:
    rest.go_on()
    outbox.add(["o-1"])
    eventually(lambda: sleeping(connection), "a statement whose answer brings the notification along")
    began = monotonic()
    rest.go_on()
    assert monotonic() - began < FOR_EVER / 2


def test_nobody_is_notified_while_the_relay_is_awake(connection: Connection, rest: Rest, outbox: Outbox) -> None:
    outbox.add(["o-1"])
    heard: list[object] = []
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.add_notify_handler(heard.append)
    with connection.begin():
        connection.execute(text("SELECT 1"))
    assert not heard
    rest.go_on()
    outbox.add(["o-2"])
    eventually(lambda: sleeping(connection) and heard, "notified")


def test_an_idle_relay_asks_once_a_second_and_publishes_at_once(
    settings: Settings, kafka: Kafka, outbox: Outbox, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resting, "LOOK_SECONDS", FOR_EVER)
    del kafka
    with relaying(settings, {}):
        for key in ("o-1", "o-2"):
            eventually(lambda: sleeping(connection), "the relay sleeps")
            outbox.add([key])
            eventually(lambda: outbox.count() == 0, "published")
