"""Tasks that one version asks another for."""

from __future__ import annotations

from pathlib import Path

from tasks.app import app
from tasks.jobs import HOUSEKEEPING
from tests.system.needs import need
from tests.upgrade.dumps import last_released
from tests.upgrade.version import Version, code_of

NOWHERE = {"DATABASE_URL": "postgresql://postgres@127.0.0.1/nowhere"}


def test_what_the_new_beat_asks_for_the_old_workers_know(tmp_path: Path) -> None:
    """Or they would throw it away: a worker drops tasks that it has no code for."""
    need("git")
    routes = app.conf.task_routes
    asked = {entry["task"] for entry in app.conf.beat_schedule.values()}
    heard_by_old = {name for name in asked if routes[name]["queue"] != HOUSEKEEPING}
    old = Version("old", code_of(last_released(), tmp_path / "code"), NOWHERE, tmp_path)
    assert heard_by_old <= old.tasks()
