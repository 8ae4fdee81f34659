"""A skip is a skip for a developer, and a failure in CI."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.devstack import PROJECT

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


LISTED = dict(
    re.findall(r"^([a-z0-9.+-]+): (.+)$", (PROJECT / ".ci/debian.txt").read_text(encoding="utf-8"), re.MULTILINE)
)
EXPLAINED = (PROJECT / "docs/testing.md").read_text(encoding="utf-8")


def test_each_package_that_ci_installs_is_explained() -> None:
    assert [package for package in LISTED if f"`{package}`" not in EXPLAINED] == []


def test_each_program_that_a_test_needs_is_installed_and_explained() -> None:
    calls = (call for file in (PROJECT / "tests/system").rglob("*.py") for call in _needs(file))
    needed = {program for call in calls for program in call}
    installed = {program for programs in LISTED.values() for program in programs.split()}
    assert sorted(needed - installed) == [], "give .ci/debian.txt the package that brings it"
    assert [program for program in sorted(needed) if f"`{program}`" not in EXPLAINED] == []


def _needs(file: Path) -> Iterator[list[str]]:
    """The words of each call of `need`."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "need":
            yield [str(word.value) for word in node.args if isinstance(word, ast.Constant)]
