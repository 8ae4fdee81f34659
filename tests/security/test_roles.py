"""Rights of the service and of readers in PostgreSQL, and their limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from secrets import token_urlsafe

import pytest
from click.testing import CliRunner, Result
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import ProgrammingError

from api.app import create_app
from api.services import EXTENSION
from inventory.cli.root import commands
from inventory.database.tables import Base
from inventory.database.transactions import Database, now
from inventory.domain.commands import Cause, Expire, Line, Reserve
from inventory.inbox import claiming, dead_letters, retries
from inventory.inbox.retries import Backoff
from inventory.inbox.store import record
from inventory.outbox import store as outbox
from inventory.roles import grants as roles
from inventory.roles.errors import RoleTooPowerful
from inventory.settings import Settings, settings
from inventory.tokens import Scope
from inventory.upkeep import retention
from inventory.upkeep import scheduled_audit as audit_runs
from inventory.upkeep.audit import audit
from inventory.upkeep.backlog import backlog
from inventory.upkeep.periods import Periods
from inventory.write_path import idempotency
from inventory.write_path import overdue as sweep
from inventory.write_path.apply import HoldTimes, apply
from tests.api.client import Client
from tests.api.shop import put_on_shelf
from tests.inventory.post import garbage, payment, poll, spoilt
from tests.security.conftest import MakeToken, bearer
from tools.devstack.servers.postgresql import PostgreSQL

SERVICE = "shop service"  # a name that has to be quoted
READER = "shop_reader"
PASSWORD = token_urlsafe()
CAUSE = Cause(actor="tests")


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
    run(
        postgresql.url,
        f"CREATE ROLE \"{SERVICE}\" LOGIN PASSWORD '{PASSWORD}'",
        f"CREATE ROLE {READER} LOGIN PASSWORD '{PASSWORD}'",
    )
    engine = create_engine(postgresql.url)
    for _ in range(2):  # it may be repeated
        with engine.begin() as connection:
            roles.grant(connection, service=SERVICE, reader=READER)
    engine.dispose()
    return postgresql.url


def url_as(url: str, role: str) -> str:
    return make_url(url).set(username=role, password=PASSWORD).render_as_string(hide_password=False)


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
        client.post("/v1/reservations/o/confirm", headers={**token, "Idempotency-Key": "once"}),
        client.post("/v1/reservations/o/cancel", headers=token),
        client.get("/v1/stock/tea/movements", headers=token),
        client.get("/metrics", headers=token),
    ]
    app.extensions[EXTENSION].close()

    assert [answer.status_code for answer in answers] == [200, 201, 422, 200, 200, 200, 200]
    assert "inventory_database_up 1.0" in answers[-1].text


def test_an_event_goes_through_as_the_service(service: Database) -> None:
    put_on_shelf(service, {"tea": 5})
    backoff = Backoff(timedelta(seconds=1), timedelta(seconds=9), max_attempts=1)
    with service.transaction() as session:
        record(session, [payment("1"), payment("2"), garbage(7)], now=now(session), retry_after=timedelta(0))
    with service.transaction() as session:
        [first, _] = claiming.claim(session, [1, 2, 3])
        apply(session, [Reserve("o1", (Line("tea", 5),), CAUSE)], now=now(session), holds=HoldTimes())
        apply(session, [Expire("o1", CAUSE)], now=now(session) + timedelta(days=1), holds=HoldTimes())
        claiming.complete(session, [first.id])
    with service.transaction() as session:
        later = now(session) + timedelta(days=1)
        retries.take_due(session, now=later, backoff=backoff, limit=9, counted=True, older_than=timedelta(0))
        retries.bury_exhausted(session, now=later + timedelta(days=1), backoff=backoff)
        sweep.due_orders(session, now=later, limit=9)
        outbox.remove(session, outbox.fetch(session, 9))
        idempotency.prune(session, before=later, pages=range(1))
    with service.transaction() as session:
        waiting = backlog(session, now=now(session))

    assert (waiting.inbox_pending.count, waiting.outbox.count, waiting.dead_letters.count) == (0, 0, 2)
    with service.transaction() as session:
        [dead] = dead_letters.replayable(session, reason="attempts_exhausted", after=0, limit=9)
        assert dead_letters.replay(session, [dead], now=now(session)) == {dead: None}
        assert dead_letters.abandon(session, [dead], actor="tests", why="enough", now=now(session)) == {dead: None}


def test_the_scheduled_audit_runs_as_the_service(service: Database) -> None:
    put_on_shelf(service, {"tea": 5})
    for _ in range(2):
        with service.snapshot() as session:
            run = audit_runs.audit_what_is_new(session, now=now(session))
        with service.transaction() as session:
            audit_runs.record(session, run)

    assert run.report.clean
    assert run.checked_id == 1


FUNCTIONS = {
    "prune_inbox": "prune_inbox(0, now() - interval '9 days', 9)",
    "clear_payloads": "clear_payloads(0, now() - interval '9 days', 9)",
    "prune_dead_letters": "prune_dead_letters(now() - interval '9 days', 9)",
    "prune_ledger": "prune_ledger(0, now() - interval '99 days', 9)",
    "supersede_dead_letters": "supersede_dead_letters(ARRAY[1, 2])",
}


def test_the_service_gives_the_id_of_a_dead_letter_to_what_corrects_it(service: Database) -> None:
    with service.transaction() as session:
        letter = spoilt(payment("e1"), b"{}", digest=b"of bytes")
        poll(session, letter)
        assert len(poll(session, payment("e1")).superseded) == 1


def test_the_service_prunes_everything(service: Database) -> None:
    put_on_shelf(service, {"tea": 5})
    days = timedelta(days=400)
    periods = Periods(days, days, days, days, days, movements=days)
    for kind in retention.Kind:
        with service.transaction() as session:
            retention.prune(session, kind, now=now(session), periods=periods)
    with service.transaction() as session:
        assert {one.kind for one in retention.pruned(session)} == set(retention.Kind)


def test_nobody_else_may_call_what_prunes(reader: Database) -> None:
    assert FUNCTIONS.keys() == {each.partition("(")[0] for each in roles.FUNCTIONS}
    for call in FUNCTIONS.values():
        assert refused(reader, f"SELECT * FROM {call}")


def test_what_prunes_sees_no_tables_but_ours(service: Database) -> None:
    """A temporary table of the caller's does not take the place of one that decides what may go."""
    put_on_shelf(service, {"tea": 5})
    with service.transaction() as session:
        session.execute(text("CREATE TEMP TABLE audit_run (checked_id bigint) ON COMMIT DROP"))
        session.execute(text("INSERT INTO audit_run VALUES (1000)"))
        session.execute(text("CREATE TEMP TABLE stock_movement (id bigint) ON COMMIT DROP"))
        last_id, removed = session.execute(text(f"SELECT * FROM {FUNCTIONS['prune_ledger']}")).one()
    assert (last_id, removed) == (None, 0)


