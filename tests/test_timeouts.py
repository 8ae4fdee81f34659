"""A test that hangs is ended, in the time that the machine had for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tools.devstack import PROJECT

TESTS = """
import pytest
import time

@pytest.mark.timeout(1)
def test_that_hangs():
    time.sleep(600)

@pytest.mark.timeout(1)
def test_that_comes_after_it():
    pass
"""


def test_a_test_that_hangs_fails_and_the_next_one_runs(tmp_path: Path) -> None:
    (tmp_path / "test_hanging.py").write_text(TESTS, encoding="utf-8")
    (tmp_path / "conftest.py").write_text("from tests.timeouts import pytest_timeout_set_timer\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", f"--rootdir={tmp_path}", str(tmp_path)]
    ran = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert "1 failed, 1 passed" in ran.stdout, ran.stdout + ran.stderr
    assert "Timeout (>1.0s)" in ran.stdout
