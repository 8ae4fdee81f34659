"""One side of a comparison: a part of the suite, in a process that waits for its turn.

Runs as a file beside the tree that it measures, and imports nothing of ours but from that tree. A
tree of an older layout is measured by its own suite. Messages are lines of JSON on standard output.
An empty line on standard input gives the next turn.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rich.console import Console


class Turns:
    """The messages to the process that compares."""

    def __init__(self) -> None:
        """Take standard output for the messages alone. Everything that prints goes to the log."""
        self._out = os.fdopen(os.dup(1), "w", encoding="utf-8")
        os.dup2(2, 1)
        # A process that was forked off would keep the pipe open, and the end of a side that was
        # killed would not be seen.
        os.register_at_fork(after_in_child=self._out.close)
        self._round = 0

    def tell(self, **message: object) -> None:
        print(json.dumps(message), file=self._out, flush=True)

    def wait(self) -> None:
        """Wait for the next turn. Raises SystemExit if the process that compares is gone."""
        if not sys.stdin.readline():
            raise SystemExit("the comparison was broken off")

    def enter(self, name: str, figure: Any) -> None:
        """Tell a figure. The suite takes this object for its book of figures."""
        self.tell(figure=name, unit=figure.unit, median=figure.median, floor=figure.floor)

    def take(self, suite: Any) -> None:
        """Have `suite` wait at the start of each round and after each sample."""
        rounds, sample = suite.rounds, suite.sample

        def rounds_in_turn(count: int) -> Iterator[int]:
            for number in rounds(count):
                self._round = number
                self.tell(round=number)
                self.wait()
                yield number

        def sample_in_turn(name: str, value: float) -> None:
            sample(name, value)
            self.tell(sample=name, round=self._round, value=value)
            self.wait()

        suite.rounds, suite.sample = rounds_in_turn, sample_in_turn


def main() -> None:
    """Measure the part that the argument names, as JSON."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    asked, turns = json.loads(sys.argv[1]), Turns()
    turns.wait()
    try:
        package = asked["suite"]
        for name in ("inventory", package):
            _require(name, Path(asked["tree"]))
        suite = importlib.import_module(f"{package}.suite").Suite(
            turns, Console(stderr=True), Path(asked["directory"]), asked["quick"], asked["only"], asked["rounds"]
        )
        turns.take(suite)
        importlib.import_module(part_module(package, asked["part"])).run(suite)
    except Exception as error:
        turns.tell(failed=f"{type(error).__name__}: {error}")
        raise


def part_module(package: str, part: str) -> str:
    """Return the module of a part. Older suites had no folder for them."""
    nested = find_spec(f"{package}.parts") is not None
    return f"{package}.parts.{part}" if nested else f"{package}.{part}"


def _require(package: str, tree: Path) -> None:
    """Raise RuntimeError if the package comes from elsewhere. The ratio would be of something
    else.
    """
    found = importlib.import_module(package).__file__
    if found is None or tree not in Path(found).parents:
        raise RuntimeError(f"would take {package} from {found}, which is not in {tree}")


if __name__ == "__main__":
    main()
