"""Time passes as fast as the machine can give it."""

import time
from pathlib import Path

import pytest

from tools.devstack.processes import patience
from tools.devstack.processes.children import wait_until
from tools.devstack.processes.patience import LEAST_SHARE, MachineTime, share


def wanted_by(patch: pytest.MonkeyPatch, file: Path, running: int, blocked: int) -> None:
    """Let so many want a processor, and so many wait for a disk, on a machine with two
    processors.
    """
    file.write_text(f"cpu  1 2 3\nctxt 99\nprocs_running {running}\nprocs_blocked {blocked}\n", encoding="ascii")
    patch.setattr(patience, "_STAT", file)
    patch.setattr(patience, "_processors", lambda: 2)


@pytest.mark.parametrize(
    ("running", "blocked", "expected"),
    [(1, 0, 1.0), (3, 0, 1.0), (5, 0, 0.5), (2, 3, 0.5), (11, 0, 0.2), (10_000, 0, LEAST_SHARE)],
)
def test_each_gets_an_equal_part(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, running: int, blocked: int, expected: float
) -> None:
    wanted_by(monkeypatch, tmp_path / "stat", running, blocked)
    assert share() == pytest.approx(expected)


def test_this_machine_says_how_much_there_is() -> None:
    assert LEAST_SHARE <= share() <= 1


def test_beside_load_a_wait_takes_longer_by_the_clock(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    wanted_by(monkeypatch, tmp_path / "stat", 11, 0)
    began = time.monotonic()
    assert not wait_until(lambda: False, seconds=0.1)
    assert time.monotonic() - began >= 0.5


def test_it_passes_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    wanted_by(monkeypatch, tmp_path / "stat", 1, 0)
    clock = MachineTime()
    first = clock.passed()
    time.sleep(0.05)
    assert clock.passed() - first >= 0.05
