"""The rights of roles are granted and checked in the schema of the service, whatever its name."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from click.testing import CliRunner
from sqlalchemy import NullPool, create_engine, text

from inventory.cli.root import commands
from inventory.settings import settings
from tests.schemas.conftest import SCHEMAS

HAS = text("SELECT has_table_privilege(:role, quote_ident(current_schema()) || '.product_inventory', 'UPDATE')")


@pytest.fixture(params=range(len(SCHEMAS)), ids=SCHEMAS)
def schema(urls: tuple[str, str], monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[str]:
    """The name of the schema that `inventory` works in."""
    monkeypatch.setenv("DATABASE_URL", urls[request.param])
    settings.cache_clear()
    yield SCHEMAS[request.param]
    settings.cache_clear()


def test_they_are_granted_and_found_to_be_there(schema: str) -> None:
    service, reader = f"service of {schema}", f"reader of {schema}"
    engine = create_engine(settings().database_url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as owner:
        for role in (service, reader):
            owner.execute(text(f'CREATE ROLE "{role}" LOGIN'))

        result = CliRunner().invoke(commands, ["roles", "--service", service, "--reader", reader, "--json"])

        # The owner of these tables is a superuser, and that is all there is to find.
        found = json.loads(result.output)["error"]["findings"]
        assert {(finding["role"], finding["fault"]) for finding in found} == {("postgres", "too_much")}
        assert owner.execute(HAS, {"role": service}).scalar() is True
        assert owner.execute(HAS, {"role": reader}).scalar() is False
