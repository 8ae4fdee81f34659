"""The schema versions of the database and of this code.

Every process compares them when it starts, without Alembic. To load Alembic takes a fifth of the
time that a process takes to start, and megabytes that stay.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import Connection, text

from inventory.database.errors import SchemaBehind, SchemaDiffers
from inventory.database.schema import differences

_MIGRATION = re.compile(r"(\d{4})_\w+\.py")


def migrations_directory() -> Path:
    """Return the folder of the installed migrations."""
    found = find_spec("migrations")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent


@cache
def known_revisions() -> tuple[str, ...]:
    """Return the versions that this code knows, the newest first: the numbers of its migrations."""
    names = (file.name for file in (migrations_directory() / "versions").iterdir())
    return tuple(sorted((found[1] for name in names if (found := _MIGRATION.fullmatch(name))), reverse=True))


def newest_revision() -> str:
    """Return the version that this code was written for."""
    return known_revisions()[0]


def current_revision(connection: Connection) -> str | None:
    """Return the schema's version, or None for an empty database."""
    if connection.scalar(text("SELECT to_regclass('alembic_version') IS NULL")):
        return None
    return connection.scalars(text("SELECT version_num FROM alembic_version")).one_or_none()


def is_behind(revision: str | None) -> bool:
    """Return True if a schema at `revision` lacks something that this code needs.

    A version that this code does not know is newer. It fits all the same, because migrations first
    only add.
    """
    return revision is None or revision in known_revisions()[1:]


def require_fit(connection: Connection) -> None:
    """Raise `SchemaBehind` or `SchemaDiffers` if the schema does not fit. A newer schema fits."""
    revision = current_revision(connection)
    if is_behind(revision):
        raise SchemaBehind(revision=revision or "empty", needed=newest_revision())
    require_columns(connection, revision)


def require_columns(connection: Connection, revision: str | None) -> None:
    """Raise `SchemaDiffers` unless the tables are as `revision` says. Our models only describe the
    newest revision, so any other one passes.
    """
    if revision != newest_revision():
        return
    found = differences(connection)
    if found:
        raise SchemaDiffers(revision=revision, differences=[str(one) for one in found])
