"""PostgreSQL and its read replica."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field
from sqlalchemy.exc import ArgumentError

from inventory.database.url import DRIVER, SCHEMES, parsed
from inventory.settings.group import Seconds, SettingsGroup


def _postgresql_through_psycopg(url: str) -> str:
    """Return the URL with our driver in it. `postgresql://` and `postgres://` are also accepted,
    because hosting platforms hand them out.
    """
    scheme, separator, rest = url.partition("://")
    if not separator or scheme not in SCHEMES:
        raise ValueError("must be a PostgreSQL URL such as postgresql+psycopg://user:password@host:5432/database")
    try:
        address = parsed(url)
    except (ArgumentError, ValueError):  # a port that is no number, or the like. The error itself may show the password
        raise ValueError("is no URL that can be read: check its port, and percent-encode what is special") from None
    return f"{DRIVER}://{rest}" if address.host else address.render_as_string(hide_password=False)


def _perhaps_postgresql(url: str) -> str:
    return _postgresql_through_psycopg(url) if url else url


class DatabaseSettings(SettingsGroup):
    database_url: Annotated[
        str, AfterValidator(_postgresql_through_psycopg), Field(validation_alias="DATABASE_URL", repr=False)
    ]
    """URL of PostgreSQL. TLS and the like go into its query: `?sslmode=verify-full&sslrootcert=…`.
    Name several servers, `user@a:5432,b:5432/name`, if another one may become the one that takes
    writes. The service then looks for that one. `?prepare_threshold=none` is for a pooler that
    keeps no prepared statements.
    """
    read_database_url: Annotated[str, AfterValidator(_perhaps_postgresql), Field(repr=False)] = ""
    """URL of a read replica for availability checks. While it is away or too old, they are read
    from `DATABASE_URL`.
    """
    read_age_seconds_max: Seconds = 5
    """Longest lag of a read replica that is used. A check that it answers tells the age in
    `Age`.
    """
