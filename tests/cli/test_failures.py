"""Each failure ends with a sentence and an exit code, never with a traceback, a statement or a
password.
"""

from __future__ import annotations

import orjson
import pytest
from sqlalchemy import create_engine, text

from inventory.database.transactions import Database, Limits
from inventory.settings import settings
from tests.cli.terminal import Terminal, wait_for
from tools.devstack.machine.ports import free_ports

COMMANDS = [
    ("stock", "show", "tea"),
    ("stock", "adjust", "tea", "--delta", "1", "--reason", "found", "--reference", "r"),
    ("stock", "import", "in.csv"),
    ("stock", "import", "in.csv", "--dry-run"),
    ("stock", "export"),
    ("stock", "movements", "tea"),
    ("reservation", "show", "o1"),
    ("reservation", "cancel", "o1", "--reason", "r"),
    ("events", "list"),
    ("events", "show", "1"),
    ("events", "replay", "1"),
    ("events", "replay", "--all"),
    ("events", "abandon", "1", "--reason", "r"),
    ("audit",),
    ("migrate",),
]


@pytest.fixture
def file(terminal: Terminal) -> str:
    return terminal.file("in.csv", "sku,quantity_on_hand", "tea,1")


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_an_unreachable_database_is_told_in_a_sentence(
    terminal: Terminal, file: str, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql://someone:s3cret@127.0.0.1:{free_ports(1)[0]}/inventory")
    settings.cache_clear()

    told = terminal.run(*command, code=3)
    as_json = terminal.refused(*command, code=3)

    assert "Error: The database can't be reached" in told.stderr
    assert as_json["code"] == "database_unavailable"
    for secret in ("s3cret", "SELECT", "sqlalche.me", "Traceback"):
        assert secret not in told.output + as_json["detail"]


@pytest.mark.parametrize(
    ("url", "said"), [("mysql://x/y", "must be a PostgreSQL URL"), ("postgresql://u:p@h:port/d", "check its port")]
)
def test_wrong_settings_are_named(terminal: Terminal, monkeypatch: pytest.MonkeyPatch, url: str, said: str) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    settings.cache_clear()

    assert said in terminal.run("stock", "show", "tea", code=2).stderr
    assert terminal.refused("stock", "show", "tea", code=2)["code"] == "invalid_settings"


def test_a_schema_that_is_not_there_asks_for_migrate(
    terminal: Terminal, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = create_engine(database.engine.url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS empty"))
        connection.execute(text("CREATE DATABASE empty"))
    engine.dispose()
    monkeypatch.setenv("DATABASE_URL", database.engine.url.set(database="empty").render_as_string(hide_password=False))
    settings.cache_clear()

    assert "Run `inventory migrate`" in terminal.run("stock", "show", "tea", code=3).stderr
    assert terminal.json("migrate")["before"] is None
    assert terminal.json("stock", "show", "tea", code=1)["unknown"] == ["tea"]


def test_a_statement_that_the_server_cancels_may_be_tried_again(terminal: Terminal, database: Database) -> None:
    waits = "FROM pg_stat_activity WHERE application_name = 'inventory-cli' AND wait_event_type = 'Lock'"
    url = database.engine.url.render_as_string(hide_password=False)
    patient = Database(url, limits=Limits(idle_in_transaction_session_timeout=0))  # a process may take long to start
    with patient.engine.connect() as connection, database.engine.connect() as plain:
        other = plain.execution_options(isolation_level="AUTOCOMMIT")  # in a transaction the view would stand still
        connection.execute(text("LOCK TABLE product_inventory IN ACCESS EXCLUSIVE MODE"))
        process = terminal.process("stock", "show", "tea", "--json")
        wait_for(lambda: other.execute(text(f"SELECT count(*) {waits}")).scalar_one() == 1, "the command waits", 30)
        other.execute(text(f"SELECT pg_cancel_backend(pid) {waits}"))
        _, errors = process.communicate()
    patient.dispose()

    assert process.returncode == 3
    assert orjson.loads(errors)["error"]["code"] == "busy"


def test_wrong_commands_are_explained(terminal: Terminal) -> None:
    assert "No such command 'sell'" in terminal.run("stock", "sell", code=2).stderr
    assert "Missing argument" in terminal.run("stock", "show", code=2).stderr
