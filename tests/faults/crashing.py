"""`python -m tests.faults.crashing POINT[:NTH] -- python -m …`: run a program that dies at a crash
point.

The point is armed in this process, before the program forks, so that the children of Celery and
gunicorn have it too. The process that reaches it ends by `os._exit`: nothing is flushed, closed,
rolled back or said goodbye to. That happens once: a later process, a new child or the program
started again, passes.
"""

from __future__ import annotations

import os
import runpy
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from importlib import import_module
from multiprocessing import get_context
from typing import Any

from tests.faults.points import POINTS, Moment, Point

STATUS = 137
"""The shell's status of a process that was killed by signal 9."""


def marker(name: str) -> str:
    """The line that the dying process leaves in its log."""
    return f"crash point reached: {name}"


def arm(name: str, *, nth: int | None = None, die: Callable[[str], None]) -> None:
    """Have `die` called where the point says, when it is reached for the `nth` time by this process
    and its children.

    Raises `LookupError` for a point that is not in the table, or whose function does not exist any
    more.
    """
    if name not in POINTS:
        raise LookupError(f"no crash point {name!r}; there are: {', '.join(map(repr, POINTS))}")
    point = POINTS[name]
    owner, attribute = find(point)
    function: Callable[..., Any] = getattr(owner, attribute)
    reached = get_context("fork").Value("i", 0)  # in memory that forked children share

    def reach(*given: Any, **named: Any) -> None:
        if not point.counts(*given, **named):
            return
        with reached.get_lock():
            reached.value += 1
            is_now = reached.value == (nth or point.nth)
        if is_now:
            point.first(*given, **named)
            die(name)

    @wraps(function)
    def dying(*given: Any, **named: Any) -> Any:
        if point.moment is Moment.BEFORE:
            reach(*given, **named)
            return function(*given, **named)
        result = function(*given, **named)
        reach(*given, **named)
        return result

    setattr(owner, attribute, dying)


def find(point: Point) -> tuple[Any, str]:
    """The module or class that has the point's function, and its name there. Raises `LookupError`
    when it has none.
    """
    owner: Any = import_module(point.module)
    *path, attribute = point.function.split(".")
    for part in path:
        owner = getattr(owner, part, None)
    if owner is not None and attribute in vars(owner):
        return owner, attribute
    raise LookupError(f"{point.module} has no function {point.function}: tests/faults/points.py is out of date")


def exit_at_once(name: str) -> None:
    os.write(2, f"{marker(name)}\n".encode())
    os._exit(STATUS)


def main(arguments: Sequence[str]) -> None:
    name, separator, *program = arguments
    if separator != "--" or program[:2] != ["python", "-m"]:
        raise SystemExit(__doc__)
    point, _, number = name.rpartition(":")
    if number.isdigit():
        arm(point, nth=int(number), die=exit_at_once)
    else:
        arm(name, die=exit_at_once)
    sys.argv = program[2:]
    runpy.run_module(program[2], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(sys.argv[1:])
