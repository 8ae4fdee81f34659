"""Tokens of `inventory token`: made once, kept as hashes, ended by time or by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from api.callers.static_tokens import REMEMBERED_SECONDS, SHOWN_LATELY_SECONDS, StaticTokens
from api.contract.errors import InvalidToken
from inventory import tokens as access
from inventory.cli.root import commands
from inventory.database.tables import ApiToken, Movement
from inventory.database.transactions import Database, now
from inventory.settings import settings
from inventory.tokens import PREFIX, TOKEN, Scope
from tests.api.client import Client
from tests.api.shop import put_on_shelf
from tests.security.conftest import MakeToken, bearer
from tools.devstack.servers.tcp_front import TcpFront


class Clock:
    def __init__(self) -> None:
        self.time = 1_000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def command_line(database_url: str, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    monkeypatch.setenv("DATABASE_URL", database_url)
    settings.cache_clear()
    return CommandLine()


class CommandLine:
    def __call__(self, *arguments: str) -> Result:
        return CliRunner().invoke(commands, ["token", *arguments])


@pytest.fixture
def tokens(database: Database) -> StaticTokens:
    return StaticTokens(database, clock=Clock())


def pass_time(tokens: StaticTokens, seconds: float) -> None:
    assert isinstance(tokens.clock, Clock)
    tokens.clock.time += seconds


# The command line.


def test_a_token_made_at_the_terminal_opens_what_it_was_made_for(command_line: CommandLine, client: Client) -> None:
    made = command_line("create", "storefront", "--scope", "stock:read")

    assert made.exit_code == 0, made.output
    assert made.stdout.startswith(PREFIX)  # alone, so that a script can take it
    assert TOKEN.fullmatch(made.stdout.strip())
    assert "shown this once" in made.stderr
    assert client.get("/v1/stock", headers=bearer(made.stdout.strip())).status_code == 200


def test_a_token_may_have_limits(command_line: CommandLine, client: Client) -> None:
    limits = (
        "--order-prefix",
        "web-",
        "--location",
        "main",
        "--location",
        "north",
        "--max-units",
        "500",
        "--max-hold",
        "15m",
    )
    made = command_line("create", "web", "--scope", "stock:reserve", *limits)
    assert made.exit_code == 0, made.output
    shown = "order_prefix=web-, locations=main north, max_units=500, max_hold_seconds=900"
    assert f"stock:reserve within {shown} until" in made.stderr
    assert "web-" in command_line("list").stdout
    [listed] = json.loads(command_line("list", "--json").stdout)
    assert listed["scopes"] == ["stock:reserve"]
    assert listed["limits"]["max_hold_seconds"] == 900
    answer = client.post(
        "/v1/reservations",
        json={"order_id": "shop-1", "items": [{"sku": "tea", "quantity": 1}]},
        headers=bearer(made.stdout.strip()),
    )
    assert (answer.status_code, answer.json["exceeded"]) == (403, "order_prefix")


@pytest.mark.parametrize("limits", [("--order-prefix", ""), ("--max-units", "-1"), ("--max-hold", "0m")])
def test_limits_that_mean_nothing_are_refused(command_line: CommandLine, limits: tuple[str, str]) -> None:
    assert command_line("create", "web", "--scope", "stock:reserve", *limits).exit_code == 2


def test_the_secret_is_kept_nowhere(command_line: CommandLine, database: Database) -> None:
    secret = json.loads(command_line("create", "x", "--scope", "ops", "--json").stdout)["token"]
    with database.transaction() as session:
        [row] = session.execute(select(ApiToken.__table__)).all()

    assert secret not in str(row)
    assert secret.removeprefix(PREFIX) not in command_line("list", "--json").output


def test_tokens_are_listed_with_their_state(command_line: CommandLine) -> None:
    command_line("create", "a", "--scope", "ops", "--expires-in", "90d")
    command_line("create", "b", "--scope", "stock:read", "--scope", "stock:reserve")
    command_line("revoke", "b")
    first, second = json.loads(command_line("list", "--json").stdout)

    days = datetime.fromisoformat(first["expires_at"]) - datetime.fromisoformat(first["created_at"])
    assert (first["name"], first["scopes"], first["revoked_at"], days) == ("a", ["ops"], None, timedelta(days=90))
    assert second["scopes"] == ["stock:read", "stock:reserve"]
    assert second["revoked_at"] is not None
    shown = command_line("list").output
    assert "valid" in shown
    assert "revoked" in shown


@pytest.mark.parametrize("which", ["orders", "1"])
def test_a_token_is_revoked_by_name_or_id_and_for_ever(
    command_line: CommandLine, database: Database, which: str
) -> None:
    command_line("create", "orders", "--scope", "ops")
    assert command_line("revoke", which).exit_code == 0
    with database.transaction() as session:
        revoked_at = session.scalar(select(ApiToken.revoked_at))
    assert command_line("revoke", which).exit_code == 0

    with database.transaction() as session:
        assert session.scalar(select(ApiToken.revoked_at)) == revoked_at
    assert command_line("create", "orders", "--scope", "ops").exit_code != 0, "the ledger would mistake one for another"


def test_what_makes_no_sense_is_refused(command_line: CommandLine, database: Database) -> None:
    wrong = [
        ["create", "orders"],
        ["create", "orders", "--scope", "everything"],
        ["create", "7", "--scope", "ops"],
        ["create", "or ders", "--scope", "ops"],
        ["create", "orders", "--scope", "ops", "--expires-in", "0d"],
        ["create", "orders", "--scope", "ops", "--expires-in", "soon"],
    ]
    for arguments in wrong:
        assert command_line(*arguments).exit_code == 2, arguments
    assert command_line("revoke", "nobody").exit_code != 0
    with database.transaction() as session, pytest.raises(access.UnknownToken):
        access.revoke(session, "9" * 30, now=now(session))


# Looking them up.


def test_a_revoked_token_is_refused_within_seconds(
    tokens: StaticTokens, make_token: MakeToken, database: Database
) -> None:
    secret = make_token(Scope.OPS)
    assert tokens.caller(secret).actor == "token:orders"
    with database.transaction() as session:
        access.revoke(session, "orders", now=now(session))

    assert REMEMBERED_SECONDS <= 5
    pass_time(tokens, REMEMBERED_SECONDS - 0.1)
    assert tokens.caller(secret).actor == "token:orders"
    pass_time(tokens, 0.1)
    with pytest.raises(InvalidToken):
        tokens.caller(secret)


def test_an_expired_token_is_not_remembered_beyond_its_end(tokens: StaticTokens, database: Database) -> None:
    with database.transaction() as session:
        moment = now(session)
        _, secret = access.create(session, "a", [Scope.OPS], now=moment, expires_in=timedelta(seconds=2))
        _, expired = access.create(session, "b", [Scope.OPS], now=moment - timedelta(5), expires_in=timedelta(1))
    tokens.caller(secret)
    known = tokens._remembered[secret]

    assert known.looked_up_at == known.ends_at
    assert known.ends_at - tokens.clock() <= 2
    with pytest.raises(InvalidToken):
        tokens.caller(expired)


@pytest.fixture
def way(database_url: str) -> Iterator[TcpFront]:
    """The way to PostgreSQL. It can be cut."""
    with TcpFront(make_url(database_url).port) as front:
        yield front


@pytest.fixture
def tokens_on_the_way(way: TcpFront, database_url: str) -> Iterator[StaticTokens]:
    url = make_url(database_url).set(port=way.port).render_as_string(hide_password=False)
    reached = Database(url, pool_size=1, name="tests")
    yield StaticTokens(reached, clock=Clock())
    reached.dispose()


def cut(way: TcpFront) -> None:
    way.point_at(None)
    way.cut()


def test_while_postgresql_is_away_who_keeps_coming_goes_on(
    tokens_on_the_way: StaticTokens, way: TcpFront, make_token: MakeToken, database_url: str
) -> None:
    """Prometheus learns from the metrics that PostgreSQL is away, for as long as it is."""
    secret, other = make_token(Scope.OPS), make_token(Scope.OPS, name="other")
    tokens_on_the_way.caller(secret)
    cut(way)
    for _ in range(3):
        pass_time(tokens_on_the_way, SHOWN_LATELY_SECONDS - 1)
        assert tokens_on_the_way.caller(secret).actor == "token:orders"
    for _ in range(2):
        pass_time(tokens_on_the_way, SHOWN_LATELY_SECONDS)
        with pytest.raises(OperationalError):
            tokens_on_the_way.caller(secret)
    with pytest.raises(OperationalError):
        tokens_on_the_way.caller(other)  # which was not shown before

    way.point_at(make_url(database_url).port)
    assert tokens_on_the_way.caller(other).actor == "token:other"


def test_an_expired_token_ends_while_postgresql_is_away(
    tokens_on_the_way: StaticTokens, way: TcpFront, database: Database
) -> None:
    with database.transaction() as session:
        _, secret = access.create(session, "a", [Scope.OPS], now=now(session), expires_in=timedelta(minutes=1))
    tokens_on_the_way.caller(secret)
    cut(way)
    pass_time(tokens_on_the_way, 50)
    tokens_on_the_way.caller(secret)
    pass_time(tokens_on_the_way, 10)
    with pytest.raises(OperationalError):
        tokens_on_the_way.caller(secret)


def test_made_up_tokens_take_no_memory(tokens: StaticTokens) -> None:
    for number in range(20):
        with pytest.raises(InvalidToken):
            tokens.caller(f"{PREFIX}{number:043}")
    with pytest.raises(InvalidToken):
        tokens.caller(PREFIX)

    assert tokens._remembered == {}


def test_its_last_use_is_kept_to_the_minute(tokens: StaticTokens, make_token: MakeToken, database: Database) -> None:
    def last_used() -> datetime | None:
        with database.transaction() as session:
            return session.scalar(select(ApiToken.last_used_at))

    secret = make_token(Scope.OPS)
    assert last_used() is None
    tokens.caller(secret)
    first = last_used()
    assert first is not None
    pass_time(tokens, 6)
    tokens.caller(secret)
    assert last_used() == first
    with database.transaction() as session:
        session.execute(update(ApiToken).values(last_used_at=datetime(2026, 1, 1, tzinfo=UTC)))
    pass_time(tokens, 6)
    tokens.caller(secret)
    again = last_used()
    assert again is not None
    assert again >= first


def test_noting_the_use_waits_for_nobody(tokens: StaticTokens, make_token: MakeToken, database: Database) -> None:
    secret = make_token(Scope.OPS)
    with database.transaction() as session:
        session.execute(select(ApiToken).with_for_update())
        assert tokens.caller(secret).actor == "token:orders"


# The caller then.


def test_the_caller_is_the_actor_of_the_movement(
    app: Flask, client: Client, make_token: MakeToken, database: Database
) -> None:
    del app
    put_on_shelf(database, {"tea": 5})
    token = make_token(Scope.STOCK_ADJUST, Scope.STOCK_RESERVE, name="order-service")
    body = {"delta": 1, "reason": "found", "reference": "shelf-7"}
    assert client.post("/v1/stock/tea/adjustments", json=body, headers=bearer(token)).status_code == 201
    lines = {"order_id": "o", "items": [{"sku": "tea", "quantity": 2}]}
    assert client.post("/v1/reservations", json=lines, headers=bearer(token)).status_code == 201

    with database.transaction() as session:
        actors = session.scalars(select(Movement.actor).order_by(Movement.id)).all()
    assert actors == ["tests", "token:order-service", "token:order-service"]


@pytest.mark.parametrize(
    ("authorization", "code"),
    [
        ("", "token_missing"),
        ("Basic b3BlcmF0b3I6eA==", "token_missing"),
        ("Bearer", "invalid_token"),
        ("Bearer ", "invalid_token"),
        ("Bearer two words", "invalid_token"),
        ("Bearer a, Bearer b", "invalid_token"),
        ("Bearer caf\xe9", "invalid_token"),
        (f"Bearer {PREFIX}{'A' * 43}", "invalid_token"),
        (f"Bearer {PREFIX}{'A' * 5000}", "invalid_token"),
        ("Bearer nonsense", "invalid_token"),
    ],
)
def test_what_is_no_token_is_refused(client: Client, authorization: str, code: str) -> None:
    answer = client.get("/v1/stock", headers={"Authorization": authorization})

    assert (answer.status_code, answer.json["code"]) == (401, code)
    assert ('error="invalid_token"' in answer.headers["WWW-Authenticate"]) == (code == "invalid_token")


def test_the_scheme_may_be_written_in_any_case(client: Client, make_token: MakeToken) -> None:
    token = make_token(Scope.STOCK_READ)

    assert client.get("/v1/stock", headers={"Authorization": f"bEARER  {token}"}).status_code == 200
