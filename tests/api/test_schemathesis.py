"""The running API against its own OpenAPI document: every check that schemathesis has, and one of ours."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from inventory import access
from inventory.access import Scope
from inventory.database import Database, now
from tests.api.server import api_server
from tests.api.shop import put_on_shelf

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SECONDS = 30


def test_the_api_does_what_its_document_says(database: Database, database_url: str, tmp_path: Path) -> None:
    put_on_shelf(database, {"SHIRT-M": 1_000, "CAP": 1_000})
    with database.transaction() as session:
        _, secret = access.create(session, "schemathesis", list(Scope), now=now(session))
    with api_server(database_url, tmp_path, INVENTORY_AUTHENTICATION="required") as server:
        run = subprocess.run(
            [
                Path(sys.executable).with_name("schemathesis"),
                f"--config-file={HERE / 'schemathesis.toml'}",
                "run",
                f"http://127.0.0.1:{server.caller.port}/openapi.json",
                f"--header=Authorization:Bearer {secret}",
                f"--max-time={SECONDS}",
                "--seed=4",
                "--no-color",
            ],
            cwd=ROOT,
            env={"PATH": "", "PYTHONPATH": str(ROOT), "HYPOTHESIS_STORAGE_DIRECTORY": str(tmp_path)},
            capture_output=True,
            text=True,
            timeout=110,
            check=False,
        )
    assert run.returncode == 0, run.stdout[-20_000:] + run.stderr
    assert "17 selected / 17 total" in run.stdout
