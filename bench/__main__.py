"""`python -m bench [PART ...] [--quick] [--only NAME]`."""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from bench import api, core, distance, line, profile, scale, sweep
from bench.figures import Book
from bench.machine import describe
from bench.suite import Suite
from devstack import PROJECT

PARTS: dict[str, Callable[[Suite], None]] = {
    "core": core.run,
    "line": line.run,
    "api": api.run,
    "sweep": sweep.run,
    "scale": scale.run,
    "distance": distance.run,
}
ASIDE: dict[str, Callable[[Suite], None]] = {"profile": profile.run}
"""Parts that measure nothing, and run only when they are named."""
RESULTS = Path(__file__).with_name("results")
SCRATCH = PROJECT / ".data" / "bench"


def main() -> int:
    """Run the parts that are named, or all of them; returns the exit status."""
    options = _parser().parse_args()
    logging.basicConfig(level=logging.WARNING)
    console = Console()
    book = Book(RESULTS / ("quick.json" if options.quick else "latest.json"), describe())
    SCRATCH.mkdir(parents=True, exist_ok=True)
    for name in options.parts or PARTS:
        began = time.monotonic()
        console.print(name, style="bold")
        with TemporaryDirectory(dir=SCRATCH, prefix=f"{name}-") as directory:
            suite = Suite(book, console, Path(directory), options.quick, options.only, options.rounds)
            (PARTS | ASIDE)[name](suite)
        console.print(f"  {time.monotonic() - began:.0f} s", style="dim")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description="How fast the service is on this machine.")
    parser.add_argument(
        "parts",
        nargs="*",
        metavar="PART",
        help=f"{', '.join(PARTS)}; all of these when none is named; or {', '.join(ASIDE)}",
    )
    parser.add_argument("--quick", action="store_true", help="one short run of the main figures")
    parser.add_argument("--only", default="", metavar="TEXT", help="only figures of core whose names contain it")
    parser.add_argument("--rounds", type=int, default=0, help="how often everything is measured")
    return parser


if __name__ == "__main__":
    sys.exit(main())
