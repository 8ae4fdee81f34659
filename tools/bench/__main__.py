"""`python -m tools.bench [PART ...] [--quick] [--only NAME]`, and
`python -m tools.bench compare REVISION`.
"""

from __future__ import annotations

import argparse
import logging
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from tools.bench import charts, profile, report
from tools.bench.compare import command as compare
from tools.bench.figures import Book
from tools.bench.machine import describe
from tools.bench.parts import api, core, distance, hosts, line, million, others, scale, sweep
from tools.bench.suite import Suite
from tools.devstack import PROJECT

PARTS: dict[str, Callable[[Suite], None]] = {
    "core": core.run,
    "line": line.run,
    "api": api.run,
    "sweep": sweep.run,
    "scale": scale.run,
    "distance": distance.run,
}
ASIDE: dict[str, Callable[[Suite], None]] = {
    "profile": profile.run,
    "hosts": hosts.run,
    "others": others.run,
    "million": million.run,
}
"""Parts that add no figures, and run only when they are named."""
QUICK_PARTS = ("core", "api", "line")
RESULTS = Path(__file__).with_name("results")
SCRATCH = PROJECT / ".data" / "bench"


def main() -> int:
    """Run the named parts, or all of them, or a comparison. Returns the exit status.

    A part that fails does not keep others from running.
    """
    if sys.argv[1:2] == ["compare"]:
        return compare.main(sys.argv[2:], tuple(PARTS), QUICK_PARTS)
    options = _parser().parse_args()
    logging.basicConfig(level=logging.WARNING)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    console, status = Console(), 0
    book = Book(RESULTS / ("quick.json" if options.quick else "latest.json"), describe())
    SCRATCH.mkdir(parents=True, exist_ok=True)
    for name in options.parts or (QUICK_PARTS if options.quick else PARTS):
        began = time.monotonic()
        console.print(name, style="bold")
        if not options.only:
            book.forget(name)
        with TemporaryDirectory(dir=SCRATCH, prefix=f"{name}-") as directory:
            suite = Suite(book, console, Path(directory), options.quick, options.only, options.rounds)
            try:
                (PARTS | ASIDE)[name](suite)
            except Exception:  # noqa: BLE001 - shown, and told by the status
                console.print_exception(max_frames=20)
                status = 1
        console.print(f"  {time.monotonic() - began:.0f} s", style="dim")
    if not options.quick and not ASIDE.keys() & set(options.parts):
        report.write(book, charts.draw(book.figures, RESULTS), RESULTS)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.bench", description="How fast the service is on this machine."
    )
    parser.add_argument(
        "parts",
        nargs="*",
        metavar="PART",
        help=f"{', '.join(PARTS)}; all of these when none is named; or {', '.join(ASIDE)}; or compare REVISION, which has options of its own",
    )
    parser.add_argument("--quick", action="store_true", help="one short run of the main figures")
    parser.add_argument(
        "--only", default="", metavar="TEXT", help="of core and api, only figures whose names contain TEXT"
    )
    parser.add_argument("--rounds", type=int, default=0, help="number of rounds, instead of the number of each part")
    return parser


if __name__ == "__main__":
    sys.exit(main())
