"""The containers are as much in PostgreSQL as they need to be: the program of `roles`, on a real
server, and each role's passwords.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import make_url

from inventory.cli.root import commands
from inventory.database.migrate import migrate
from inventory.settings import settings
from tests.deployment.compose_file import GIVEN, ROOT, SERVICES, interpolated
from tools.devstack.servers.postgresql import binary_directory
from tools.devstack.servers.together import EmbeddedServers

OWNER, SERVICE, READER = "inventory_owner", "inventory_service", "inventory_reader"
PASSWORDS = {role: token_urlsafe() for role in (OWNER, SERVICE, READER)}
SUPERUSER = "compose_inventory"
DATABASE = "compose inventory"
TOLD = {"POSTGRES_OWNER_PASSWORD": OWNER, "POSTGRES_SERVICE_PASSWORD": SERVICE, "POSTGRES_READER_PASSWORD": READER}


@pytest.fixture
def volume(servers: EmbeddedServers) -> Iterator[str]:
    """An empty database of a superuser with a password, as the image makes it: its connection
    string.
    """
    name, password = sql.Identifier(DATABASE), token_urlsafe()
    superuser = sql.Identifier(SUPERUSER)
    with psycopg.connect(servers.postgresql.conninfo, autocommit=True) as server:
        server.execute(sql.SQL("CREATE ROLE {} LOGIN SUPERUSER PASSWORD {}").format(superuser, password))
        server.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, superuser))
        yield make_conninfo(
            host=servers.postgresql.host,
            port=servers.postgresql.port,
            user=SUPERUSER,
            password=password,
            dbname=DATABASE,
        )
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))
        for role in (SUPERUSER, OWNER, SERVICE, READER):
            server.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(role)))


def make_roles(volume: str, **told: str) -> subprocess.CompletedProcess[str]:
    """Run the command of the container `roles`, at another server."""
    place = conninfo_to_dict(volume)
    *shell, script = [word.replace("$$", "$") for word in SERVICES["roles"]["command"]]
    environment = interpolated(GIVEN | {variable: PASSWORDS[role] for variable, role in TOLD.items()})
    environment = environment["services"]["roles"]["environment"] | {
        "PATH": f"{binary_directory()}:{os.environ['PATH']}",
        "PGHOST": str(place["host"]),
        "PGPORT": str(place["port"]),
        "PGUSER": SUPERUSER,
        "PGDATABASE": DATABASE,
        "POSTGRES_PASSWORD": str(place["password"]),
    }
    [mounted] = SERVICES["roles"]["volumes"]
    source, target, _ = mounted.split(":")
    command = [*shell, script.replace(target, str(ROOT / source))]
    return subprocess.run(command, env=environment | told, capture_output=True, text=True, check=False, timeout=60)


def url_of(volume: str, role: str) -> str:
    place = conninfo_to_dict(volume)
    url = make_url("postgresql+psycopg://there").set(
        host=str(place["host"]), port=int(str(place["port"])), database=DATABASE
    )
    password = PASSWORDS.get(role) or str(place["password"])
    return url.set(username=role, password=password).render_as_string(hide_password=False)


def asked(volume: str, role: str, statement: str) -> list[tuple[Any, ...]]:
    """Connect as this role, and ask."""
    conninfo = make_conninfo(volume, user=role, password=PASSWORDS[role])
    with psycopg.connect(conninfo) as connection:
        return connection.execute(statement.encode()).fetchall()


@pytest.fixture
def granted(volume: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], str]]:
    """The program of the container `grants`, as the owner. It ends with 0 only if PostgreSQL says
    that nobody can do too much.
    """

    def run() -> str:
        monkeypatch.setenv("DATABASE_URL", url_of(volume, OWNER))
        settings.cache_clear()
        ran = CliRunner().invoke(commands, SERVICES["grants"]["command"][1:])
        assert ran.exit_code == 0, ran.output
        return ran.output

    yield run
    settings.cache_clear()


def test_a_fresh_volume(volume: str, granted: Callable[[], str]) -> None:
    made = make_roles(volume)
    assert (made.returncode, made.stdout + made.stderr) == (0, "")
    migrate(url_of(volume, OWNER))
    granted()
    the_service_works(volume)


def test_a_volume_of_an_earlier_version(volume: str, granted: Callable[[], str]) -> None:
    """A volume whose tables were the superuser's. Objects of an extension stay so."""
    migrate(url_of(volume, SUPERUSER))
    with psycopg.connect(volume) as before:
        before.execute("INSERT INTO location (name) VALUES ('attic')")
        before.execute("CREATE VIEW shelves AS TABLE product_inventory")
        before.execute("CREATE TABLE of_extension (x int)")
        before.execute("ALTER EXTENSION plpgsql ADD TABLE of_extension")
        before.execute("CREATE FUNCTION reset() RETURNS void LANGUAGE sql AS ''")
        before.execute("REVOKE ALL ON FUNCTION reset FROM PUBLIC")
        before.execute("ALTER EXTENSION plpgsql ADD FUNCTION reset()")
    for _ in range(2):
        made = make_roles(volume)
        assert (made.returncode, made.stdout + made.stderr) == (0, "")
    migrate(url_of(volume, OWNER))
    granted()
    the_service_works(volume)
    assert ("attic",) in asked(volume, SERVICE, "SELECT name FROM location")
    left = asked(volume, OWNER, f"SELECT relname FROM pg_class WHERE relowner = '{SUPERUSER}'::regrole ORDER BY 1")
    assert left == [("of_extension",)]
    migrate(url_of(volume, SUPERUSER))  # back to the earlier version


