"""`inventory roles` asks PostgreSQL for the real rights of the roles: also those left by an
attacker, or by haste.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from secrets import token_urlsafe
from typing import Any, NamedTuple

import psycopg
import pytest
from click.testing import CliRunner, Result
from psycopg.conninfo import make_conninfo
from sqlalchemy import make_url

from inventory.cli.root import commands
from inventory.database.migrate import migrate
from inventory.settings import settings
from tools.devstack.servers.postgresql import PostgreSQL

OWNER, SERVICE, READER = "rights_owner", "rights service", "rights_reader"
GROUP, GROUPS, OTHER = "rights_group", "rights_groups", "rights_other"
DATABASE = "rights"
PASSWORD = token_urlsafe()


class Hostile(NamedTuple):
    """A deed, and its finding: a role and words."""

    done: tuple[str, ...]
    role: str
    words: str


S = f'"{SERVICE}"'
AWAY = '"a way"'
ELSEWHERE = (f"CREATE SCHEMA IF NOT EXISTS {AWAY}", f"GRANT USAGE ON SCHEMA {AWAY} TO PUBLIC")
TOO_MUCH = {
    "owns the database": Hostile((f"ALTER DATABASE {DATABASE} OWNER TO {S}",), SERVICE, "owns database"),
    "owns the schema": Hostile((f"ALTER SCHEMA public OWNER TO {READER}",), READER, "owns schema"),
    "owns the schema by a group": Hostile(
        (f"ALTER SCHEMA public OWNER TO {GROUP}", f"GRANT {GROUP} TO {S}"), SERVICE, f"owns schema public, by {GROUP}"
    ),
    "PUBLIC deletes": Hostile(
        ("GRANT DELETE ON stock_movement TO PUBLIC",), SERVICE, "DELETE on table stock_movement, by PUBLIC"
    ),
    "PUBLIC writes a column": Hostile(
        ("GRANT UPDATE (actor) ON stock_movement TO PUBLIC",),
        READER,
        "UPDATE (actor) on table stock_movement, by PUBLIC",
    ),
    "PUBLIC reads tokens": Hostile(
        ("GRANT SELECT (digest) ON api_token TO PUBLIC",), READER, "SELECT (digest) on table api_token"
    ),
    "PUBLIC refers": Hostile(
        ("GRANT REFERENCES ON reservation TO PUBLIC",), SERVICE, "REFERENCES on table reservation"
    ),
    "PUBLIC counts": Hostile(
        ("GRANT UPDATE ON SEQUENCE stock_movement_id_seq TO PUBLIC",),
        READER,
        "UPDATE on sequence stock_movement_id_seq",
    ),
    "a group truncates": Hostile(
        (f"GRANT TRUNCATE ON stock_movement TO {GROUP}", f"GRANT {GROUP} TO {S}"), SERVICE, f"by {GROUP}"
    ),
    "a group of a group, by SET ROLE alone": Hostile(
        (
            f"GRANT TRIGGER ON stock_movement TO {GROUPS}",
            f"GRANT {GROUPS} TO {GROUP} WITH INHERIT FALSE",
            f"GRANT {GROUP} TO {S} WITH INHERIT FALSE, SET TRUE",
        ),
        SERVICE,
        f"TRIGGER on table stock_movement, by {GROUPS}",
    ),
    "somebody else granted it": Hostile(
        (
            f"GRANT UPDATE ON stock_movement TO {OTHER} WITH GRANT OPTION",
            f"SET ROLE {OTHER}",
            f"GRANT UPDATE ON stock_movement TO {S}",
            "RESET ROLE",
        ),
        SERVICE,
        "UPDATE on table stock_movement",
    ),
    "a view of the owner's": Hostile(
        (
            f"SET ROLE {OWNER}",
            "CREATE OR REPLACE VIEW books AS TABLE stock_movement",
            "GRANT DELETE ON books TO PUBLIC",
            "RESET ROLE",
        ),
        SERVICE,
        "DELETE on table books",
    ),
    "a function of the owner's": Hostile(
        (
            f"SET ROLE {OWNER}",
            "CREATE OR REPLACE FUNCTION erase() RETURNS void LANGUAGE sql SECURITY DEFINER AS 'DELETE FROM stock_movement'",
            "GRANT EXECUTE ON FUNCTION erase TO PUBLIC",
            "RESET ROLE",
        ),
        READER,
        "EXECUTE on routine erase(), by PUBLIC",
    ),
    "a function that has the name of one of ours": Hostile(
        (
            f"SET ROLE {OWNER}",
            "CREATE OR REPLACE FUNCTION prune_ledger(text) RETURNS void LANGUAGE sql SECURITY DEFINER AS 'DELETE FROM stock_movement'",
            "GRANT EXECUTE ON FUNCTION prune_ledger(text) TO PUBLIC",
            "RESET ROLE",
        ),
        SERVICE,
        "EXECUTE on routine prune_ledger(text), by PUBLIC",
    ),
    "a view in another schema": Hostile(
        (
            *ELSEWHERE,
            f"CREATE OR REPLACE VIEW {AWAY}.books AS TABLE stock_movement",
            f"GRANT ALL ON {AWAY}.books TO {S}",
        ),
        SERVICE,
        f"DELETE on relation {AWAY}.books",
    ),
    "a column of a view of a view": Hostile(
        (
            *ELSEWHERE,
            f"CREATE OR REPLACE VIEW {AWAY}.below AS TABLE stock_movement",
            f"CREATE OR REPLACE VIEW {AWAY}.above AS TABLE {AWAY}.below",
            f"GRANT UPDATE (actor) ON {AWAY}.above TO PUBLIC",
        ),
        SERVICE,
        f"UPDATE on relation {AWAY}.above, by PUBLIC",
    ),
    "a view that shows tokens": Hostile(
        (
            *ELSEWHERE,
            f"CREATE OR REPLACE VIEW {AWAY}.tokens AS TABLE api_token",
            f"GRANT SELECT ON {AWAY}.tokens TO PUBLIC",
        ),
        READER,
        f"SELECT on relation {AWAY}.tokens, by PUBLIC",
    ),
    "a child of the ledger in another schema": Hostile(
        (
            *ELSEWHERE,
            f"CREATE TABLE IF NOT EXISTS {AWAY}.more () INHERITS (stock_movement)",
            f"GRANT DELETE ON {AWAY}.more TO {S}",
        ),
        SERVICE,
        f"DELETE on relation {AWAY}.more",
    ),
    "makes schemas": Hostile(
        (f"GRANT CREATE ON DATABASE {DATABASE} TO {READER}",), READER, f"CREATE on database {DATABASE}"
    ),
    "everybody makes tables": Hostile(
        ("GRANT CREATE ON SCHEMA public TO PUBLIC",), SERVICE, "CREATE on schema public, by PUBLIC"
    ),
    "tables of the future": Hostile(
        (f"ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} IN SCHEMA public GRANT DELETE ON TABLES TO {S}",),
        SERVICE,
        "will be granted DELETE on TABLES",
    ),
    "switches triggers off": Hostile(
        (f"GRANT SET ON PARAMETER session_replication_role TO {S}",),
        SERVICE,
        "SET on parameter session_replication_role",
    ),
    "has programs run by the server's settings": Hostile(
        (f"GRANT ALTER SYSTEM ON PARAMETER archive_command TO {S}",),
        SERVICE,
        "ALTER SYSTEM on parameter archive_command",
    ),
    "has libraries loaded": Hostile(
        ("GRANT SET ON PARAMETER session_preload_libraries TO PUBLIC",),
        READER,
        "SET on parameter session_preload_libraries, by PUBLIC",
    ),
    "a group that is a superuser": Hostile(
        (f"ALTER ROLE {GROUP} SUPERUSER", f"GRANT {GROUP} TO {READER}"), READER, f"has SUPERUSER, by {GROUP}"
    ),
    **{
        attribute: Hostile((f"ALTER ROLE {S} {attribute}",), SERVICE, f"has {attribute}")
        for attribute in ("CREATEDB", "REPLICATION", "BYPASSRLS")
    },
    **{
        role: Hostile((f"GRANT {role} TO {READER}",), READER, f"is a member of {role}")
        for role in (
            *("pg_read_all_data", "pg_read_server_files", "pg_write_server_files", "pg_execute_server_program"),
            *("pg_signal_backend", "pg_maintain", "pg_create_subscription", "pg_checkpoint"),
        )
    },
    "the owner runs programs": Hostile(
        (f"GRANT pg_execute_server_program TO {OWNER}",), OWNER, "is a member of pg_execute_server_program"
    ),
    "the owner copies the server": Hostile((f"ALTER ROLE {OWNER} REPLICATION",), OWNER, "has REPLICATION"),
    "others make what the owner's functions find": Hostile(
        (f"GRANT CREATE ON SCHEMA public TO {OTHER}",), OTHER, f"may create in schema public, where {OWNER} looks"
    ),
}
MISSING = {
    "the owner makes no tables": Hostile((f"ALTER SCHEMA public OWNER TO {OTHER}",), OWNER, "CREATE on schema public"),
    "nobody may connect": Hostile(
        (f"REVOKE CONNECT ON DATABASE {DATABASE} FROM PUBLIC",), SERVICE, f"CONNECT on database {DATABASE}"
    ),
}


@pytest.fixture(scope="module")
def shop(postgresql: PostgreSQL) -> Iterator[str]:
    """The URL of its owner, who is no superuser."""
    with psycopg.connect(postgresql.conninfo, autocommit=True) as superuser:
        for role in (OWNER, S, READER):
            superuser.execute(f"CREATE ROLE {role} LOGIN PASSWORD '{PASSWORD}'".encode())
        for role in (GROUP, GROUPS, OTHER):
            superuser.execute(f"CREATE ROLE {role}".encode())
        superuser.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}".encode())
        url = make_url(postgresql.database_url(DATABASE)).set(username=OWNER, password=PASSWORD)
        migrate(url.render_as_string(hide_password=False))
        yield url.render_as_string(hide_password=False)
        superuser.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)".encode())
        for role in (OWNER, S, READER, GROUP, GROUPS, OTHER):
            superuser.execute(f"DROP OWNED BY {role}".encode())
            superuser.execute(f"DROP ROLE {role}".encode())


@pytest.fixture
def do(shop: str, postgresql: PostgreSQL) -> Callable[..., None]:
    """As the superuser, in the shop's database."""
    del shop

    def done(*statements: str) -> None:
        with psycopg.connect(make_conninfo(postgresql.conninfo, dbname=DATABASE)) as superuser:
            for statement in statements:
                superuser.execute(statement.encode())

    return done


