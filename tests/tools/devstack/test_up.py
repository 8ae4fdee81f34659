"""`make up` tells where everything is."""

import io
import socket
from pathlib import Path

import pytest
from rich.console import Console

from tools.devstack import up as up_module
from tools.devstack.machine.ports import LOOPBACK
from tools.devstack.stack import Stack
from tools.devstack.up import _given, _print_endpoints, up


@pytest.fixture
def said() -> io.StringIO:
    return io.StringIO()


def test_a_server_of_ones_own_is_named_by_where_it_was_read(tmp_path: Path, said: io.StringIO) -> None:
    stack = Stack(
        tmp_path, environment={"DATABASE_URL": "postgresql://me:secret@db/shop", "KAFKA_BOOTSTRAP_SERVERS": "kafka"}
    )
    stack._choose_endpoints()
    _print_endpoints(stack, Console(file=said, width=200))
    assert "PostgreSQL  yours, from DATABASE_URL\n" in said.getvalue()
    assert "Kafka       yours, from KAFKA_BOOTSTRAP_SERVERS\n" in said.getvalue()
    assert f"broker      redis://:***@{LOOPBACK}:" in said.getvalue()
    assert "secret" not in said.getvalue() + (tmp_path / "environment").read_text()


def test_the_url_of_a_server_of_ones_own_may_be_in_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: io.StringIO
) -> None:
    (tmp_path / "url").write_text("postgresql://me:secret@db/shop\n", encoding="ascii")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DATABASE_URL_FILE", str(tmp_path / "url"))
    assert _given()["DATABASE_URL"] == "postgresql://me:secret@db/shop"
    stack = Stack(tmp_path, environment=_given())
    stack._choose_endpoints()
    assert stack.environment["DATABASE_URL"] == "postgresql://me:secret@db/shop"
    assert "DATABASE_URL_FILE" not in stack.environment  # given twice, the processes would refuse it
    monkeypatch.setenv("DATABASE_URL", "postgresql://other/shop")
    assert up(tmp_path, Console(file=said, width=200)) == 1
    assert "is set, and so is DATABASE_URL_FILE" in said.getvalue()


def test_a_demanded_port_that_is_taken_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: io.StringIO
) -> None:
    """Nothing is started for it."""
    with socket.create_server((LOOPBACK, 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("INVENTORY_API_PORT", str(port))
        monkeypatch.setattr(up_module, "_raise_on_signals", lambda _console: None)
        monkeypatch.setattr(up_module, "_ignore_signals", lambda: None)
        assert up(tmp_path, Console(file=said, width=200)) == 1
    assert f"port {port}" in said.getvalue()
