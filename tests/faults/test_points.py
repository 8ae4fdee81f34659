"""The points themselves: each is where the table says it is, and one that is not is noticed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.faults import crashing
from tests.faults.crashing import arm, find
from tests.faults.points import POINTS, Moment, Point, process_of
from tests.faults.site import PROCESSES
from tools.devstack import PROJECT


class Steps:
    """A program with a gap between two steps."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def first(self) -> None:
        self.done.append("first")

    def second(self) -> None:
        self.done.append("second")

    def run(self) -> list[str]:
        self.first()
        self.second()
        return self.done


class Died(Exception):
    pass


def die(name: str) -> None:
    raise Died(name)


@pytest.fixture
def point(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    """A point in `Steps`, which is whole again when the test ends."""
    monkeypatch.setattr(Steps, "first", Steps.first)
    monkeypatch.setattr(Steps, "second", Steps.second)
    monkeypatch.setitem(POINTS, "steps", request.param)
    return "steps"


@pytest.mark.parametrize("name", POINTS)
def test_each_point_is_in_a_process_and_its_function_exists(name: str) -> None:
    assert process_of(name) in PROCESSES
    find(POINTS[name])


@pytest.mark.parametrize("function", ["gone", "Steps.gone", "Gone.first"])
def test_a_function_that_is_gone_is_noticed(function: str) -> None:
    with pytest.raises(LookupError, match="out of date"):
        find(Point(__name__, function, Moment.BEFORE))


def test_an_unknown_point_is_refused_with_those_that_exist() -> None:
    with pytest.raises(LookupError, match="consumer: after the poll"):
        arm("nowhere", die=die)


@pytest.mark.parametrize(
    ("point", "done"),
    [
        (Point(__name__, "Steps.second", Moment.BEFORE), ["first"]),
        (Point(__name__, "Steps.second", Moment.AFTER), ["first", "second"]),
    ],
    indirect=["point"],
)
def test_it_dies_on_the_side_that_the_point_names(point: str, done: list[str]) -> None:
    arm(point, die=die)
    steps = Steps()
    with pytest.raises(Died):
        steps.run()
    assert steps.done == done


@pytest.mark.parametrize("point", [Point(__name__, "Steps.first", Moment.BEFORE, nth=2)], indirect=True)
def test_it_dies_once_and_passes_from_then_on(point: str) -> None:
    arm(point, die=die)
    assert Steps().run() == ["first", "second"]
    with pytest.raises(Died):
        Steps().run()
    assert Steps().run() == ["first", "second"]


@pytest.mark.parametrize("point", [Point(__name__, "Steps.first", Moment.BEFORE)], indirect=True)
def test_a_number_on_the_command_line_counts(point: str) -> None:
    arm(point, nth=3, die=die)
    steps = Steps()
    steps.run()
    steps.run()
    with pytest.raises(Died):
        steps.run()


def test_the_process_leaves_its_marker_and_says_no_goodbye() -> None:
    point = "relay: after the rows are gone"
    program = f"""if True:
        import atexit
        from tests.faults.crashing import exit_at_once
        atexit.register(print, "goodbye")
        exit_at_once({point!r})"""
    died = subprocess.run([sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert (died.returncode, died.stdout, died.stderr) == (137, "", f"{crashing.marker(point)}\n")


def test_the_program_is_started_as_the_process_table_starts_it() -> None:
    with pytest.raises(SystemExit, match=r"python -m tests\.faults\.crashing"):
        crashing.main(["relay: after the rows are gone", "--", "relay"])