@pytest.fixture
def roles(shop: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Result]]:
    """`inventory roles`, as the owner of the tables."""
    monkeypatch.setenv("DATABASE_URL", shop)
    settings.cache_clear()
    yield lambda: CliRunner().invoke(commands, ["roles", "--service", SERVICE, "--reader", READER, "--json"])
    settings.cache_clear()


def findings(result: Result) -> list[dict[str, Any]]:
    error = json.loads(result.stdout or result.stderr)["error"]
    assert error["code"] == "roles_unfit"
    found: list[dict[str, Any]] = error["findings"]
    return found


def test_a_server_that_is_as_the_guide_says_passes(roles: Callable[[], Result]) -> None:
    passed = roles()
    assert passed.exit_code == 0, passed.output


@pytest.mark.parametrize(
    ("fault", "hostile"),
    [("too_much", each) for each in TOO_MUCH.values()] + [("missing", each) for each in MISSING.values()],
    ids=[*TOO_MUCH, *MISSING],
)
def test_what_a_role_can_do_is_found_and_mended_by_what_is_said(
    roles: Callable[[], Result], do: Callable[..., None], fault: str, hostile: Hostile
) -> None:
    do(*hostile.done)
    refused = roles()
    assert refused.exit_code == 1, refused.output
    found = findings(refused)
    assert any(
        each["role"] == hostile.role and each["fault"] == fault and hostile.words in each["what"] for each in found
    ), found
    do(*dict.fromkeys(each["mend"] for each in found))
    mended = roles()
    assert mended.exit_code == 0, mended.output


