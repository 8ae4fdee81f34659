"""A real PgBouncer in transaction mode, whose few sessions everybody shares: settings of others in
them do not matter.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from inventory.database.migrate import migrate
from inventory.database.tables.built_indexes import BUILT
from inventory.database.transactions import Database, now
from inventory.write_path.apply import apply
from tests.hostile import make_hostile
from tests.inventory.making import HOLDS, reserve, stated
from tests.system.needs import find, need
from tools.devstack.machine.ports import LOOPBACK, free_ports
from tools.devstack.processes.another_user import NOBODY
from tools.devstack.processes.children import spawn, wait_until
from tools.devstack.servers.passwords import SUPERUSER
from tools.devstack.servers.postgresql import PostgreSQL

ORDERS = 40
SAID = ("TimeZone TO 'Asia/Kathmandu'", "DateStyle TO 'German'", "search_path TO nobodys", "lock_timeout TO '1ms'")


@pytest.fixture
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgreSQL]:
    server = PostgreSQL(tmp_path_factory.mktemp("pooled"))
    try:
        server.start()
        server.wait_ready()
        make_hostile(server)
        migrate(server.url)
        yield server
    finally:
        server.stop()


@pytest.fixture
def pooler(postgresql: PostgreSQL, tmp_path: Path) -> Iterator[str]:
    """The address of a PgBouncer with two sessions, as Debian's version 1.18 is: it knows no
    prepared statements.
    """
    need("pgbouncer")
    program = find("pgbouncer")
    assert program is not None
    (port,) = free_ports(1)
    configuration = tmp_path / "pgbouncer.ini"
    configuration.write_text(
        f"""
        [databases]
        postgres = host={postgresql.host} port={postgresql.port} user={SUPERUSER} password={postgresql.passwords.of(SUPERUSER)}
        [pgbouncer]
        listen_addr = {LOOPBACK}
        listen_port = {port}
        unix_socket_dir =
        auth_type = any
        pool_mode = transaction
        default_pool_size = 2
        ignore_startup_parameters = options
        """.replace("        ", ""),
        encoding="ascii",
    )
    options = ["--map-user", str(NOBODY)] if os.geteuid() == 0 else []  # it refuses to run as root
    process = spawn([program, str(configuration)], log=tmp_path / "pgbouncer.log", options=options)
    address = f"{LOOPBACK}:{port}"

    def answers() -> bool:
        try:
            with psycopg.connect(f"postgresql://{SUPERUSER}@{address}/postgres", connect_timeout=2) as connection:
                connection.execute("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    try:
        assert wait_until(answers, seconds=30), (tmp_path / "pgbouncer.log").read_text()
        yield address
    finally:
        process.terminate()
        process.wait(20)


def spoil(address: str) -> None:
    """Set in the pooler's sessions values that nobody should inherit."""
    with psycopg.connect(f"postgresql://{SUPERUSER}@{address}/postgres", autocommit=True) as other:
        for said in SAID:
            other.execute(f"SET SESSION {said}", prepare=False)


def test_orders_are_taken_through_sessions_that_others_have_spoilt(pooler: str) -> None:
    url = f"postgresql://{SUPERUSER}@{pooler}/postgres?prepare_threshold=none"
    database = Database(url, pool_size=4)
    with database.transaction() as session:
        apply(session, [stated("mug", 1_000)], now=now(session), holds=HOLDS)

    def order(number: int) -> None:
        spoil(pooler)
        with database.transaction() as session:
            apply(session, [reserve(f"o-{number}", ("mug", 1))], now=now(session), holds=HOLDS)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(order, range(ORDERS)))
    with database.snapshot() as session:
        assert session.execute(text("SELECT quantity_reserved FROM product_inventory")).scalar_one() == ORDERS
        lives = "SELECT DISTINCT extract(epoch FROM expires_at - created_at)::int FROM reservation"
        assert session.execute(text(lives)).scalars().all() == [HOLDS.default_seconds]
    database.dispose()


def test_the_schema_that_the_url_names_is_used_though_the_pooler_does_not_pass_it_on(pooler: str) -> None:
    owner = Database(f"postgresql://{SUPERUSER}@{pooler}/postgres?prepare_threshold=none")
    with owner.transaction() as session:
        session.execute(text("CREATE SCHEMA second"))
    owner.dispose()
    url = f"postgresql://{SUPERUSER}@{pooler}/postgres?prepare_threshold=none&options=-csearch_path%3Dsecond"
    assert migrate(url)[0] is None
    database = Database(url)
    spoil(pooler)
    with database.transaction() as session:
        apply(session, [stated("mug", 7)], now=now(session), holds=HOLDS)
    with database.transaction() as session:
        assert session.execute(text("SELECT quantity_on_hand FROM second.product_inventory")).scalar_one() == 7
        assert session.execute(text("SELECT count(*) FROM public.product_inventory")).scalar_one() == 0
    database.dispose()


def test_indexes_are_built_through_sessions_that_others_have_spoilt(pooler: str, postgresql: PostgreSQL) -> None:
    """They are in the schema that the URL names, and no session keeps the lock of a builder."""
    url = f"postgresql://{SUPERUSER}@{pooler}/postgres?prepare_threshold=none"
    owner = Database(url)
    with owner.transaction() as session:
        session.execute(text("CREATE SCHEMA second"))
    owner.dispose()
    spoil(pooler)
    migrate(f"{url}&options=-csearch_path%3Dsecond")

    with psycopg.connect(postgresql.conninfo) as connection:
        built = connection.execute(
            "SELECT relname FROM pg_class JOIN pg_index ON indexrelid = pg_class.oid"
            " WHERE relnamespace = 'second'::regnamespace AND indisvalid AND relname = ANY (%s)",
            [[index.name for index in BUILT]],
        ).fetchall()
        assert {name for (name,) in built} == {index.name for index in BUILT}
        assert connection.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'").fetchall() == [(0,)]