def the_service_works(volume: str) -> None:
    """It moves stock, and is refused the next steps of an attacker. The reader reads."""
    assert asked(volume, SERVICE, "INSERT INTO location (name) VALUES ('cellar') RETURNING name") == [("cellar",)]
    for statement in (
        "DROP TABLE stock_movement",
        "DELETE FROM stock_movement",
        "ALTER TABLE stock_movement DISABLE TRIGGER ALL",
        f"SET ROLE {OWNER}",
        f"SET ROLE {SUPERUSER}",
        "COPY location TO PROGRAM 'true'",
    ):
        with pytest.raises(InsufficientPrivilege):
            asked(volume, SERVICE, statement)
    assert asked(volume, READER, "SELECT count(*) FROM stock_movement") == [(0,)]
    with pytest.raises(InsufficientPrivilege):
        asked(volume, READER, "INSERT INTO location (name) VALUES ('attic')")


def test_passwords_become_what_env_says(volume: str, tmp_path: Path, servers: EmbeddedServers) -> None:
    """Also from a file. Without one nobody gets in. And no error tells them."""
    assert make_roles(volume).returncode == 0
    (tmp_path / "service").write_text("it's another\n", encoding="ascii")
    file = {"POSTGRES_SERVICE_PASSWORD": "", "POSTGRES_SERVICE_PASSWORD_FILE": str(tmp_path / "service")}
    made = make_roles(volume, **file, POSTGRES_READER_PASSWORD="")
    assert (made.returncode, made.stdout + made.stderr) == (0, "")
    with psycopg.connect(make_conninfo(volume, user=SERVICE, password="it's another")):
        pass
    for role in (SERVICE, READER):
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            asked(volume, role, "SELECT 1")
    refused = make_roles(volume, PGOPTIONS="-c default_transaction_read_only=on")
    assert refused.returncode != 0
    logged = servers.postgresql.log.read_text(encoding="utf-8", errors="replace")
    for said in (refused.stderr, logged):
        assert "cannot execute ALTER ROLE in a read-only transaction" in said
        assert not [password for password in PASSWORDS.values() if password in said]


@pytest.mark.parametrize("missing", ["POSTGRES_OWNER_PASSWORD", "POSTGRES_SERVICE_PASSWORD"])
def test_nobody_gets_a_role_without_a_password(missing: str) -> None:
    made = make_roles("host=127.0.0.1 port=1 password=any", **{missing: ""})
    assert (made.returncode, made.stderr) == (1, f"{missing} is empty\n")


# Passwords of each container.


def test_nobody_but_who_makes_the_roles_is_told_the_superusers_password() -> None:
    own = {name: name.lower() for name in GIVEN if name.startswith("POSTGRES_")}
    services = interpolated(GIVEN | own | {"POSTGRES_READER_PASSWORD": "postgres_reader_password"})["services"]
    told = {
        password: {name for name, service in services.items() if password in str(service["environment"])}
        for password in ("postgres_password", "postgres_owner_password", "postgres_reader_password")
    }
    assert told == {
        "postgres_password": {"postgres", "roles"},
        "postgres_owner_password": {"roles", "migrate", "grants"},
        "postgres_reader_password": {"roles"},
    }
    mounted = {
        secret: {name for name, service in services.items() if secret in service.get("secrets", [])}
        for secret in ("postgres_password", "postgres_owner_password", "owner_database_url")
    }
    assert mounted == {
        "postgres_password": {"postgres", "roles"},
        "postgres_owner_password": {"roles"},
        "owner_database_url": {"migrate", "grants"},
    }


@pytest.mark.parametrize(
    ("said", "url"),
    [
        ({"DATABASE_URL": "mine"}, "mine"),
        ({"DATABASE_URL": "mine", "OWNER_DATABASE_URL": "the owner's"}, "the owner's"),
        ({"DATABASE_URL": "", "DATABASE_URL_FILE": "mine"}, "mine"),
        ({"DATABASE_URL": "", "DATABASE_URL_FILE": "mine", "OWNER_DATABASE_URL_FILE": "the owner's"}, "the owner's"),
    ],
)
def test_who_has_a_database_of_their_own_may_name_another_owner(said: dict[str, str], url: str) -> None:
    """Without that, who migrates is who does the rest, as ever."""
    content = interpolated(GIVEN | said)
    environment = content["services"]["migrate"]["environment"]
    if environment["DATABASE_URL_FILE"]:
        assert environment["DATABASE_URL"] == ""
        assert environment["DATABASE_URL_FILE"] == "/run/secrets/owner_database_url"
        assert content["secrets"]["owner_database_url"]["file"] == url
    else:
        assert environment["DATABASE_URL"] == url


def test_who_comes_in_by_the_edge_reaches_nothing_but_what_is_published() -> None:
    networks = {name: service["networks"] for name, service in SERVICES.items()}
    assert networks.keys() == SERVICES.keys()
    assert {name for name, joined in networks.items() if "edge" in joined} == {"api", "console", "flower"}
    assert all("data" in joined for joined in networks.values())


def test_roles_has_no_rights_it_does_not_need() -> None:
    roles = SERVICES["roles"]
    assert (roles["read_only"], roles["cap_drop"], roles["cap_add"]) == (True, ["ALL"], ["DAC_OVERRIDE"])
    assert roles["security_opt"] == ["no-new-privileges:true"]
    assert "ports" not in roles
