"""The running API against its own OpenAPI document: every check that schemathesis has, and one of
ours.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from inventory import tokens as access
from inventory.database.transactions import Database, now
from inventory.tokens import Scope
from tests.api.gunicorn_process import api_server
from tests.api.shop import put_on_shelf

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SECONDS = 8
SEED = os.environ.get("SCHEMATHESIS_SEED", "4")
"""Another for another look. Tier two looks for longer
(`tests/system/test_long_schemathesis.py`).
"""
BLIND = set(Scope) - {Scope.STOCK_READ}


def _caller(database: Database, name: str, *scopes: Scope) -> dict[str, Any]:
    with database.transaction() as session:
        _, secret = access.create(session, name, scopes, now=now(session))
    return {"name": name, "fixedHeaders": [{"name": "Authorization", "value": f"Bearer {secret}"}]}


def test_the_api_does_what_its_document_says(database: Database, database_url: str, tmp_path: Path) -> None:
    check(database, database_url, tmp_path, seconds=SECONDS)


def check(database: Database, database_url: str, tmp_path: Path, *, seconds: int) -> None:
    """Have schemathesis make up requests for so long. Fails with its findings."""
    put_on_shelf(database, {"SHIRT-M": 1_000, "CAP": 1_000})
    callers = tmp_path / "callers.json"
    callers.write_text(json.dumps({"auth": [_caller(database, "shop", *Scope), _caller(database, "stranger", *BLIND)]}))
    with api_server(database_url, tmp_path, INVENTORY_AUTHENTICATION="required") as server:
        run = subprocess.run(
            [
                Path(sys.executable).with_name("schemathesis"),
                f"--config-file={HERE / 'schemathesis.toml'}",
                "run",
                f"http://127.0.0.1:{server.caller.port}/openapi.json",
                f"--max-time={seconds}",
                f"--seed={SEED}",
                "--no-color",
            ],
            cwd=ROOT,
            env={
                "PATH": "",
                "PYTHONPATH": str(ROOT),
                "HYPOTHESIS_STORAGE_DIRECTORY": str(tmp_path),
                "CALLERS": str(callers),
            },
            capture_output=True,
            text=True,
            check=False,
        )
    assert run.returncode == 0, run.stdout[-20_000:] + run.stderr
    assert "29 selected / 29 total" in run.stdout
