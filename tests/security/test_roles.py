"""What the service and those who read may do in PostgreSQL, and what they may not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from click.testing import CliRunner, Result
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import ProgrammingError

from api.app import create_app
from api.services import EXTENSION
from devstack.postgresql import PostgreSQL
from inventory import inbox, outbox, roles, sweep
from inventory.access import Scope
from inventory.audit import audit
from inventory.backlog import backlog
from inventory.cli import commands
from inventory.commands import Cause, Expire
from inventory.database import Database, now
from inventory.inbox import Backoff, Heard, Origin
from inventory.commands import Operation
from inventory.models import Base
from inventory.operations import HoldTimes, apply
from inventory.settings import Settings, settings
from tests.api.client import Client
from tests.api.shop import put_on_shelf
from tests.security.conftest import MakeToken, bearer

SERVICE = "shop service"  # a name that has to be quoted
READER = "shop_reader"


def run(url: str, *statements: str) -> None:
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))
    finally:
        engine.dispose()


@pytest.fixture(scope="module")
def granted(postgresql: PostgreSQL) -> str:
    """The URL of a database where both roles exist and have their rights."""
    run(postgresql.url, f'CREATE ROLE "{SERVICE}" LOGIN', f"CREATE ROLE {READER} LOGIN")
    engine = create_engine(postgresql.url)
    for _ in range(2):  # it may be repeated
        with engine.begin() as connection:
            roles.grant(connection, service=SERVICE, reader=READER)
    engine.dispose()
    return postgresql.url


def url_as(url: str, role: str) -> str:
    return make_url(url).set(username=role).render_as_string(hide_password=False)


@pytest.fixture
def service_url(granted: str, database_url: str) -> str:
    del granted
    return url_as(database_url, SERVICE)


@pytest.fixture
def reader_url(granted: str, database_url: str) -> str:
    del granted
    return url_as(database_url, READER)


@pytest.fixture
def service(service_url: str) -> Iterator[Database]:
    opened = Database(service_url, name="tests")
    yield opened
    opened.dispose()


@pytest.fixture
def reader(reader_url: str) -> Iterator[Database]:
    opened = Database(reader_url, name="tests")
    yield opened
    opened.dispose()


def test_every_table_was_thought_of() -> None:
    assert roles.SERVICE.keys() == Base.metadata.tables.keys() | {"alembic_version"}


def test_the_api_works_as_the_service(service_url: str, service: Database, make_token: MakeToken) -> None:
    put_on_shelf(service, {"tea": 5})
    token = bearer(make_token(*Scope))
    app = create_app(Settings(database_url=service_url))
    client = Client(app)
    order = {"order_id": "o", "items": [{"sku": "tea", "quantity": 2}]}
    unknown = {"order_id": "p", "items": [{"sku": "no such thing", "quantity": 2}]}
    answers = [
        client.get("/readyz"),
        client.post("/v1/reservations", json=order, headers=token),
        client.post("/v1/reservations", json=unknown, headers=token),
        client.post("/v1/reservations/o/confirm", headers=token),
        client.post("/v1/reservations/o/cancel", headers=token),
        client.get("/v1/stock/tea/movements", headers=token),
        client.get("/metrics", headers=token),
    ]
    app.extensions[EXTENSION].close()

    assert [answer.status_code for answer in answers] == [200, 201, 422, 200, 200, 200, 200]
    assert "inventory_database_up 1.0" in answers[-1].text


BACKOFF = Backoff(timedelta(seconds=1), timedelta(seconds=9), max_attempts=2)


def heard(event_id: str) -> Heard:
    return Heard(
        source="/orders",
        event_id=event_id,
        digest=event_id.encode(),
        occurred_at=EARLIER,
        origin=Origin("orders", 0, 1),
        type="OrderCancelled",
        key="o",
        payload={"order_id": "o"},
        operation=Operation.RELEASE,
        traceparent=None,
        dead_reason=None,
        dead_detail=None,
        raw=None,
    )
