"""Other users of the machine learn nothing of a whole stack, and reach none of it."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import psutil
import pytest
from sqlalchemy import text

from tests.e2e.shop import Shop
from tools.devstack.servers.passwords import OWNER, ROLES, SUPERUSER
from tools.devstack.servers.postgresql import PostgreSQL

Told = TypeVar("Told")


def of_each(shop: Shop, ask: Callable[[psutil.Process], Told]) -> dict[str, Told]:
    """Return the answer of each process. One that ends meanwhile is left out: PostgreSQL starts
    autovacuum workers, which last for moments.
    """
    supervisord = psutil.Process(shop.stack.supervisor.pid)
    told = {}
    for process in (supervisord, *supervisord.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            told[str(process)] = ask(process)
    return told


@pytest.fixture
def postgresql(shop: Shop) -> PostgreSQL:
    server = shop.stack.servers["postgresql"]
    assert isinstance(server, PostgreSQL)
    return server


@pytest.fixture
def passwords(shop: Shop, postgresql: PostgreSQL) -> list[str]:
    """Every password of the stack."""
    redis = json.loads((shop.stack.directory / "redis/passwords").read_text())
    flower = shop.stack.endpoints.flower_auth.partition(":")[2]
    return [*map(postgresql.passwords.of, ROLES), *redis.values(), flower]


def test_no_password_stands_on_a_command_line_or_in_a_log(shop: Shop, passwords: list[str]) -> None:
    logs = [*(shop.stack.directory / "logs").iterdir()]
    assert len(logs) > len(shop.stack.processes)
    said = {str(log): log.read_text(errors="replace") for log in logs}
    said |= of_each(shop, lambda process: " ".join(process.cmdline()))
    said["supervisord.conf"] = (shop.stack.directory / "supervisord.conf").read_text()
    assert [name for name, words in said.items() if any(password in words for password in passwords)] == []


def test_no_process_is_told_more_than_the_service_may(shop: Shop, postgresql: PostgreSQL) -> None:
    """Neither the superuser nor the owner of the tables, who may change the ledger."""
    kept = [postgresql.passwords.of(role) for role in (SUPERUSER, OWNER)]
    told = of_each(shop, lambda process: " ".join(process.environ().values()))
    # A fork has the environment of supervisord, and the one beside its command here.
    told["supervisord.conf"] = (shop.stack.directory / "supervisord.conf").read_text()
    assert [name for name, words in told.items() if any(password in words for password in kept)] == []


def test_no_process_is_connected_as_more(shop: Shop) -> None:
    found = "SELECT usename, count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND usename IS NOT NULL GROUP BY 1"
    with shop.engine.connect() as connection:
        connected = {str(user): int(number) for user, number in connection.execute(text(found))}
    assert connected["inventory_service"] > 0
    connected.pop(SUPERUSER, None)  # ours
    assert set(connected) == {"inventory_service"}


def test_everything_listens_on_loopback_alone(shop: Shop) -> None:
    """Kafka asks for no password, and so must not be reached from elsewhere."""
    told = of_each(shop, lambda process: [(process.name(), found) for found in process.net_connections("tcp")])
    listening = {
        (name, found.laddr.ip)
        for connections in told.values()
        for name, found in connections
        if found.status == psutil.CONN_LISTEN
    }
    assert {"java", "postgres"} <= {name for name, _ in listening}
    strangers = [one for one in listening if not _is_loopback(one[1])]
    assert strangers == []


def test_the_logs_are_for_nobody_else(shop: Shop) -> None:
    for path in (*Path(shop.stack.directory / "logs").iterdir(), shop.stack.directory / "supervisord.conf"):
        assert path.stat().st_mode & 0o077 == 0, path


def _is_loopback(address: str) -> bool:
    found = ipaddress.ip_address(address)
    mapped = getattr(found, "ipv4_mapped", None)
    return bool((mapped or found).is_loopback)
