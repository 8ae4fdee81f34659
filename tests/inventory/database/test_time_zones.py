"""PostgreSQL's own zone changes nothing, in either of the nights when its clocks change.

The tests' databases inherit Europe/Berlin, whose clocks go back on 2026-10-25 at 01:00 UTC, and
forward on 2027-03-28. By the wall clock 02:55 plus 15 minutes is 03:10 that night, 75 minutes
later, and 02:05 comes after 02:55.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis.strategies import datetimes as moments
from hypothesis.strategies import just
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from api.app import create_app
from api.services import EXTENSION
from inventory.boundary.moments import in_utc
from inventory.database import connection as database_connection
from inventory.database.connection import ServerConnection
from inventory.database.transactions import Database, now
from inventory.inbox import claiming
from inventory.inbox import store as inbox
from inventory.inbox.events import EventType, commands_of
from inventory.settings import Settings
from inventory.upkeep import retention
from inventory.upkeep.audit import audit
from inventory.upkeep.retention import Kind
from inventory.write_path import overdue as sweep
from inventory.write_path.apply import apply
from tests.api.client import Client
from tests.inventory.making import HOLDS, expire, reserve, stated
from tests.inventory.post import RETRY_AFTER, payment
from tests.inventory.upkeep.test_retention import PERIODS
from tools.devstack import PROJECT

Clock = Callable[[str], datetime]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Have PostgreSQL's clock stand at a moment, where transactions read it."""
    beginning = database_connection._beginning

    def stand(moment: str) -> datetime:
        def at(*arguments: Any, **named: Any) -> tuple[bytes, bytes, bytes]:
            begin, pin, ask = beginning(*arguments, **named)
            assert ask.count(b"SELECT now(),") == 1
            return begin, pin, ask.replace(b"SELECT now(),", f"SELECT timestamptz '{moment}',".encode())

        monkeypatch.setattr(database_connection, "_beginning", at)
        return datetime.fromisoformat(moment)

    return stand


@pytest.fixture
def api(database_url: str) -> Iterator[Client]:
    app = create_app(Settings(database_url=database_url, authentication="open"))
    yield Client(app)
    app.extensions[EXTENSION].close()


def run(database: Database, *commands: Any) -> None:
    with database.transaction() as session:
        apply(session, commands, now=now(session), holds=HOLDS)


def status(database: Database, order_id: str) -> str:
    with database.transaction() as session:
        found: str = session.execute(text(f"SELECT status FROM reservation WHERE order_id = '{order_id}'")).scalar_one()
        return found


def held(database: Database, clock: Clock, moment: str, seconds: int = 900) -> None:
    clock(moment)
    run(database, stated("mug", 10), reserve("o-1", ("mug", 1), ttl_seconds=seconds))


def test_the_tests_databases_are_in_a_zone_with_daylight_saving(session: Session) -> None:
    session.connection().exec_driver_sql("SET LOCAL TimeZone TO DEFAULT")
    assert session.connection().exec_driver_sql("SHOW TimeZone").scalar_one() == "Europe/Berlin"


@pytest.mark.parametrize(
    ("moment", "seconds"),
    [
        ("2026-10-25T00:55:00+00:00", 900),
        ("2026-10-25T00:00:00+00:00", 7_200),
        ("2027-03-28T00:30:00+00:00", 7_200),
        ("2027-03-28T00:59:59+00:00", 900),
    ],
)
def test_a_hold_lives_as_long_as_it_was_asked_to(
    database: Database, api: Client, clock: Clock, moment: str, seconds: int
) -> None:
    began = clock(moment)
    run(database, stated("mug", 10))
    order = {"order_id": "o-1", "items": [{"sku": "mug", "quantity": 1}], "ttl_seconds": seconds}
    made = api.post("/v1/reservations", json=order)
    assert made.status_code == 201
    assert datetime.fromisoformat(made.json["expires_at"]) - began == timedelta(seconds=seconds)

    later = {"ttl_seconds": seconds + 60}
    extended = api.post("/v1/reservations/o-1/extend", json=later)
    assert datetime.fromisoformat(extended.json["expires_at"]) - began == timedelta(seconds=seconds + 60)


