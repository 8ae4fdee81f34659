"""`bench compare` measures two revisions in turns, each by its own service code, and refuses one
that it can't measure.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tools.bench.compare import command
from tools.bench.compare.ratios import one_sided, ratios
from tools.bench.compare.turns import Entered, measure
from tools.devstack import PROJECT

PART = """
import os
from inventory.{module} import SPEED

def run(suite):
    for number in suite.rounds(3):
        suite.sample("floor.a", 10.0)
        with open(os.environ["ORDER"], "a") as order:
            order.write(f"{{SPEED}} ")
        suite.sample("core.a", SPEED * (number + 1))
    suite.enter("floor.a", "commands/s")
    suite.enter("core.a", "commands/s", floor="floor.a")
"""
BEFORE, NOW = 10, 20
KILLED = """
import os, signal, time

class Speed:
    def __mul__(self, number):
        side = os.getpid()
        forked = os.fork()
        if not forked:
            time.sleep(60)
            os._exit(0)
        with open(os.environ["ORDER"], "w") as order:
            order.write(str(forked))
        os.kill(side, signal.SIGKILL)

SPEED = Speed()
"""


@dataclass
class Shop:
    """A repository with a service of one number, and a suite that measures it."""

    directory: Path

    def write(self, name: str, text: str = "") -> None:
        path = self.directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def suite(self, package: str, parts: str, *, module: str) -> None:
        """Write a suite like ours, whose part reads `inventory.MODULE`."""
        folder = package.replace(".", "/")
        for number in range(folder.count("/") + 1):
            self.write(f"{folder.rsplit('/', number)[0]}/__init__.py")
        self.write(f"{folder}/{parts}__init__.py")
        for name in ("suite", "figures"):
            code = (PROJECT / "tools" / "bench" / f"{name}.py").read_text(encoding="utf-8")
            self.write(f"{folder}/{name}.py", code.replace("tools.bench.", f"{package}."))
        self.write(f"{folder}/{parts}core.py", PART.format(module=module))

    def service(self, speed: int, *, module: str = "speed") -> None:
        self.write("inventory/__init__.py")
        self.write(f"inventory/{module}.py", f"SPEED = {speed}\n")

    def commit(self) -> None:
        git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-C", str(self.directory)]
        for arguments in (["add", "-A"], ["commit", "--quiet", "--no-verify", "-m", "Speed up"]):
            subprocess.run([*git, *arguments], check=True)

    def compare(self, *arguments: str) -> int:
        return command.main(arguments, ["core"], ["core"], project=self.directory)


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    monkeypatch.setenv("ORDER", str(tmp_path / "order"))
    made = Shop(tmp_path / "shop")
    made.write("requirements.lock", "flask==3.1.0 \\\n    --hash=sha256:00\nh11==0.16.0\n")
    made.write(".gitignore", "/.data/\n__pycache__/\n")
    subprocess.run(["git", "init", "--quiet", str(made.directory)], check=True)
    return made


def test_two_revisions_are_measured_in_turns(shop: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shop.suite("tools.bench", "parts/", module="speed")
    shop.service(BEFORE)
    shop.commit()
    shop.service(NOW)
    shop.write("requirements.lock", "flask==3.1.0\nh11==0.16.0\nnewly-needed==1.0\n")

    assert shop.compare("HEAD", "--rounds", "4", "core") == 0

    told = capsys.readouterr().out
    assert "| `core.a` | 2.000 | 2.000 | 2.000 | 4 | 50 | 10 | 25 | 10 | commands/s |" in told
    assert "| `floor.a` | 1.000 | 1.000 | 1.000 | 4 | 10 |  | 10 |  | commands/s |" in told
    assert "with changes that are not committed (files: 1)" in told
    assert "The suite of the working tree measures it." in told
    order = [int(speed) for speed in (tmp_path / "order").read_text().split()]
    assert order == [BEFORE, NOW, NOW, BEFORE] * 2
    assert not list((shop.directory / ".data" / "bench").iterdir())


def test_a_revision_of_an_older_layout_is_measured_by_its_own_suite(
    shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    shop.suite("bench", "", module="old_place")
    shop.service(BEFORE, module="old_place")
    shop.commit()
    for old in ("bench", "inventory"):
        shutil.rmtree(shop.directory / old)
    shop.suite("tools.bench", "parts/", module="speed")
    shop.service(NOW)

    assert shop.compare("HEAD") == 0

    told = capsys.readouterr().out
    assert "| `core.a` | 2.000 |" in told
    assert "Its own suite, `bench`, measures it" in told
    assert "No module named 'inventory.speed'" in told


def test_a_revision_that_no_suite_can_measure_is_refused(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    shop.service(BEFORE, module="old_place")
    shop.commit()
    shop.suite("tools.bench", "parts/", module="speed")
    shop.service(NOW)

    assert shop.compare("HEAD") == 1

    assert "has no suite of its own" in capsys.readouterr().err


def test_a_revision_with_other_packages_is_refused(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    shop.suite("tools.bench", "parts/", module="speed")
    shop.service(BEFORE)
    shop.commit()
    shop.write("requirements.lock", "flask==3.1.1 \\\n    --hash=sha256:11\njiter==0.19.0\n")

    assert shop.compare("HEAD") == 1

    assert "flask 3.1.0 there, 3.1.1 here, h11 0.16.0 there, not here." in capsys.readouterr().err


def test_an_unknown_revision_or_part_is_refused(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    shop.service(BEFORE)
    shop.commit()

    assert shop.compare("no-such-branch") == 1
    assert shop.compare("HEAD", "hosts") == 2

    told = capsys.readouterr().err
    assert "'no-such-branch' is no commit of this repository" in told
    assert "hosts can't be compared. Name core." in told


def test_a_side_that_fails_is_told_with_the_next_step(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    shop.suite("tools.bench", "parts/", module="speed")
    shop.service(BEFORE)
    shop.write("inventory/speed.py", "SPEED = None\n")
    shop.commit()
    shop.service(NOW)

    assert shop.compare("HEAD") == 1

    told = capsys.readouterr().err
    assert "It can't be measured: TypeError" in told
    assert "Try --own-suite" in told


def test_a_side_that_is_killed_is_noticed_though_its_fork_lives(
    shop: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop.suite("tools.bench", "parts/", module="speed")
    shop.service(BEFORE)
    shop.write("inventory/speed.py", KILLED)
    shop.commit()
    shop.service(NOW)

    assert shop.compare("HEAD") == 1

    os.kill(int((tmp_path / "order").read_text()), signal.SIGKILL)  # it lives
    assert "It can't be measured: it ended with status -9" in capsys.readouterr().err


def test_a_ratio_is_the_median_of_the_rounds_that_both_measured() -> None:
    entered = {name: Entered("ms", 1.0, None) for name in ("a", "b", "alone")}
    other = {"a": Entered("ms", 1.0, None), "b": Entered("s", 1.0, None)}
    now = {"a": {0: 3.0, 1: 8.0, 2: 1.0, 3: 5.0}, "b": {0: 1.0}, "alone": {0: 1.0}}
    before = {"a": {0: 1.0, 1: 2.0, 3: 0.0, 2: 1.0}, "b": {0: 1.0}}

    (found,) = ratios(entered, other, now, before)

    assert (found.name, found.median, found.min, found.max, found.rounds) == ("a", 3.0, 1.0, 4.0, 3)
    assert one_sided(entered, other, [found]) == ["alone", "b"]


@dataclass
class Scripted:
    """A side whose turns are known: it tells its name at each sample."""

    name: str
    turns: list[str]
    heard: list[str]
    between_rounds: bool = False
    ended: bool = False
    number: int = field(default=0)

    def go_on(self) -> None:
        if self.number == len(self.turns):
            self.ended = True
            return
        turn = self.turns[self.number]
        self.number += 1
        if turn == "round":
            self.between_rounds = True
        else:
            self.heard.append(f"{self.name}{turn}")


def test_a_side_that_counts_less_waits_for_the_other() -> None:
    heard: list[str] = []
    rounds: list[int] = []
    sides: list[Any] = [
        Scripted("A", ["round", "1", "2", "round", "3"], heard),
        Scripted("B", ["round", "1", "round", "3"], heard),
    ]

    measure(sides, rounds.append)

    assert heard == ["B1", "A1", "A2", "A3", "B3"]
    assert rounds == [1, 2]
