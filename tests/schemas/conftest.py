"""Two services in two schemas of one database."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from inventory.database.migrate import migrate
from tests.postgresql import postgresql
from tools.devstack.servers.postgresql import PostgreSQL

__all__ = ["postgresql"]

SCHEMAS = ("tea", "Coffee")
"""One of them needs quotes."""


def url_of(postgresql: PostgreSQL, *search_path: str) -> str:
    """The URL of a service whose tables are in the first of these schemas that has them."""
    path = ",".join(f'"{schema}"' for schema in search_path)
    url = make_url(postgresql.url).update_query_dict({"options": f"-csearch_path={path}"})
    return url.render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def urls(postgresql: PostgreSQL) -> tuple[str, str]:
    engine = create_engine(postgresql.url)
    with engine.begin() as connection:
        for schema in SCHEMAS:
            connection.execute(text(f'CREATE SCHEMA "{schema}"'))
    engine.dispose()
    tea, coffee = (url_of(postgresql, schema) for schema in SCHEMAS)
    for url in (tea, coffee):
        migrate(url)
    return tea, coffee
