"""A process is waited for as long as it works."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.devstack.processes import working
from tools.devstack.processes.children import kill_tree, spawn
from tools.devstack.processes.working import processor_seconds, wait_while_it_works


class Clock:
    """A machine's time and a process's work that the test moves on: each question costs a
    second.
    """

    def __init__(self, patch: pytest.MonkeyPatch, work_a_second: float) -> None:
        self.now = 0.0
        patch.setattr(working, "MachineTime", lambda: self)
        patch.setattr(working, "processor_seconds", lambda _pid: self.now * work_a_second)

    def passed(self) -> float:
        self.now += 1
        return self.now


@pytest.mark.parametrize(
    ("work_a_second", "waited"),
    [(0.0, 60), (0.01, 60), (0.5, 600)],
    ids=["does nothing", "merely waits", "turns in a circle"],
)
def test_who_does_nothing_is_given_up_and_who_works_much_later(
    monkeypatch: pytest.MonkeyPatch, work_a_second: float, waited: float
) -> None:
    clock = Clock(monkeypatch, work_a_second)
    assert not wait_while_it_works(lambda: False, pid=lambda: 1, seconds=60, interval=0)
    assert clock.now == pytest.approx(waited, abs=1)


def test_who_works_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch, 0.2)
    assert wait_while_it_works(lambda: clock.now >= 500, pid=lambda: 1, seconds=60, interval=0)


def test_a_process_that_was_started_again_works_from_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    worked: Iterator[float] = iter([50.0, 0.2, *(1.0 + second for second in range(100))])
    Clock(monkeypatch, 0)
    monkeypatch.setattr(working, "processor_seconds", lambda _pid: next(worked))
    asked = iter(range(100))
    assert wait_while_it_works(lambda: next(asked) > 20, pid=lambda: 1, seconds=3, interval=0)


def test_the_work_of_children_counts(tmp_path: Path) -> None:
    spinning = spawn(["sh", "-c", f"{sys.executable} -c 'while True: pass'; true"], log=tmp_path / "log")
    try:
        began = time.monotonic()
        while processor_seconds(spinning.pid) < 0.3:
            assert time.monotonic() - began < 60
            time.sleep(0.05)
    finally:
        kill_tree(spinning.pid)
        spinning.wait()
    assert processor_seconds(spinning.pid) == 0.0
    assert processor_seconds(0) == 0.0
