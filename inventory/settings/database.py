"""Where PostgreSQL is, and its read replica."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field
from sqlalchemy.exc import ArgumentError

from inventory.database.url import DRIVER, SCHEMES, parsed
from inventory.settings.group import Seconds, SettingsGroup


def _postgresql_through_psycopg(url: str) -> str:
    """Take `postgresql://` and `postgres://` as well, as hosting platforms hand them out, and name the driver we use."""
    scheme, separator, rest = url.partition("://")
    if not separator or scheme not in SCHEMES:
        raise ValueError("must be a PostgreSQL URL such as postgresql+psycopg://user:password@host:5432/database")
    try:
        address = parsed(url)
    except (ArgumentError, ValueError):  # its port is no number, or the like; the error itself may show the password
        raise ValueError("is no URL that can be read: check its port, and percent-encode what is special") from None
    return f"{DRIVER}://{rest}" if address.host else address.render_as_string(hide_password=False)


def _perhaps_postgresql(url: str) -> str:
    return _postgresql_through_psycopg(url) if url else url


class DatabaseSettings(SettingsGroup):
    database_url: Annotated[
        str, AfterValidator(_postgresql_through_psycopg), Field(validation_alias="DATABASE_URL", repr=False)
    ]
    """PostgreSQL; TLS and the like by its query: `?sslmode=verify-full&sslrootcert=…`. Several servers, `user@a:5432,b:5432/name`,
    where the one that takes writes may change: it is looked for. `?prepare_threshold=none` for a pooler that keeps no prepared
    statements."""
    read_database_url: Annotated[str, AfterValidator(_perhaps_postgresql), Field(repr=False)] = ""
    """A read replica for availability checks; while it is away or too old, they are read from `DATABASE_URL`."""
    read_age_seconds_max: Seconds = 5
    """How far a read replica may be behind; a check that it answers says so in `Age`."""
