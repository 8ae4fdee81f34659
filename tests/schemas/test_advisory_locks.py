"""Two services in two schemas of a database never wait for each other. Versions from before this
rule and from after it do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from threading import Event as Flag
from threading import Thread

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.orm import Session

from bridge.relay.leadership import leading
from inventory.database.advisory_locks import MIGRATION_LOCK
from inventory.database.migrate import migrate
from inventory.database.pipelining import run
from inventory.database.transactions import Database
from inventory.outbox import store as outbox
from inventory.process.liveness import Liveness
from inventory.write_path import making
from tests.schemas.conftest import SCHEMAS, url_of
from tools.devstack.processes.children import wait_until
from tools.devstack.servers.postgresql import PostgreSQL

EARLIER_RELAY = int.from_bytes(b"inv_rely")
EARLIER_CREATORS = 4_217_002
EARLIER_MIGRATORS = 4_217_001


class Relay:
    """One that leads or stands by, in a thread, until told to stop. PostgreSQL ends it where it is
    silent for so long, as it is here.
    """

    def __init__(self, url: str, *, silent_seconds: float = 3_600) -> None:
        self._url = url
        self._silent_seconds = silent_seconds
        self._stopping = Flag()
        self._led = Flag()
        self._thread = Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        liveness = Liveness("")
        terms = leading(self._url, stopping=self._stopping, liveness=liveness, silent_seconds=self._silent_seconds)
        with terms as connection:
            if connection is not None:
                with Session(connection) as session, session.begin():
                    outbox.fetch(session, 1)
                self._led.set()
                self._stopping.wait()

    def leads(self, *, soon: bool = True) -> bool:
        return wait_until(self._led.is_set, seconds=30) if soon else self._led.wait(1.5)

    def stop(self) -> None:
        self._stopping.set()
        assert wait_until(lambda: not self._thread.is_alive(), seconds=30)
        self._thread.join()


@pytest.fixture
def relay() -> Iterator[Callable[[str], Relay]]:
    with ExitStack() as started:

        def start(url: str) -> Relay:
            relay = Relay(url)
            started.callback(relay.stop)
            return relay

        yield start


@contextmanager
def session_of_an_earlier_version(postgresql: PostgreSQL) -> Iterator[Connection]:
    engine = create_engine(postgresql.url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_each_schema_has_a_relay_and_each_outbox_has_one(
    postgresql: PostgreSQL, urls: tuple[str, str], relay: Callable[[str], Relay]
) -> None:
    tea, coffee = (relay(url) for url in urls)
    assert tea.leads()
    assert coffee.leads(), "the second schema's relay does not wait for the first's"
    again = relay(urls[0])
    elsewhere = relay(url_of(postgresql, "absent", SCHEMAS[0]))
    assert not again.leads(soon=False)
    assert not elsewhere.leads(soon=False), "another search path, the same outbox"
    tea.stop()
    assert wait_until(lambda: again.leads(soon=False) or elsewhere.leads(soon=False), seconds=20)
    assert not (again.leads(soon=False) and elsewhere.leads(soon=False))


def test_a_relay_never_leads_beside_one_of_an_earlier_version(
    postgresql: PostgreSQL, urls: tuple[str, str], relay: Callable[[str], Relay]
) -> None:
    held, tried, freed = (
        text(f"SELECT {function}({EARLIER_RELAY})")
        for function in ("pg_advisory_lock", "pg_try_advisory_lock", "pg_advisory_unlock")
    )
    with session_of_an_earlier_version(postgresql) as earlier:
        earlier.execute(held)
        new = relay(urls[0])
        assert not new.leads(soon=False)
        earlier.execute(freed)
        assert new.leads()
        assert not earlier.scalar(tried)
        new.stop()
        # PostgreSQL frees the locks of a session some time after its client has gone.
        assert wait_until(lambda: earlier.scalar(tried), seconds=30)


def test_who_stands_by_says_that_outcomes_wait_and_who_leads(
    postgresql: PostgreSQL, urls: tuple[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    with session_of_an_earlier_version(postgresql) as silent:
        silent.execute(text("SET application_name = 'silent-relay'"))
        silent.execute(text(f"SELECT pg_advisory_lock({EARLIER_RELAY})"))
        table = f'"{SCHEMAS[0]}".outbox_event'
        silent.execute(
            text(
                f"INSERT INTO {table} (type, key, sequence, payload, event_id, occurred_at) "
                "VALUES ('StockReserved', 'o-1', 1, '{}', gen_random_uuid(), now())"
            )
        )
        relay = Relay(urls[0], silent_seconds=1)
        try:
            assert wait_until(lambda: "'o-1', has waited for" in caplog.text, seconds=30)
            assert "although another relay leads: look at process" in caplog.text
            assert "silent-relay" in caplog.text
        finally:
            relay.stop()
            silent.execute(text(f"DELETE FROM {table}"))


def test_who_makes_rows_waits_within_a_schema_and_for_earlier_versions_only(
    postgresql: PostgreSQL, urls: tuple[str, str]
) -> None:
    tea, coffee = (Database(url, pool_size=3, name="tests") for url in urls)
    buckets = {"bucket_": list(range(64))}
    try:
        with tea.transaction() as first, coffee.transaction() as second, ThreadPoolExecutor(1) as beside:
            run(first, making.LOCK_CREATORS(buckets))
            run(second, making.LOCK_CREATORS(buckets))

            def same_schema() -> None:
                with tea.transaction() as third:
                    run(third, making.LOCK_CREATORS({"bucket_": [7]}))

            waiting = beside.submit(same_schema)
            assert wait_until(lambda: waits(tea), seconds=10), "one of the same schema waits"
            with session_of_an_earlier_version(postgresql) as earlier:
                assert not earlier.scalar(text(f"SELECT pg_try_advisory_lock({EARLIER_CREATORS}, 7)"))
            first.commit()
            waiting.result(60)
    finally:
        tea.dispose()
        coffee.dispose()


def waits(database: Database) -> bool:
    statement = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    with database.transaction() as session:
        return bool(session.scalar(statement))


def test_a_migration_waits_for_one_of_its_schema_and_of_an_earlier_version_only(
    postgresql: PostgreSQL, urls: tuple[str, str]
) -> None:
    own = f"to_regnamespace(quote_ident('{SCHEMAS[0]}'))::oid::int4, {MIGRATION_LOCK}"
    onlooker = Database(urls[1], pool_size=1, name="tests")
    with ThreadPoolExecutor(1) as beside:
        for key in (own, str(EARLIER_MIGRATORS)):
            with session_of_an_earlier_version(postgresql) as other:
                other.execute(text(f"SELECT pg_advisory_lock({key})"))
                if key == own:
                    migrate(urls[1])
                waiting = beside.submit(migrate, urls[0])
                assert wait_until(lambda: waits(onlooker), seconds=10)
                assert not waiting.done()
                other.execute(text(f"SELECT pg_advisory_unlock({key})"))
                waiting.result(60)
    onlooker.dispose()
