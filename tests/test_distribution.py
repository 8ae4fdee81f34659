"""Hold the distribution of tests to the tests that there are."""

from __future__ import annotations

from tests.distribution import LONG, TOGETHER, group_of, mixed
from tools.devstack import PROJECT


def test_what_is_named_exists() -> None:
    files = {name for name in (*TOGETHER, *LONG) if name not in TOGETHER.values()}
    assert [name for name in sorted(files) if not (PROJECT / name).is_file()] == []
    assert set(TOGETHER.values()) <= set(LONG)
    assert len(LONG) == len(set(LONG))


def test_a_file_is_a_group_unless_it_shares_a_stack() -> None:
    assert group_of("tests/bridge/relay/test_relay.py::test_kafka_away") == "tests/bridge/relay/test_relay.py"
    assert group_of("tests/e2e/test_line.py::a") == group_of("tests/e2e/test_stops_and_crashes.py::b")


def test_long_groups_begin_early_and_short_ones_stand_between_them() -> None:
    short = [f"tests/short_{number}.py" for number in range(200)]
    order = mixed([*short, *LONG])

    assert sorted(order) == sorted([*short, *LONG])
    assert order[0] == LONG[0]
    assert all(order[order.index(group) + 1] in short for group in LONG)