@pytest.mark.parametrize(
    ("night", "swept"),
    [("2026-10-25", "01:05"), ("2026-10-25", "01:49"), ("2027-03-28", "01:05"), ("2027-03-28", "01:49")],
)
def test_a_hold_that_is_over_is_swept_and_audited(database: Database, clock: Clock, night: str, swept: str) -> None:
    held(database, clock, f"{night}T00:36:00+00:00")
    clock(f"{night}T{swept}:00+00:00")
    with database.snapshot() as session:
        found = audit(session, now=now(session)).discrepancies
    assert "o-1" in {one.subject for one in found}, "it is overdue by more than an audit allows"

    with database.transaction() as session:
        due = sweep.due_orders(session, now=now(session), limit=10)
    assert due == ["o-1"]
    run(database, expire("o-1"))
    assert status(database, "o-1") == "expired"


@pytest.mark.parametrize(
    ("ordered", "failed"),
    [
        ("2026-10-25T00:55:00+00:00", "2026-10-25T01:05:00+00:00"),
        ("2027-03-28T00:55:00+00:00", "2027-03-28T01:05:00+00:00"),
    ],
)
def test_a_fact_counts_by_when_it_happened(database: Database, clock: Clock, ordered: str, failed: str) -> None:
    held(database, clock, ordered)
    heard = replace(payment("event-1", "o-1", type_=EventType.PAYMENT_FAILED), occurred_at=clock(failed))
    with database.transaction() as session:
        inbox.record(session, [heard], now=now(session), retry_after=RETRY_AFTER)
        claimed = claiming.claim(session, list(session.execute(text("SELECT id FROM inbox_event")).scalars()))
        commands = [command for row in claimed for command in commands_of(row.event)]
        apply(session, commands, now=now(session), holds=HOLDS)
    assert status(database, "o-1") == "released"


@pytest.mark.parametrize(("day", "week_before"), [("2026-10-28", "2026-10-21"), ("2027-03-31", "2027-03-24")])
def test_what_is_old_is_forgotten_on_time(database: Database, clock: Clock, day: str, week_before: str) -> None:
    """Seven days before noon are twelve o'clock again, and neither eleven nor one."""
    clock(f"{day}T12:00:00+00:00")
    keys = "INSERT INTO idempotency_key (actor, key, digest, created_at) VALUES ('me', '{}', '', '{}')"
    with database.transaction() as session:
        session.execute(text(keys.format("old", f"{week_before} 11:30Z")))
        session.execute(text(keys.format("young", f"{week_before} 12:30Z")))
    with database.transaction() as session:
        retention.prune(session, Kind.IDEMPOTENCY_KEYS, now=now(session), periods=PERIODS)
    with database.transaction() as session:
        assert session.execute(text("SELECT key FROM idempotency_key")).scalars().all() == ["young"]


DAYS = {
    Kind.EVENTS: 31,
    Kind.PAYLOADS: 7,
    Kind.DEAD_LETTERS: 91,
    Kind.RESERVATIONS: 366,
    Kind.IDEMPOTENCY_KEYS: 7,
    Kind.COMMIT_RECEIPTS: 1,
    Kind.MOVEMENTS: 100,
    Kind.MOVES: 100,
    Kind.OUTCOMES: 30,
    Kind.REFUSED_CALLS: 2,
    Kind.SESSIONS: 0,
}
"""The period of each kind by `PERIODS`, with its margin."""


@pytest.mark.parametrize("day", ["2026-10-24", "2027-03-27"])
@pytest.mark.parametrize("kind", Kind)
def test_each_kind_is_forgotten_on_time(database: Database, clock: Clock, kind: Kind, day: str) -> None:
    """Rows older than noon of the day before the night go, to the second, in each statement
    that is told a time.
    """
    noon = datetime.fromisoformat(f"{day}T12:00:00+00:00")
    told: list[datetime] = []

    def note(_connection: object, _cursor: object, _statement: str, given: Any, *_: object) -> None:
        if "before" in given:
            told.append(given["before"])

    event.listen(database.engine, "before_cursor_execute", note)
    clock((noon + timedelta(days=DAYS[kind])).isoformat())
    # Functions of the database refuse young rows by their own clock, and a test can't set it.
    with suppress(DBAPIError), database.transaction() as session:
        retention.prune(session, kind, now=now(session), periods=PERIODS)
    event.remove(database.engine, "before_cursor_execute", note)
    assert told == [noon]


