"""A server that takes no writes is not ours, be it a standby or an old primary: nobody reads from
it, and nobody stays on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api.app import create_app
from api.services import EXTENSION
from inventory.database.calls import Call
from inventory.database.failures import Kind, kind
from inventory.database.transactions import Database
from inventory.settings import Settings, settings
from tests.api.client import Client
from tests.cli.terminal import Terminal
from tests.hostile import SETTINGS
from tools.devstack.processes.children import wait_until
from tools.devstack.servers.postgresql import PostgreSQL, Replica

pytestmark = pytest.mark.usefixtures("sessions_end")

RESERVE = {"order_id": "o-1", "items": [{"sku": "mug", "quantity": 1}]}


@pytest.fixture(scope="module")
def standby(postgresql: PostgreSQL, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replica]:
    server = Replica(tmp_path_factory.mktemp("standby"), postgresql)
    server.start()
    try:
        server.wait_ready()
        yield server
    finally:
        server.stop()


@contextmanager
def fenced(primary: PostgreSQL) -> Iterator[psycopg.Connection]:
    """A primary that lives on and takes no writes any more, as a fenced one does after a failover,
    as its owner sees it.
    """
    with psycopg.connect(primary.conninfo, autocommit=True) as owner:
        owner.execute("ALTER SYSTEM SET default_transaction_read_only = on")
        owner.execute("SELECT pg_reload_conf()")
        _until(primary, "on")
        try:
            yield owner
        finally:
            owner.execute("ALTER SYSTEM RESET default_transaction_read_only")
            owner.execute("SELECT pg_reload_conf()")
            _until(primary, "off")


def _until(primary: PostgreSQL, read_only: str) -> None:
    def reloaded() -> bool:
        with psycopg.connect(primary.conninfo) as new:
            return new.execute("SHOW default_transaction_read_only").fetchone() == (read_only,)

    assert wait_until(reloaded, seconds=20)


def alive(owner: psycopg.Connection, pid: int) -> bool:
    return owner.execute("SELECT FROM pg_stat_activity WHERE pid = %s", [pid]).fetchone() is not None


def refused(database: Database) -> DBAPIError:
    with pytest.raises(DBAPIError) as caught, database.transaction():
        raise AssertionError("began")
    return caught.value


def backend(database: Database) -> int:
    with database.transaction() as session:
        pid: int = session.execute(text("SELECT pg_backend_pid()")).scalar_one()
        return pid


def test_neither_a_transaction_nor_a_snapshot_begins_on_a_standby(standby: Replica) -> None:
    database = Database(standby.url)
    error = refused(database)
    assert kind(error) is Kind.WRONG_SERVER
    assert "takes no writes: it is a standby" in str(error)
    with pytest.raises(DBAPIError) as caught, database.snapshot():
        pass
    assert kind(caught.value) is Kind.WRONG_SERVER
    database.dispose()


def test_a_standby_serves_whoever_asked_for_a_replica(standby: Replica) -> None:
    database = Database(standby.url, replica=True)
    assert backend(database) > 0
    with database.snapshot() as session:
        assert session.execute(text("SELECT 1")).scalar_one() == 1
    database.dispose()


def test_a_replica_is_read_from_where_the_owner_wants_everybody_serializable(
    standby: Replica, postgresql: PostgreSQL
) -> None:
    """A standby refuses every SERIALIZABLE transaction."""

    def owner_wants(level: str) -> None:
        with psycopg.connect(postgresql.conninfo, autocommit=True) as owner:
            owner.execute(f"ALTER DATABASE postgres SET default_transaction_isolation TO '{level}'")

    def replicated() -> bool:
        with psycopg.connect(standby.conninfo, autocommit=True) as other:
            try:
                other.execute("SELECT 1")
            except psycopg.errors.FeatureNotSupported:
                return True
        return False

    owner_wants("serializable")
    try:
        assert wait_until(replicated, seconds=20)
        database = Database(standby.url, replica=True)
        assert backend(database) > 0
        database.dispose()
        assert kind(refused(Database(standby.url))) is Kind.WRONG_SERVER
    finally:
        owner_wants(SETTINGS["default_transaction_isolation"])


def test_a_write_that_a_replica_refuses_says_so(standby: Replica) -> None:
    database = Database(standby.url, replica=True)
    with pytest.raises(DBAPIError) as caught, database.transaction() as session:
        session.execute(text("DELETE FROM location"))
    assert kind(caught.value) is Kind.WRONG_SERVER
    assert caught.value.connection_invalidated
    database.dispose()


def test_connections_that_were_opened_before_a_failover_are_left_at_once(
    database: Database, postgresql: PostgreSQL
) -> None:
    with database.transaction() as session:
        old = [backend(database), session.execute(text("SELECT pg_backend_pid()")).scalar_one()]
    with fenced(postgresql) as owner:
        assert kind(refused(database)) is Kind.WRONG_SERVER
        assert wait_until(lambda: not any(alive(owner, pid) for pid in old), seconds=20), (
            "one lies idle, and is closed too"
        )
    assert backend(database) not in old


def test_who_is_busy_at_the_wrong_server_is_not_left_there(database: Database, postgresql: PostgreSQL) -> None:
    """His transaction began before the server was fenced, and ends after somebody else has met the
    wrong server.
    """
    with database.transaction() as session:
        busy = session.execute(text("SELECT pg_backend_pid()")).scalar_one()
        with fenced(postgresql) as owner:
            assert kind(refused(database)) is Kind.WRONG_SERVER
            assert alive(owner, busy)
            session.commit()
            assert wait_until(lambda: not alive(owner, busy), seconds=20)


@pytest.mark.parametrize("form", ["{user}@{a},{b}/postgres", "{user}@/postgres?host={a}&host={b}"])
def test_of_several_servers_the_one_that_takes_writes_is_found(
    standby: Replica, postgresql: PostgreSQL, form: str
) -> None:
    url = "postgresql+psycopg://" + form.format(
        user=f"postgres:{postgresql.passwords.of('postgres')}", a=standby.address, b=postgresql.address
    )
    database = Database(url)
    with database.transaction() as session:
        assert session.execute(text("SHOW port")).scalar_one() == str(postgresql.port)
    database.dispose()


def test_a_pool_moves_to_the_new_primary_within_one_call(standby: Replica, postgresql: PostgreSQL) -> None:
    """Of two servers the first is primary. Then the second is, and connections to the first live
    on.
    """
    new = Replica(standby.directory.parent / "new", postgresql)
    new.start()
    database = Database(postgresql.url.replace(postgresql.address, f"{postgresql.address},{new.address}"))
    try:
        new.wait_ready()
        old = backend(database)
        with psycopg.connect(new.conninfo, autocommit=True) as owner:
            owner.execute("SELECT pg_promote()")
        with fenced(postgresql) as owner:
            with database.transaction() as session:
                assert session.execute(text("SHOW port")).scalar_one() == str(new.port)
            assert wait_until(lambda: not alive(owner, old), seconds=20)
    finally:
        database.dispose()
        new.stop()


def test_the_api_says_503_for_writes_and_reads_and_is_not_ready(standby: Replica) -> None:
    app = create_app(Settings(database_url=standby.url, authentication="open"))
    client = Client(app)
    try:
        answers = [
            client.post("/v1/reservations", json=RESERVE),
            client.get("/v1/stock/mug"),
            client.post("/v1/availability", json={"items": RESERVE["items"]}),
        ]
        for answer in answers:
            assert (answer.status_code, answer.json["code"]) == (503, "database_unavailable")
            assert int(answer.headers["Retry-After"]) >= 1
        ready = client.get("/readyz")
        assert (ready.status_code, ready.json["database"]) == (503, "unreachable")
    finally:
        app.extensions[EXTENSION].close()


def test_the_command_line_says_so_in_a_sentence(
    standby: Replica, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", standby.url)
    settings.cache_clear()
    terminal = Terminal(tmp_path_factory.mktemp("terminal"))
    adjust = ("stock", "adjust", "tea", "--delta", "1", "--reason", "found", "--reference", "r")
    for command in (("stock", "show", "tea"), adjust, ("migrate",), ("audit",)):
        assert "not the server that takes writes" in terminal.run(*command, code=3).stderr
        assert terminal.refused(*command, code=3)["code"] == "database_unavailable"
    settings.cache_clear()


def test_a_standby_is_told_as_such_when_a_first_call_fails_there(standby: Replica) -> None:
    """It may be behind a migration, or its rows behind a lock that is replayed."""
    database = Database(standby.url, name="tests")
    with pytest.raises(DBAPIError) as caught, database.transaction(first=[Call(b"SELECT 1 / 0")]):
        raise AssertionError("began")
    assert kind(caught.value) is Kind.WRONG_SERVER
    database.dispose()
