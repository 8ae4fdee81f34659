"""`docs/backup.md`, played: its commands in their order, while a bridge and a relay live through
all of it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from markdown_it import MarkdownIt
from sqlalchemy import text

from inventory.database.migrate import migrate
from inventory.database.transactions import Database, now
from inventory.domain.adjustments import AdjustmentReason, Change
from inventory.domain.commands import AdjustStock, Cause
from inventory.settings import Settings
from inventory.write_path.apply import HoldTimes, apply
from tests.bridge.conftest import environment, inbox, kafka, outbox, processes, settings  # noqa: F401 - fixtures
from tests.bridge.line import Inbox, Kafka, Outbox, Processes, eventually
from tests.bridge.messages import ORDER
from tools.devstack import PROJECT
from tools.devstack.servers.postgresql import PostgreSQL, binary_directory

GUIDE = PROJECT / "docs" / "backup.md"


def blocks() -> list[str]:
    return [
        each.content for each in MarkdownIt().parse(GUIDE.read_text()) if each.type == "fence" and each.info == "sh"
    ]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PostgreSQL]:
    server = PostgreSQL(tmp_path / "server")
    server.start()
    server.wait_ready()
    migrate(server.url)
    yield server
    server.stop()


@pytest.fixture
def database_url(server: PostgreSQL) -> str:
    return server.url


class Operator:
    """Somebody at a shell who follows the guide."""

    def __init__(self, server: PostgreSQL, backups: Path) -> None:
        self._blocks = blocks()
        programs = [str(binary_directory()), str(Path(sys.executable).parent), os.environ["PATH"]]
        self.environment = os.environ | {
            "PATH": ":".join(programs),
            "PGHOST": server.host,
            "PGPORT": str(server.port),
            "PGUSER": "postgres",
            "PGPASSFILE": str(server.passwords.passfile),
            "PGDATABASE": "postgres",
            "PGDATA": str(server.data),
            "BACKUPS": str(backups),
            "DATABASE_URL": server.url,
        }
        (backups / "wal").mkdir(parents=True)
        (backups / "wal").chmod(0o777)  # the server runs as another user

    def follows(self, word: str, **variables: str) -> str:
        """Run the next block, in which `word` is. Returns its output."""
        block = self._blocks.pop(0)
        assert word in block
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", block],
            env=self.environment | variables,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{block}\n{done.stdout}{done.stderr}"
        return done.stdout

    @property
    def is_done(self) -> bool:
        return not self._blocks


def order(number: int) -> dict[str, Any]:
    return {"type": "OrderCreated", "id": f"e-{number}", "data": ORDER | {"order_id": f"o-{number}"}}


def ids(last: int) -> list[str]:
    return sorted(f"e-{number}" for number in range(last))


@pytest.mark.faults
def test_the_guide(
    server: PostgreSQL,
    database: Database,
    settings: Settings,  # noqa: F811
    kafka: Kafka,  # noqa: F811
    inbox: Inbox,  # noqa: F811
    outbox: Outbox,  # noqa: F811
    processes: Processes,  # noqa: F811
    tmp_path: Path,
) -> None:
    operator = Operator(server, tmp_path / "backups")
    bridge, relay = processes.bridge("consume"), processes.bridge("relay")

    def hear(first: int, last: int) -> None:
        kafka.publish(settings.topic_orders, *(order(number) for number in range(first, last)))
        eventually(lambda: inbox.ids() == ids(last), f"{last} events")

    def adjust(sku: str, units: int) -> None:
        received = AdjustStock(sku, Change(units), AdjustmentReason.RECEIVED, f"{sku}-{units}", Cause("staff"))
        with database.transaction() as session:
            (outcome,) = apply(session, [received], now=now(session), holds=HoldTimes())
            assert outcome.error is None
        eventually(lambda: outbox.count() == 0, "announced")

    adjust("mug", 5)
    hear(0, 3)
    operator.follows("pg_dump")
    operator.follows("archive_command")
    server.restart()
    operator.follows("pg_basebackup")
    adjust("mug", 7)
    hear(3, 6)

    operator.follows("pg_restore")
    operator.follows("inventory migrate")
    eventually(lambda: inbox.ids() == ids(6), "all is heard again")
    adjust("cap", 1)
    hear(6, 9)
    _switch_wal(database)
    moment = _moment(database)
    adjust("cap", 2)
    hear(9, 12)
    _switch_wal(database)

    server.stop()
    shutil.move(server.data, server.data.with_name("damaged"))
    operator.follows("recovery_target_time", RESTORE_TO=moment.isoformat())
    server.start()
    server.wait_ready()
    eventually(lambda: not _recovers(server), "all is replayed")
    eventually(lambda: inbox.ids() == ids(12), "all is heard again")
    adjust("tea", 1)
    told = json.loads(operator.follows("inventory restored", **_told_in_json(operator, tmp_path)))
    assert operator.is_done
    gone = {loss["sku"]: (loss["told"], loss["now"]) for loss in told["gone"]}
    assert gone == {
        "mug": ("on hand 12, reserved 0", "on hand 5, reserved 0"),
        "cap": ("on hand 3, reserved 0", "on hand 1, reserved 0"),
    }
    assert told["epoch"] > 0
    assert bridge.terminate() == relay.terminate() == 0


def _told_in_json(operator: Operator, directory: Path) -> dict[str, str]:
    """The guide's command prints a table for people. The same with `--json` in front of it on the
    PATH.
    """
    command = directory / "bin" / "inventory"
    command.parent.mkdir()
    real = Path(sys.executable).parent / "inventory"
    command.write_text(f'#!/bin/sh\nexec {real} "$@" --json\n')
    command.chmod(0o755)
    return {"PATH": f"{command.parent}:{operator.environment['PATH']}"}


def _recovers(server: PostgreSQL) -> bool:
    try:
        with psycopg.connect(server.conninfo) as connection:
            return bool(connection.execute("SELECT pg_is_in_recovery()").fetchone() == (True,))
    except psycopg.OperationalError:  # it replays that the database got another name
        return True


def _switch_wal(database: Database) -> None:
    with database.transaction() as session:
        session.execute(text("SELECT pg_switch_wal()"))


def _moment(database: Database) -> datetime:
    with database.transaction() as session:
        moment: datetime = session.execute(text("SELECT clock_timestamp()")).scalar_one()
        return moment.astimezone(UTC)
