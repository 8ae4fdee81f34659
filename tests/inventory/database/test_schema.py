"""The tables agree with the models, or nobody says that all is well: databases that early
migrations made included.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

import migrations
from inventory.database.errors import SchemaBehind, SchemaDiffers
from inventory.database.migrate import migrate
from inventory.database.revisions import current_revision, known_revisions, newest_revision, require_fit
from inventory.database.transactions import Database
from inventory.settings import settings
from tests.cli.terminal import Terminal
from tests.upgrade.early import STOCK_OF_THAT_TIME, execute, require_healed
from tools.devstack.servers.postgresql import PostgreSQL

MIGRATIONS = Path(migrations.__file__).parent


@pytest.fixture
def url(postgresql: PostgreSQL) -> Iterator[str]:
    """A database without any schema."""
    name = f"schema_{uuid4().hex}"
    engine = create_engine(postgresql.url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        yield postgresql.database_url(name)
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


def changed(directory: Path) -> list[str]:
    """Return the faults of the migrations of a directory, by the hashes beside it, with the next
    step.
    """
    told = []
    lines = (directory / "hashes.txt").read_text().splitlines()
    known = {name: digest for digest, name in map(str.split, lines)}
    for file in sorted((directory / "versions").glob("*.py")):
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        if file.name not in known:
            told.append(f"{file.name} has no line in migrations/hashes.txt. Append this one: {digest}  {file.name}")
        elif known.pop(file.name) != digest:
            told.append(
                f"{file.name} was edited: databases that have it would not change. Write a new migration instead."
            )
    return [*told, *(f"{name} is gone: databases that have it could not be migrated any more." for name in known)]


def test_no_migration_was_edited() -> None:
    assert changed(MIGRATIONS) == []


def test_an_edited_a_new_and_a_removed_migration_are_told_apart(tmp_path: Path) -> None:
    copy = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, copy)
    first, second, *_ = sorted((copy / "versions").glob("*.py"))
    first.write_text(first.read_text().replace("nullable=True", "nullable=False", 1))
    second.rename(second.with_name("9999_new.py"))
    told = changed(copy)
    assert [one.partition(" ")[0] for one in told] == [first.name, "9999_new.py", second.name]
    assert "Append this one: " in told[1]


def test_a_database_made_by_an_early_migration_is_healed(url: str) -> None:
    """It said that it went from 0001 to the newest, and every event about an order or product
    failed on it.

    The tables of the first 0001 and 0002 are put together here.
    `tests/system/test_early_migrations.py` runs them.
    """
    migrate(url, revision="0003")
    execute(
        url,
        "ALTER TABLE product_inventory DROP COLUMN threshold_at",
        "CREATE INDEX ix_reservation_holding ON reservation USING gin (jsonb_path_query_array(lines, '$[*].sku'))",
        *STOCK_OF_THAT_TIME,
    )
    assert migrate(url) == ("0003", newest_revision())
    require_healed(url)


DAMAGE = {
    "ALTER TABLE product_inventory DROP COLUMN threshold_at": (
        "product_inventory.threshold_at is missing, expected timestamp with time zone"
    ),
    "ALTER TABLE inbox_event ALTER partition TYPE bigint": (
        "inbox_event.partition is bigint, not null, expected integer, not null"
    ),
    "ALTER TABLE reservation ALTER restock DROP NOT NULL": (
        "reservation.restock is boolean, default true, expected boolean, not null, default true"
    ),
    "ALTER TABLE reservation ALTER status DROP DEFAULT": (
        "reservation.status is text, not null, expected text, not null, default new"
    ),
    "ALTER TABLE outbox_event ALTER id DROP IDENTITY": (
        "outbox_event.id is bigint, not null, expected bigint, not null, always generated identity"
    ),
    "ALTER TABLE product_inventory ALTER quantity_available DROP EXPRESSION": (
        "product_inventory.quantity_available is bigint, not null, "
        "expected bigint, not null, generated from quantity_on_hand - quantity_reserved"
    ),
    'ALTER TABLE reservation ALTER order_id TYPE text COLLATE "default"': (
        'reservation.order_id is text, not null, expected text collate "C", not null'
    ),
    "ALTER TABLE location ADD region text NOT NULL": (
        "location.region is text, not null, expected a column that may be left out: one that takes null or has a default"
    ),
    "DROP TABLE audit_run": "audit_run.* is missing, expected a table",
}


def test_migrate_does_not_say_that_all_is_well_when_it_is_not(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate(url)
    execute(url, *DAMAGE, "ALTER TABLE location ADD country text")
    with pytest.raises(SchemaDiffers) as raised:
        migrate(url)
    assert sorted(raised.value.differences) == sorted(DAMAGE.values())
    monkeypatch.setenv("DATABASE_URL", url)
    settings.cache_clear()
    refused = Terminal(tmp_path).refused("migrate")
    settings.cache_clear()
    assert (refused["code"], refused["revision"]) == ("schema_differs", newest_revision())
    assert "product_inventory.threshold_at is missing" in refused["detail"]
    assert "run `inventory migrate` again" in refused["detail"]


def test_the_last_migration_is_undone_when_the_tables_differ(url: str) -> None:
    migrate(url, revision="0008")
    execute(url, "ALTER TABLE reservation DROP COLUMN restock")
    with pytest.raises(SchemaDiffers):
        migrate(url)
    engine = create_engine(url)
    with engine.connect() as connection:
        assert current_revision(connection) == known_revisions()[1]
    engine.dispose()


def test_a_schema_is_fit_unless_it_is_behind_or_differs(url: str) -> None:
    migrate(url)
    database = Database(url, pool_size=1)
    with database.transaction() as session:
        require_fit(session.connection())
    execute(url, "UPDATE alembic_version SET version_num = '0008'")
    with database.transaction() as session, pytest.raises(SchemaBehind, match="Run `inventory migrate`"):
        require_fit(session.connection())
    # A newer version's migrations may have changed a column so that its code can read it and ours
    # can, too.
    execute(url, "ALTER TABLE reservation ALTER lines TYPE json", "UPDATE alembic_version SET version_num = '9999'")
    with database.transaction() as session:
        require_fit(session.connection())
    database.dispose()
