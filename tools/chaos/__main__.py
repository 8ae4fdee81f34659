"""`python -m tools.chaos --seed 1`: one run, its summary and its verdict."""

import argparse
import shutil
import signal
import sys
import tempfile
from pathlib import Path

import psycopg
from confluent_kafka import KafkaException
from redis.exceptions import RedisError
from rich.console import Console
from sqlalchemy.exc import SQLAlchemyError

from tools.chaos.checks.every import check_all
from tools.chaos.run import DISK_MEGABYTES, Plan, play
from tools.chaos.schedule import BROKERS
from tools.chaos.small_disk import SmallDisk, small_disk
from tools.chaos.summary import show
from tools.devstack.servers import rabbitmq
from tools.shop.verdict import show_problems

SECONDS = 120.0
# Failures of the stack and of the faults are RuntimeErrors, each with a message of its own.
FAILURES = (RuntimeError, KafkaException, SQLAlchemyError, RedisError, psycopg.Error)
INTERRUPTED = 130


def main() -> int:
    """Make one run. Returns 0 if every check holds, 130 after an interrupt, else 1. After a 1 the
    data and logs are kept, and their directory is printed.
    """
    options = _parser().parse_args()
    if options.broker == "rabbitmq" and not Path(rabbitmq.SCRIPT).exists():
        raise SystemExit(f"{rabbitmq.SCRIPT} is not there: install Debian's package rabbitmq-server")
    console = Console(highlight=False, soft_wrap=True)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    directory = Path(tempfile.mkdtemp(prefix="inventory-chaos-"))
    data = directory / "postgresql"
    disk = small_disk(data, DISK_MEGABYTES)
    status = 1
    try:
        status = _run(Plan(options.seed, options.seconds, options.broker), directory, disk, console)
    except KeyboardInterrupt:
        status = INTERRUPTED
    except FAILURES as error:
        console.print(f"Seed {options.seed}: {error}", style="red", markup=False)
    finally:
        if status == 1 or options.keep:
            if disk is not None:
                shutil.copytree(data, directory / "postgresql.kept")  # the small disk goes with this process
            console.print(f"Seed {options.seed}. The client log, the logs and the data are kept in {directory}")
        else:
            _remove(directory, disk)
    return status


def _run(plan: Plan, directory: Path, disk: SmallDisk | None, console: Console) -> int:
    outcome = play(directory, plan, disk, lambda part: console.print(part, style="dim"))
    checks = check_all(outcome.evidence)
    show(console, plan.seed, outcome, checks)
    show_problems(console, checks)
    return int(any(check.problems for check in checks))


def _remove(directory: Path, disk: SmallDisk | None) -> None:
    if disk is not None:
        disk.unmount()
    shutil.rmtree(directory)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.chaos",
        description="Inflict faults under live load, and check that nothing was lost or doubled.",
    )
    parser.add_argument("--seed", type=int, required=True, help="decides on faults and load")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="seconds of faults (default %(default).0f)")
    parser.add_argument(
        "--broker", choices=sorted(BROKERS), default="redis", help="broker of the tasks (default %(default)s)"
    )
    parser.add_argument(
        "--keep", action="store_true", help="keep the client log, the logs and the data after any verdict"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
