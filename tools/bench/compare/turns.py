"""Two sides that measure the same part in turns, one sample at a time.

The side that began a round is the second one in the next: A B, B A, and so on. Each side has
servers of its own, which stand still while it is the other's turn.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from tools.bench.compare import side
from tools.bench.compare.trees import NotComparable, Tree
from tools.devstack.processes.children import kill_tree, last_lines, launcher_command

STOP_SECONDS = 60
LINES_OF_LOG = 8


@dataclass(frozen=True, slots=True)
class Plan:
    """A part and the way to measure it."""

    part: str
    rounds: int
    quick: bool = False
    only: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """A figure as one side entered it: the median, and the median of the floor of the same run."""

    unit: str
    median: float
    floor: float | None


@dataclass
class Side:
    """A process that measures one tree. `samples` has the value of each round by figure."""

    tree: Tree
    process: subprocess.Popen[str]
    log: Path
    samples: dict[str, dict[int, float]] = field(default_factory=lambda: defaultdict(dict))
    figures: dict[str, Entered] = field(default_factory=dict)
    between_rounds: bool = False
    ended: bool = False

    @classmethod
    def start(cls, tree: Tree, plan: Plan, directory: Path, cache: Path) -> Self:
        """Start the process, with its data below `directory`. It waits for its turn at once."""
        directory.mkdir(parents=True)
        asked = {
            "tree": str(tree.directory),
            "suite": tree.suite,
            "part": plan.part,
            "directory": str(directory),
            "quick": plan.quick,
            "only": plan.only,
            "rounds": plan.rounds,
        }
        # -P: the code is that of the tree alone, and not of the file's directory.
        command = [sys.executable, "-P", str(Path(side.__file__)), json.dumps(asked)]
        log = directory / "side.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                launcher_command(command, parent=os.getpid(), death_signal=signal.SIGTERM),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=output,
                env={**tree.environment, "DEVSTACK_CACHE": str(cache)},
                cwd=tree.directory,
                text=True,
                # Ctrl-C in a terminal must reach the process that compares alone.
                start_new_session=True,
            )
        return cls(tree, process, log)

    def go_on(self) -> None:
        """Give the side its turn, and return when that is over.

        Raises NotComparable if the side fails.
        """
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        try:
            self.process.stdin.write("\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            self._fail("it has ended")
        for line in self.process.stdout:
            if self._hear(json.loads(line)):
                return
        status = self.process.wait()
        if status != 0:
            self._fail(f"it ended with status {status}")
        self.ended = True

    def stop(self) -> None:
        """Have the process stop its servers and end. A process that ended before is no error."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(STOP_SECONDS)
            finally:
                kill_tree(self.process.pid)
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()

    def _hear(self, message: dict[str, Any]) -> bool:
        """Take a message in. Returns True if it ends the turn."""
        match message:
            case {"sample": name, "round": number, "value": value}:
                self.samples[name][number] = value
            case {"round": _}:
                self.between_rounds = True
            case {"figure": name, "unit": unit, "median": median, "floor": floor}:
                self.figures[name] = Entered(unit, median, floor)
                return False
            case {"failed": why}:
                self._fail(why)
        return True

    def _fail(self, why: str) -> None:
        self.stop()  # its log is whole then
        told = f"{self.tree.told}\nIt can't be measured: {why}\n{self.tree.advice}".rstrip()
        raise NotComparable(f"{told}\nThe end of its log:\n{last_lines(self.log, LINES_OF_LOG)}")


def measure(sides: Sequence[Side], on_round: Callable[[int], None] = lambda _number: None) -> None:
    """Have the sides measure in turns, to the end. `on_round` is told the number of each round.

    The side that is ahead in a round waits for the other before the next. Raises NotComparable if
    a side fails.
    """
    rounds = 0
    while not all(one.ended for one in sides):
        for one in sides if rounds % 2 == 0 else reversed(sides):
            if not (one.ended or one.between_rounds):
                one.go_on()
        if all(one.ended or one.between_rounds for one in sides):
            rounds += 1
            if not all(one.ended for one in sides):
                on_round(rounds)
            for one in sides:
                one.between_rounds = False
