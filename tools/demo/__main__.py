"""Play the day, show it and judge it."""

import argparse
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from confluent_kafka import KafkaException
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from sqlalchemy.exc import SQLAlchemyError

from inventory.boundary.printable import printable_lines
from inventory.database.transactions import Database
from tools.demo.checks import Evidence, check_all
from tools.demo.day import Day
from tools.demo.script import Script, write
from tools.demo.summary import show
from tools.devstack.endpoints import SERVER_VARIABLES
from tools.devstack.processes.process_table import API, BEAT, CONSUMER, RELAY, SETUP, SWEEPER, several_workers
from tools.devstack.stack import Stack
from tools.shop.found import find
from tools.shop.storefront import Storefront
from tools.shop.verdict import Check, show_problems

SEED = 20
ORDERS = 2_000
PROCESSES = (API, *several_workers(2), SWEEPER, BEAT, CONSUMER, RELAY)
# A day takes a minute. With these intervals the service sees due work at once, not after minutes.
ENVIRONMENT = {
    "INVENTORY_SWEEP_INTERVAL_SECONDS": "1",
    "INVENTORY_REDISPATCH_INTERVAL_SECONDS": "1",
    "INVENTORY_RETRY_SECONDS": "3",
    # Paid units lie on the shelf until the dispatch desk reports them, all day long.
    "INVENTORY_DISPATCHED_AFTER_SECONDS": "86400",
}
# Failures of the stack and of the day are RuntimeErrors, each with a message of its own.
FAILURES = (RuntimeError, KafkaException, SQLAlchemyError)
INTERRUPTED = 130


def main() -> int:
    """Play a day. Returns 0 if every check holds, 130 after an interrupt, else 1. After a 1 the
    data and logs are kept, and their directory is printed.
    """
    options = _parser().parse_args()
    console = Console()
    directory = Path(tempfile.mkdtemp(prefix="inventory-demo-"))
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    keep = True
    try:
        checks = _run(write(options.seed, options.orders), directory, console)
        show_problems(console, checks)
        wrong = any(check.problems for check in checks)
        keep = options.keep or wrong
        return int(wrong)
    except KeyboardInterrupt:
        keep = options.keep
        Console(stderr=True).print("Interrupted.")
        return INTERRUPTED
    except FAILURES as error:
        console.print(printable_lines(f"\n{error}"), style="red", markup=False, highlight=False, soft_wrap=True)
        return 1
    finally:
        if keep:
            console.print(f"Data and logs are kept in {directory}", highlight=False, soft_wrap=True)
        else:
            shutil.rmtree(directory)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.demo", description="Play a day at a shop, and check that it adds up."
    )
    parser.add_argument(
        "--orders", type=_count, default=ORDERS, help="number of orders, without the flash sale (default %(default)s)"
    )
    parser.add_argument("--seed", type=int, default=SEED, help="the same seed plays the same day (default %(default)s)")
    parser.add_argument("--keep", action="store_true", help="keep the data and logs, and print their directory")
    return parser


def _run(script: Script, directory: Path, console: Console) -> list[Check]:
    began = time.monotonic()
    stack = Stack(directory, environment=ENVIRONMENT, processes=PROCESSES)
    try:
        with _progress(console) as progress:
            _start(stack, progress)
            database = Database(stack.endpoints.database_url, name="inventory-demo")
            day = Day(stack, script, database, progress)
            played = day.play()
        evidence = Evidence(script, played, find(database, Storefront(stack.endpoints.api_url)))
        checks = check_all(evidence)
        show(console, evidence, checks, time.monotonic() - began)
        database.dispose()
    finally:
        with console.status("the shop closes"):
            stack.stop()
    return checks


def _start(stack: Stack, progress: Progress) -> None:
    parts = len(SERVER_VARIABLES) + len(SETUP) + len(PROCESSES)
    line = progress.add_task("servers and processes start", total=parts, clock="07:00")
    stack.start(lambda _name, _seconds: progress.advance(line))


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("[bold cyan]{task.fields[clock]}"),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
    )


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return count


if __name__ == "__main__":
    sys.exit(main())
