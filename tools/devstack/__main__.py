"""`python -m tools.devstack up`."""

import argparse
import sys
from pathlib import Path

from rich.console import Console

from tools.devstack import PROJECT


def main() -> int:
    """Run the command named on the command line. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.devstack", description="The whole service on one machine.")
    commands = parser.add_subparsers(dest="command", required=True)
    up = commands.add_parser("up", help="run everything until Ctrl-C")
    up.add_argument("--directory", type=Path, default=PROJECT / ".data", help="data and logs (default %(default)s)")
    options = parser.parse_args()
    from tools.devstack.up import up as run  # noqa: PLC0415 - `--help` needs none of it

    return run(options.directory, Console())


if __name__ == "__main__":
    sys.exit(main())