def test_what_gives_nobody_more_is_nobodys_fault(roles: Callable[[], Result], do: Callable[..., None]) -> None:
    """A schema of reports, views with the rights of the reader, logging: people
    have these.
    """
    do(
        *ELSEWHERE,
        f"CREATE OR REPLACE VIEW {AWAY}.sales AS SELECT sku, order_id FROM stock_movement JOIN reservation USING (order_id)",
        f"GRANT SELECT ON {AWAY}.sales TO PUBLIC",
        f"CREATE OR REPLACE VIEW {AWAY}.asking WITH (security_invoker = on) AS TABLE api_token",
        f"GRANT ALL ON {AWAY}.asking TO {S}",
        f"GRANT SET ON PARAMETER log_min_duration_statement TO {S}",
    )
    passed = roles()
    assert passed.exit_code == 0, passed.output


def test_an_owner_that_is_the_superuser_is_told_what_to_make(
    roles: Callable[[], Result], do: Callable[..., None]
) -> None:
    do(f"ALTER ROLE {OWNER} SUPERUSER")
    refused = roles()
    do(f"ALTER ROLE {OWNER} NOSUPERUSER")
    assert refused.exit_code == 1
    [found] = findings(refused)
    assert (found["role"], found["what"]) == (OWNER, "owns the tables and is a superuser")
    assert "CREATE ROLE" in found["mend"]


def test_what_is_refused_is_granted_all_the_same(
    roles: Callable[[], Result], do: Callable[..., None], postgresql: PostgreSQL
) -> None:
    """A new version can work with its new tables, in spite of other faults."""
    do(f"REVOKE ALL ON commit_receipt FROM {S}", f"ALTER ROLE {S} CREATEDB")
    assert roles().exit_code == 1
    asked = "SELECT has_table_privilege(%s, 'commit_receipt', 'INSERT')"
    with psycopg.connect(make_conninfo(postgresql.conninfo, dbname=DATABASE)) as superuser:
        assert superuser.execute(asked, [SERVICE]).fetchone() == (True,)
    do(f"ALTER ROLE {S} NOCREATEDB")
