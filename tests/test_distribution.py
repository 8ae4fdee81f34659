"""Hold the distribution of tests to the tests that there are."""

from __future__ import annotations

import re
from pathlib import Path

from tests.distribution import FIRST, TOGETHER, group_of
from tools.devstack import PROJECT


def test_what_is_named_exists() -> None:
    files = {name for name in (*TOGETHER, *FIRST) if name not in TOGETHER.values()}
    assert [name for name in sorted(files) if not (PROJECT / name).is_file()] == []
    assert set(TOGETHER.values()) <= set(FIRST)
    assert len(FIRST) == len(set(FIRST))


def test_a_file_is_a_group_unless_it_shares_a_stack() -> None:
    assert group_of("tests/bridge/relay/test_relay.py::test_kafka_away") == "tests/bridge/relay/test_relay.py"
    assert group_of("tests/e2e/test_line.py::a") == group_of("tests/e2e/test_stops_and_crashes.py::b")


def test_tier_two_is_told_every_file_with_a_test_of_it() -> None:
    marked = [
        str(file.relative_to(PROJECT))
        for file in (PROJECT / "tests").rglob("test_*.py")
        if "pytest.mark.system" in file.read_text(encoding="utf-8") and file != Path(__file__)
    ]
    told = re.findall(r"^TIER_TWO := (.*) -m system$", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert [name for name in marked if not name.startswith("tests/system/")] == told[0].split()[1:]


def test_all_that_run_on_the_whole_stack_stay_together() -> None:
    """Another process would start a stack of its own for a file that is missing."""
    directories = ("tests/e2e", "tests/integration_guide")
    files = {f"{where}/{file.name}" for where in directories for file in (PROJECT / where).glob("test_*.py")}
    of_its_own = {"tests/e2e/test_traces.py"}
    assert {file for file in files if group_of(file) != "the whole stack"} == of_its_own
