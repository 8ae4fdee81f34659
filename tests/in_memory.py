"""Keeps in memory what the tests write, where `TESTS_IN_MEMORY` asks for it (`make test`) and the
machine has enough.

A disk costs 6 % of all CPU, for the files that PostgreSQL makes whenever a table is emptied, and
seconds of waiting for fsync. A test that kills a server loses nothing of it: what a process has
written outlives the process. Imported by conftest.py.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import psutil
import pytest

ROOT = Path("/dev/shm")
PREFIX = "inventory-tests-"
LEAST_BYTES = 8 << 30
"""A run of six processes writes less than half of this."""
FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Choose the directory before pytest does. Processes of xdist are told of it."""
    is_asked = bool(os.environ.get("TESTS_IN_MEMORY"))
    if is_asked and not hasattr(config, "workerinput") and not config.option.basetemp:
        config.option.basetemp = directory(ROOT)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    session.config.stash[FAILED] = exitstatus != 0


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the directory. After a failure it is left for who looks for the reason, until the next
    run.
    """
    chosen = config.option.basetemp
    if chosen and Path(chosen).name.startswith(PREFIX) and not config.stash.get(FAILED, True):
        shutil.rmtree(chosen, ignore_errors=True)


def directory(root: Path) -> str | None:
    """Return a new directory in memory, or None if there is not enough of it. Those of runs that
    were killed are removed.
    """
    for left in root.glob(f"{PREFIX}*"):
        if not psutil.pid_exists(int(left.name.removeprefix(PREFIX).partition("-")[0])):
            shutil.rmtree(left, ignore_errors=True)
    if not root.is_dir() or os.statvfs(root).f_flag & os.ST_NOEXEC:
        return None  # tests write programs, too
    if min(shutil.disk_usage(root).free, psutil.virtual_memory().available) < LEAST_BYTES:
        return None
    return tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=root)
