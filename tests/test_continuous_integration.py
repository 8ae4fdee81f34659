"""A skip is a skip for a developer, and a failure in CI."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from devstack import PROJECT

TESTS = """
import pytest

def test_that_misses_something():
    pytest.skip("there is no such program")

@pytest.mark.skip(reason="never")
def test_that_is_left_out():
    pass

@pytest.mark.xfail(strict=True)
def test_that_is_known_to_fail():
    assert False
"""


@pytest.mark.parametrize(
    ("variables", "found"),
    [({}, {"skipped": "2", "xfailed": "1"}), ({"CI": "true"}, {"failed": "1", "error": "1", "xfailed": "1"})],
    ids=["by hand", "in CI"],
)
def test_what_is_skipped_fails_in_ci(tmp_path: Path, variables: dict[str, str], found: dict[str, str]) -> None:
    (tmp_path / "test_skipping.py").write_text(TESTS, encoding="utf-8")
    hook = "from tests.continuous_integration import pytest_runtest_makereport\n"
    (tmp_path / "conftest.py").write_text(hook, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name != "CI"} | variables
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", f"--rootdir={tmp_path}", str(tmp_path)]
    ran = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    counted = {kind: number for number, kind in re.findall(r"(\d+) (\w+)", ran.stdout.splitlines()[-1]) if kind != "in"}
    assert found.items() <= counted.items(), ran.stdout
    assert bool(variables) == ("there is no such program" in ran.stdout and "left out where CI is set" in ran.stdout)


def test_each_package_that_ci_installs_is_explained() -> None:
    listed = re.findall(r"^([a-z0-9.+-]+)", (PROJECT / ".ci/debian.txt").read_text(encoding="utf-8"), re.MULTILINE)
    explained = (PROJECT / "docs/testing.md").read_text(encoding="utf-8")
    assert [package for package in listed if f"`{package}`" not in explained] == []
    assert len(listed) == len(set(listed))