READ = """
    SELECT timestamptz '2026-10-25 00:55Z', ARRAY[timestamptz '2026-10-25 00:55Z'],
           tstzrange('2026-10-25 00:55Z', NULL), ROW(timestamptz '2026-10-25 00:55Z')
"""


@pytest.mark.parametrize("binary", [False, True])
@pytest.mark.parametrize("zone", ["Europe/Berlin", "Asia/Kathmandu", "America/St_Johns"])
def test_a_time_enters_as_utc_even_where_the_session_has_another_zone(
    session: Session, zone: str, *, binary: bool
) -> None:
    driver = session.connection().connection.driver_connection
    assert isinstance(driver, ServerConnection)
    driver.execute(f"SET LOCAL TimeZone TO '{zone}'")
    ((one, (in_array,), in_range, in_row),) = driver.execute(READ, binary=binary).fetchall()
    for moment in (one, in_array, in_range.lower, *(in_row if binary else ())):
        assert moment.tzinfo is UTC
        assert moment == datetime(2026, 10, 25, 0, 55, tzinfo=UTC)


@pytest.mark.parametrize("binary", [False, True])
@pytest.mark.parametrize("text_", ["0044-03-15 12:00Z BC", "infinity", "-infinity", "20000-01-01 00:00Z"])
def test_what_is_no_time_for_python_is_an_error_and_not_another_time(
    session: Session, text_: str, *, binary: bool
) -> None:
    driver = session.connection().connection.driver_connection
    assert isinstance(driver, ServerConnection)
    with pytest.raises(psycopg.DataError, match="timestamp"):
        driver.execute(f"SELECT timestamptz '{text_}'", binary=binary).fetchone()


@pytest.mark.parametrize("binary", [False, True])
@given(moment=moments(timezones=just(UTC)))
@example(moment=datetime.min.replace(tzinfo=UTC))
@example(moment=datetime.max.replace(tzinfo=UTC))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_time_is_read_to_the_microsecond(session: Session, moment: datetime, *, binary: bool) -> None:
    driver = session.connection().connection.driver_connection
    assert isinstance(driver, ServerConnection)
    assert driver.execute("SELECT %s::timestamptz", (moment,), binary=binary).fetchone() == (moment,)


def test_the_core_takes_no_time_in_another_zone(session: Session) -> None:
    berlin = datetime(2026, 10, 25, 2, 55, tzinfo=ZoneInfo("Europe/Berlin"))
    with pytest.raises(ValueError, match="is not in UTC"):
        apply(session, [reserve("o-1", ("mug", 1))], now=berlin, holds=HOLDS)
    assert in_utc(berlin).tzinfo is UTC
    apply(session, [reserve("o-1", ("mug", 1))], now=in_utc(berlin), holds=HOLDS)


READERS = {"fromisoformat", "fromtimestamp", "strptime", "combine", "parsedate_to_datetime", "astimezone"}
"""Functions that make a time of something else, in any zone."""


@pytest.mark.parametrize("package", ["inventory", "bridge", "tasks", "api"])
def test_whatever_makes_a_time_makes_it_in_utc(package: str) -> None:
    found = [
        f"{path.relative_to(PROJECT)}:{call.lineno}"
        for path in (PROJECT / package).rglob("*.py")
        for call in _astray(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []


def _astray(tree: ast.AST) -> Iterator[ast.Call]:
    """Calls of `READERS` whose result is not converted to UTC at once."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    converted = {
        id(call.func.value)
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr == "astimezone" and _is_utc(call)
    }
    for call in calls:
        assert isinstance(call.func, ast.Attribute)
        if call.func.attr in READERS and id(call) not in converted and not _is_utc(call):
            yield call
    yield from (
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "ZoneInfo"
    )


def _is_utc(call: ast.Call) -> bool:
    return any(isinstance(argument, ast.Name) and argument.id == "UTC" for argument in call.args)
