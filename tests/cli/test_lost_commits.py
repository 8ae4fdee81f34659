"""A command tells the truth about a change, also when the answer to its commit is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib import import_module

import orjson
import pytest
from click.testing import Result
from sqlalchemy import text

from inventory.cli.terminal import connection
from inventory.database.transactions import Database, Limits
from inventory.settings import settings
from tests.cli.terminal import Terminal
from tools.devstack.servers.commit_cutter import CommitCutter, Lost
from tools.devstack.servers.postgresql import PostgreSQL

TOKEN = ("token", "create", "till", "--scope", "stock:read")
DELIVERY = ("stock", "adjust", "tea", "--delta", "5", "--reason", "received", "--reference", "r")

Losing = Callable[..., Result]


@pytest.fixture
def losing(terminal: Terminal, postgresql: PostgreSQL, monkeypatch: pytest.MonkeyPatch) -> Iterator[Losing]:
    """Run a command with `--json` whose commit loses its answer, or never arrives."""
    with CommitCutter(postgresql.port) as cutter, ThreadPoolExecutor(1) as pool:

        def run(*command: str, lost: Lost = Lost.ANSWER, leave_server: bool = False, code: int = 0) -> Result:
            monkeypatch.setenv("DATABASE_URL", postgresql.url.replace(str(postgresql.port), str(cutter.port)))
            settings.cache_clear()
            held = cutter.hold_next(lost)
            called = pool.submit(terminal.run, *command, "--json", code=code)
            held.wait()
            held.cut(leave_server=leave_server)
            return called.result()

        yield run


def test_what_was_committed_after_all_is_done(losing: Losing, terminal: Terminal) -> None:
    made = orjson.loads(losing(*TOKEN).stdout)
    assert made["token"].startswith("invtok_")
    assert [one["name"] for one in terminal.json("token", "list")] == ["till"]

    assert orjson.loads(losing(*DELIVERY).stdout)["changed"]
    assert terminal.on_hand("tea") == {"main": 5}


def test_what_was_not_committed_changed_nothing(losing: Losing, terminal: Terminal) -> None:
    error = orjson.loads(losing(*TOKEN, lost=Lost.COMMIT, code=3).stderr)["error"]
    assert error["code"] == "database_unavailable"
    assert "nothing was changed" in error["detail"]
    assert terminal.json("token", "list") == []


def test_what_can_not_be_found_out_is_not_guessed(
    losing: Losing, terminal: Terminal, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "LOOKED_FOR_SECONDS", 0)
    stock = import_module("inventory.cli.stock.group")  # beside it is the command of that name
    monkeypatch.setattr(stock, "connected", partial(connection.connected, Limits(lock_timeout=100)))
    error = orjson.loads(losing(*DELIVERY, lost=Lost.COMMIT, leave_server=True, code=3).stderr)["error"]
    assert error["code"] == "outcome_unknown"
    with database.transaction() as session:
        others = "FROM pg_stat_activity WHERE state = 'idle in transaction' AND pid <> pg_backend_pid()"
        session.execute(text(f"SELECT pg_terminate_backend(pid) {others}"))
    assert terminal.json(*DELIVERY)["changed"]