def test_who_reads_sees_everything_but_tokens(service: Database, reader: Database) -> None:
    put_on_shelf(service, {"tea": 5})
    with reader.snapshot() as session:
        assert audit(session, now=now(session)).clean
        assert session.scalar(text("SELECT count(*) FROM inbox_event")) == 0


LEDGER = [
    "UPDATE stock_movement SET actor = 'nobody'",
    "DELETE FROM stock_movement",
    "TRUNCATE stock_movement",
    "SELECT * FROM stock_movement FOR UPDATE",
    "ALTER TABLE stock_movement DISABLE TRIGGER ALL",
    "CREATE TRIGGER t BEFORE INSERT ON stock_movement EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "CREATE RULE r AS ON INSERT TO stock_movement DO INSTEAD NOTHING",
]
SCHEMA = [
    *(f"DROP TABLE {table} CASCADE" for table in roles.SERVICE),
    *(f"ALTER TABLE {table} ADD COLUMN x int" for table in roles.SERVICE),
    *(f"TRUNCATE {table}" for table in roles.SERVICE),
    "ALTER TABLE product_inventory DROP CONSTRAINT ck_product_inventory_never_oversold",
    "DROP INDEX uq_stock_movement_adjustment",
    "CREATE TABLE mine (x int)",
    "CREATE SCHEMA mine",
    "ALTER SEQUENCE stock_movement_id_seq RESTART",
    "SELECT setval('stock_movement_id_seq', 1)",
    "SET ROLE postgres",
    "ALTER ROLE shop_reader SUPERUSER",
    "COPY location TO PROGRAM 'true'",
]
VERSION = ["UPDATE alembic_version SET version_num = '0'", "DELETE FROM alembic_version"]
TOKENS = [
    "INSERT INTO api_token (name, digest, scopes, created_at) VALUES ('x', 'x', '{ops}', now())",
    "UPDATE api_token SET scopes = '{ops}'",
    "UPDATE api_token SET revoked_at = NULL",
    "UPDATE api_token SET expires_at = NULL, last_used_at = now()",
    "DELETE FROM api_token",
]
INBOX = ["UPDATE inbox_event SET payload = NULL", "DELETE FROM inbox_event"]


