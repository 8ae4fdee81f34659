"""The directory in memory for what tests write."""

from __future__ import annotations

import os
from pathlib import Path

import psutil
import pytest

from tests import in_memory
from tests.in_memory import PREFIX, directory


@pytest.fixture
def dead() -> int:
    """The id of no process."""
    return max(psutil.pids()) + 1_000_000


def test_what_a_killed_run_has_left_is_removed_and_what_another_uses_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dead: int
) -> None:
    monkeypatch.setattr(in_memory, "LEAST_BYTES", 1)
    left, used = tmp_path / f"{PREFIX}{dead}-a", tmp_path / f"{PREFIX}{os.getppid()}-b"
    for each in (left, used):
        (each / "data").mkdir(parents=True)
    chosen = directory(tmp_path)
    assert chosen is not None
    assert Path(chosen).is_dir()
    assert not left.exists()
    assert used.exists()


def test_where_there_is_too_little_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_memory, "LEAST_BYTES", 1 << 60)
    assert directory(tmp_path) is None
    assert directory(tmp_path / "missing") is None
