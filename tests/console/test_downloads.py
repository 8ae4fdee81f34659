"""Downloads: a few at a time, and none for ever."""

from __future__ import annotations

import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import text

from console.pages.stock import downloads
from inventory.database.transactions import Database
from inventory.tokens import Scope
from tests.console.conftest import SignIn
from tests.console.gunicorn_process import console_server
from tests.console.orders import hold
from tools.devstack.processes.children import wait_until

SHEET = "/stock/tea/movements.csv"
MANY = text(
    "INSERT INTO stock_movement (sku, location, kind, on_hand_delta, reserved_delta, shortfall_delta, on_hand_after,"
    " reserved_after, shortfall_after, reference, actor, occurred_at, note)"
    " SELECT 'tea', 'main', 'adjusted', 0, 0, 0, 10, 2, 0, n, 'tests', now(), repeat('x', 500)"
    " FROM generate_series(1, 40000) AS n"
)


def test_a_few_files_are_downloaded_at_once(signed_in: SignIn, database: Database) -> None:
    hold(database, "o1")
    clerk = signed_in(Scope.STOCK_READ)
    running = [clerk.client.get(SHEET, buffered=False) for _ in range(downloads.AT_ONCE)]

    refused = clerk.get(SHEET)
    assert (refused.status, refused.headers["Retry-After"]) == (503, "5")
    assert "files are being downloaded already" in refused.text
    assert clerk.get("/stock/tea").status == 200

    for one in running[:1] * 2:
        one.close()
    assert clerk.get(SHEET, buffered=True).status == 200
    assert [clerk.get("/stock/ghost/movements.csv").status for _ in range(downloads.AT_ONCE)] == [404] * 4
    for one in running:
        one.close()
    assert [clerk.get(SHEET, buffered=True).status for _ in range(downloads.AT_ONCE)] == [200] * 4


@pytest.mark.timeout(120)
def test_a_download_that_nobody_reads_keeps_no_thread(database_url: str, database: Database, tmp_path: Path) -> None:
    hold(database, "o1")
    with database.transaction() as session:
        session.execute(MANY)
    settings = {"INVENTORY_AUTHENTICATION": "open", "INVENTORY_CONSOLE_THREADS": "1"}
    with console_server(database_url, tmp_path, **settings) as server, socket.socket() as paused:
        paused.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        host = urlsplit(server.url)
        paused.connect((host.hostname, host.port))
        paused.sendall(f"GET {SHEET} HTTP/1.1\r\nHost: {host.netloc}\r\n\r\n".encode())
        assert paused.recv(12) == b"HTTP/1.1 200"

        assert wait_until(lambda: server.status("/healthz") == 200, seconds=60)
        assert wait_until(lambda: "a caller stopped in the middle" in server.log.read_text(), seconds=60)