@pytest.mark.parametrize("statement", [*LEDGER, *SCHEMA, *VERSION, *TOKENS, *INBOX])
def test_the_service_may_not(service: Database, statement: str) -> None:
    assert refused(service, statement)


@pytest.mark.parametrize(
    "statement",
    [
        *(f"DELETE FROM {table}" for table in roles.SERVICE),
        "UPDATE product_inventory SET quantity_on_hand = 1",
        "INSERT INTO location (name) VALUES ('x')",
        "SELECT * FROM product_inventory FOR UPDATE",
        "SELECT * FROM api_token",
        "SELECT name FROM api_token",
        *SCHEMA,
    ],
)
def test_who_reads_may_not(reader: Database, statement: str) -> None:
    assert refused(reader, statement)


def refused(database: Database, statement: str) -> bool:
    """Return True if PostgreSQL denied it: not because of a mistake in it, and not because it
    waited for a lock.
    """
    with pytest.raises(ProgrammingError) as caught, database.transaction() as session:
        session.execute(text(statement))
    return isinstance(caught.value.orig, InsufficientPrivilege)


# Granting.


@pytest.fixture
def grant(granted: str, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], Result]:
    del granted
    monkeypatch.setenv("DATABASE_URL", database_url)
    settings.cache_clear()
    return lambda service, reader: CliRunner().invoke(
        commands, ["roles", "--service", service, "--reader", reader], standalone_mode=True
    )


def test_granting_again_takes_away_what_was_added(
    grant: Callable[[str, str], Result], database_url: str, service: Database, reader: Database
) -> None:
    run(database_url, f'GRANT ALL ON ALL TABLES IN SCHEMA public TO "{SERVICE}"')
    run(database_url, f'GRANT UPDATE (scopes) ON api_token TO "{SERVICE}"')
    run(database_url, f"GRANT EXECUTE ON FUNCTION prune_ledger TO {READER}")
    answer = grant(SERVICE, READER)
    assert "postgres owns the tables and is a superuser" in answer.output  # and nothing else is wrong
    assert answer.output.count("Mend:") == 1

    for statement in ("DELETE FROM stock_movement", "UPDATE api_token SET scopes = '{ops}'"):
        assert refused(service, statement)
    assert refused(reader, f"SELECT * FROM {FUNCTIONS['prune_ledger']}")


@pytest.mark.parametrize("made", ["SUPERUSER", "IN ROLE pg_write_all_data", "IN ROLE postgres", "CREATEROLE"])
def test_a_role_that_nothing_can_be_withheld_from_is_refused(
    grant: Callable[[str, str], Result], database_url: str, made: str
) -> None:
    run(database_url, f"CREATE ROLE mighty LOGIN {made}")
    try:
        answer = grant("mighty", READER)
    finally:
        run(database_url, "DROP ROLE mighty")

    assert answer.exit_code != 0
    assert isinstance(answer.exception, RoleTooPowerful) or "superuser" in answer.output


def test_a_role_that_is_not_there_is_named(grant: Callable[[str, str], Result]) -> None:
    answer = grant(SERVICE, "noboby")

    assert answer.exit_code != 0
    assert "noboby" in answer.output + str(answer.exception)
