"""A console that is killed while it imports a sheet, and another one that goes on."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import Engine, text

from tests.console.gunicorn_process import ConsoleServer, console_server
from tools.devstack.processes.children import kill_tree, wait_until

pytestmark = pytest.mark.timeout(300)

ROWS = 5_000
SHEET = "sku,location,delta\n" + "".join(f"sku-{number},main,2\n" for number in range(ROWS))


class Clerk:
    """Somebody at an open console, who uploads a sheet and goes on with its import."""

    def __init__(self, server: ConsoleServer) -> None:
        self.server = server
        self.session = requests.Session()

    def get(self, path: str) -> str:
        return self.session.get(f"{self.server.url}{path}", timeout=30).text

    def post(self, path: str, page: str, *, files: Any = None, **terms: str) -> str:
        """Send the form of this page, and return the path that it leads to."""
        hidden = dict(re.findall(r'name="(csrf|phase)" value="(\w+)"', page))
        answer = self.session.post(f"{self.server.url}{path}", hidden | terms, files=files, timeout=30)
        assert answer.ok, answer.text
        return answer.url.removeprefix(self.server.url)


def units(engine: Engine) -> tuple[int, int]:
    with engine.begin() as connection:
        rows = connection.execute(text("SELECT count(*), coalesce(max(quantity_on_hand), 0) FROM product_inventory"))
        known, most = rows.one()
        return known, most


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    """Consoles that keep their sheets at one place, one after the other."""
    spool = tmp_path / "spool"
    spool.mkdir()
    return {"INVENTORY_AUTHENTICATION": "open", "TMPDIR": str(spool)}


def upload(clerk: Clerk) -> str:
    terms = {"reason": "received", "reference": "PO-1", "separator": "comma"}
    return clerk.post("/import", clerk.get("/import"), **terms, files={"sheet": ("sheet.csv", SHEET)})


def test_no_row_is_imported_twice_when_the_console_is_killed(
    database_url: str, engine: Engine, tmp_path: Path, settings: dict[str, str]
) -> None:
    with console_server(database_url, tmp_path, **settings) as server:
        clerk = Clerk(server)
        path = upload(clerk)
        assert wait_until(lambda: "Nothing is changed yet" in clerk.get(path), seconds=120)
        clerk.post(f"{path}/apply", clerk.get(path))
        assert wait_until(lambda: units(engine)[0] > 0, seconds=60)
        kill_tree(server.process.pid)
    done = units(engine)[0]
    assert 0 < done < ROWS

    with console_server(database_url, tmp_path, **settings) as server:
        clerk = Clerk(server)
        broken = clerk.get(path)
        assert "The console ended while it worked on this" in broken
        clerk.post(f"{path}/apply", broken)
        assert wait_until(lambda: f"Of {ROWS:,} rows" in clerk.get(path), seconds=120)
        assert f"{done:,} had been imported before" in clerk.get(path)

    assert units(engine) == (ROWS, 2)


def test_nothing_is_applied_unseen_when_the_console_is_killed_while_it_checks(
    database_url: str, engine: Engine, tmp_path: Path, settings: dict[str, str]
) -> None:
    with engine.begin() as connection, console_server(database_url, tmp_path, **settings) as server:
        # The check waits for its first rows.
        connection.execute(text("LOCK TABLE product_inventory IN ACCESS EXCLUSIVE MODE"))
        path = upload(Clerk(server))
        kill_tree(server.process.pid)

    with console_server(database_url, tmp_path, **settings) as server:
        clerk = Clerk(server)
        broken = clerk.get(path)
        assert "Nothing was changed: let it be checked again" in broken
        clerk.post(f"{path}/apply", broken)
        assert wait_until(lambda: f"{ROWS:,} rows would be imported" in clerk.get(path), seconds=120)

    assert units(engine) == (0, 0)
