"""``python -m tools.devstack up | demo | chaos``."""

import argparse
import sys
from pathlib import Path

from rich.console import Console

from tools.devstack import PROJECT


def main() -> int:
    """Run the command named on the command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.devstack", description="The whole service on one machine.")
    commands = parser.add_subparsers(dest="command", required=True)
    up = commands.add_parser("up", help="run everything until Ctrl-C")
    up.add_argument("--directory", type=Path, default=PROJECT / ".data", help="data and logs (default %(default)s)")
    commands.add_parser("demo", help="play a day at a shop on a stack of its own", add_help=False)
    commands.add_parser("chaos", help="inflict faults on a stack of its own, and check everything", add_help=False)
    options, rest = parser.parse_known_args()
    if options.command == "demo":
        from tools.demo import main as demo  # noqa: PLC0415 - brings in what `up` leaves to its processes

        return demo(rest)
    if options.command == "chaos":
        from tools.chaos.command import main as chaos  # noqa: PLC0415

        return chaos(rest)
    if rest:
        parser.error(f"unknown arguments: {' '.join(rest)}")
    from tools.devstack.up import up as run  # noqa: PLC0415

    return run(options.directory, Console())


if __name__ == "__main__":
    sys.exit(main())
