"""PostgreSQL for root, in containers that refuse this and that: the kernel refuses it here as
well.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.tools.devstack import refusing
from tools.devstack.processes.another_user import NOBODY, give

pytestmark = pytest.mark.skipif(
    os.geteuid() != 0, reason="PostgreSQL refuses to run as root, and nobody else needs to become another user"
)

SERVER = """
import os, sys
from pathlib import Path
import psycopg
from tools.devstack.processes.another_user import NoOtherUser
from tools.devstack.servers.postgresql import PostgreSQL
server = PostgreSQL(Path(sys.argv[1]))
try:
    server.start()
except NoOtherUser as error:
    sys.exit(str(error))
server.wait_ready()
with psycopg.connect(server.conninfo) as connection:
    connection.execute("CREATE TABLE IF NOT EXISTS kept AS SELECT 42 AS number")
    print(connection.execute("SELECT number FROM kept").fetchone()[0], *server.launcher_options, sep=",")
server.stop()
"""
DOCKERS = ("unshare", "dac_read_search", "sys_ptrace", "sys_admin")
"""System calls that Docker's defaults refuse to root."""


def run_postgresql(directory: Path, refused: Sequence[str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, refusing.__file__, *refused, "--", sys.executable, "-c", SERVER, str(directory)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=100)


@pytest.fixture
def hidden(tmp_path: Path) -> Path:
    """A directory that nobody but its owner gets to, as a checkout below /root."""
    tmp_path.chmod(0o700)
    (tmp_path / "checkout").mkdir()
    return tmp_path / "checkout"


def test_it_runs_where_nobody_else_gets_to_whatever_is_refused(hidden: Path) -> None:
    """On the data of before each time: the way of one start is not that of the next."""
    for refused, way in [
        ([], "--map-user"),
        (DOCKERS, "--keep-file-rights"),
        (["setuid"], "--map-user"),
        (["unshare"], "--keep-file-rights"),
    ]:
        ran = run_postgresql(hidden, refused)
        assert ran.returncode == 0, f"{refused}: {ran.stdout}{ran.stderr}"
        number, *options = ran.stdout.strip().split(",")
        assert number == "42"
        assert way in options, refused


@pytest.mark.parametrize("refused", [["unshare", "setuid"], ["unshare", "dac_override"]], ids=["users", "files"])
def test_where_nothing_works_it_says_so_in_a_sentence(hidden: Path, refused: list[str]) -> None:
    ran = run_postgresql(hidden, refused)
    assert ran.returncode == 1
    assert "Run this as another user" in ran.stderr
    assert "root may not become another user here" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_data_changes_its_owner_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "data/base").mkdir(parents=True)
    (tmp_path / "data/base/1").touch()
    for options, owner in [(["--user", str(NOBODY)], NOBODY), (["--map-user", str(NOBODY)], 0)]:
        give(tmp_path / "data", options)
        assert {path.stat().st_uid for path in (tmp_path / "data").rglob("*")} == {owner}
        assert (tmp_path / "data").stat().st_uid == owner
