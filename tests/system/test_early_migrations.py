"""Databases made by migrations as they were before they were edited, by the code of that time (ADR
0019).
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from inventory.database.migrate import migrate
from inventory.database.revisions import newest_revision
from tests.system.needs import need
from tests.upgrade.early import STOCK_OF_THAT_TIME, execute, require_healed
from tests.upgrade.version import code_of
from tools.devstack.servers.together import EmbeddedServers


@pytest.mark.parametrize(("commit", "revision"), [("1023d54", "0001"), ("c04c3a5", "0003")])
def test_they_are_healed(servers: EmbeddedServers, commit: str, revision: str, tmp_path: Path) -> None:
    """Of the first commit with migrations, and of the last one before 0001 and 0002 were edited."""
    need("git")
    name = f"early_{uuid4().hex[:8]}"
    admin = create_engine(servers.database_url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        url = servers.postgresql.database_url(name)
        code = code_of(commit, tmp_path)
        environment = {**os.environ, "PYTHONPATH": str(code), "PYTHONSAFEPATH": "1"}
        program = f"from inventory.migrate import migrate; print(migrate({url!r}))"
        ran = subprocess.run(
            [sys.executable, "-c", program], env=environment, cwd=code, capture_output=True, check=False
        )
        assert ran.returncode == 0, ran.stderr.decode()
        execute(url, *STOCK_OF_THAT_TIME)
        assert migrate(url) == (revision, newest_revision())
        require_healed(url)
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()
