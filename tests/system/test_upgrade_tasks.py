"""Tasks that one version asks another for."""

from __future__ import annotations

import json
from pathlib import Path

from tests.system.needs import need
from tests.upgrade.dumps import last_released
from tests.upgrade.version import Version, code_of
from tools.devstack import PROJECT

NOWHERE = {"DATABASE_URL": "postgresql://postgres@127.0.0.1/nowhere"}
ASKED = """
import json
from tasks.jobs import HOUSEKEEPING
from tasks.app import app
asked = {entry["task"] for entry in app.conf.beat_schedule.values()}
print(json.dumps(sorted(name for name in asked if app.conf.task_routes[name]["queue"] != HOUSEKEEPING)))
"""
"""Prints the tasks that beat asks old workers for: they don't read the queue of housekeeping."""
NEW = {"assume_dispatched", "follow_locations"}


def test_what_the_new_beat_asks_for_the_old_workers_know(tmp_path: Path) -> None:
    """Or they would throw it away: a worker drops tasks that it has no code for.

    Nothing waits for the jobs of `NEW` before a location is set up or dispatch is tracked, and that
    is for new processes (CHANGELOG). They select by state, so a dropped task is made up for by the
    next one.
    """
    need("git")
    heard_by_old = set(json.loads(Version("new", PROJECT, NOWHERE, tmp_path).ask(ASKED)))
    assert heard_by_old
    old = Version("old", code_of(last_released(), tmp_path / "code"), NOWHERE, tmp_path)
    assert heard_by_old - NEW <= old.tasks()
