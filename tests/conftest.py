"""Fixtures that every test may use: real servers once a session, a migrated database, emptied
before each test.
"""

from __future__ import annotations

from collections.abc import Iterator

import hypothesis
import pytest
from sqlalchemy import Engine, text

from inventory.database.transactions import Database, Limits
from tests.compiled import share_compiled
from tests.continuous_integration import pytest_runtest_makereport
from tests.distribution import pytest_collection_modifyitems, pytest_xdist_make_scheduler
from tests.garbage import pytest_collection
from tests.in_memory import pytest_configure, pytest_sessionfinish, pytest_unconfigure
from tests.kept_connections import keep_connections, keep_those_to, sessions_end
from tests.opened import tell_where_connections_are_opened
from tests.postgresql import copy_data, make_new
from tests.timeouts import pytest_timeout_set_timer
from tests.whole_stack import WholeStack
from tools.devstack.servers.postgresql import PostgreSQL
from tools.devstack.servers.together import EmbeddedServers, embedded_servers

__all__ = [
    "pytest_collection",
    "pytest_collection_modifyitems",
    "pytest_configure",
    "pytest_runtest_makereport",
    "pytest_sessionfinish",
    "pytest_timeout_set_timer",
    "pytest_unconfigure",
    "pytest_xdist_make_scheduler",
    "sessions_end",
]

# An example may take as long as a busy machine makes it take.
hypothesis.settings.register_profile("busy", hypothesis.settings(), deadline=None)
hypothesis.settings.load_profile("busy")

share_compiled()
keep_connections()
tell_where_connections_are_opened()

# A connection costs its client two milliseconds less so. The passwords are as long as any
# (tools/devstack/servers/passwords.py).
PostgreSQL.scram_iterations = 1

TABLES = (
    *("inbox_event", "inbox_pending", "dead_letter", "paused_partition", "set_aside", "kept_offset"),
    *("skipped_type", "event_gap", "sku_policy", "stock_move", "catalogue_mirror", "stock_reversal"),
    *("outbox_event", "stock_movement", "reservation", "product_inventory", "location", "api_token", "idempotency_key"),
    *("commit_receipt", "audit_run", "retention", "announced_outcome", "refused_call", "console_session"),
)

_NEW = "SELECT FROM pg_class WHERE oid = '{0}'::regclass AND reltuples < 0"
_USED = text(
    f"SELECT {', '.join(f'EXISTS (SELECT FROM {name}) OR NOT EXISTS ({_NEW.format(name)})' for name in TABLES)}"
)
"""True if a table has rows, or autovacuum has learnt of those that it had, and queries are planned
for them.
"""
_FROM_THE_BEGINNING = text("SELECT setval(seqrelid, 1, false) FROM pg_sequence")


@pytest.fixture(scope="session")
def servers(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedServers]:
    """PostgreSQL, Redis and Kafka on free ports, stopped at the end of the session."""
    directory = tmp_path_factory.mktemp("servers")
    copy_data(PostgreSQL(directory), request, tmp_path_factory)
    with embedded_servers(directory) as started:
        yield started


@pytest.fixture(scope="session")
def whole_stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WholeStack]:
    """Every process of the service, for the directories that share it."""
    shared = WholeStack(tmp_path_factory.mktemp("stack"))
    yield shared
    shared.stop()


@pytest.fixture(scope="session")
def migrated_database_url(servers: EmbeddedServers) -> str:
    make_new(servers.postgresql)
    return servers.database_url


@pytest.fixture(scope="session")
def _onlookers() -> Iterator[dict[str, Database]]:
    """By URL: some directories have a server of their own, and override `migrated_database_url`."""
    opened: dict[str, Database] = {}
    yield opened
    for database in opened.values():
        database.dispose()


@pytest.fixture
def engine(migrated_database_url: str, _onlookers: dict[str, Database]) -> Engine:
    """To look on from outside. Its connections stay open from test to test, and their transactions
    for as long as a busy machine lets a test think.
    """
    if migrated_database_url not in _onlookers:
        keep_those_to(migrated_database_url)
        _onlookers[migrated_database_url] = Database(
            migrated_database_url, limits=Limits(idle_in_transaction_session_timeout=0), name="tests"
        )
    return _onlookers[migrated_database_url].engine


@pytest.fixture
def database_url(migrated_database_url: str, engine: Engine) -> str:
    """A database at the newest schema, with nothing in it. To empty a table costs more than to see
    that it is.
    """
    with engine.begin() as connection:
        row = connection.execute(_USED).one()
        used = [table for table, is_used in zip(TABLES, row, strict=True) if is_used]
        if used:
            connection.execute(text("SET LOCAL lock_timeout = '20s'"))
            connection.execute(text(f"TRUNCATE {', '.join(used)} CASCADE"))
        connection.execute(_FROM_THE_BEGINNING)
        connection.execute(text("UPDATE lineage SET epoch = 0, published_id = 0 WHERE (epoch, published_id) <> (0, 0)"))
    return migrated_database_url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url, pool_size=10, name="tests")
    yield opened
    opened.dispose()
