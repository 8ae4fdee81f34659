"""Their side: a process of their own environment, on a database of the same server as ours."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from tools.bench.load.orders import Pattern
from tools.bench.load.warehouse import SKUS, Warehouse, conninfo_of
from tools.bench.others.books import Books
from tools.bench.others.clients import Lived
from tools.bench.others.environment import interpreter
from tools.devstack import PROJECT
from tools.devstack.processes.children import kill_tree, last_lines, launcher_command

DATABASE = "oscar"
STOP_SECONDS = 10
_STOCK = """
    'on_hand', (SELECT sum(num_in_stock) FROM partner_stockrecord),
    'held', (SELECT sum(num_allocated) FROM partner_stockrecord),
    'impossible', (SELECT count(*) FROM partner_stockrecord WHERE num_allocated < 0 OR num_allocated > num_in_stock)
"""
_FINISHED = ", 'finished', (SELECT count(*) FROM order_line WHERE num_allocated = 0 AND quantity = 1)"
_BOOKS = {"placed": f"SELECT jsonb_build_object({_STOCK}{_FINISHED})", "stock": f"SELECT jsonb_build_object({_STOCK})"}


class Failed(RuntimeError):
    """The process ended. The message has the end of its log."""


@dataclass(frozen=True, slots=True)
class Process:
    """The running program, and the database that it works on."""

    running: subprocess.Popen[str]
    log: Path
    warehouse: Warehouse

    def ask(self, **question: object) -> dict[str, Any]:
        """Return the answer to one question. Raises Failed."""
        assert self.running.stdin is not None
        assert self.running.stdout is not None
        try:
            print(json.dumps(question), file=self.running.stdin, flush=True)
            answer = self.running.stdout.readline()
        except BrokenPipeError:
            answer = ""
        if not answer:
            raise Failed(
                f"{DATABASE} ended with status {self.running.wait()}. The end of its log:\n{last_lines(self.log)}"
            )
        found: dict[str, Any] = json.loads(answer)
        return found


@dataclass(frozen=True, slots=True)
class Theirs:
    """One way of the shop: `placed` or `stock`."""

    process: Process
    way: str

    @property
    def name(self) -> str:
        return f"django-oscar, {self.way}"

    def prepare(self, pattern: Pattern, seconds: float, /) -> None:
        """Fill the baskets, and leave the tables as a shop's that has been open."""
        if self.way == "placed":
            self.process.ask(prepare=True, seconds=seconds, hot=pattern is Pattern.HOT)
        self.process.warehouse.execute("VACUUM ANALYZE", "CHECKPOINT")

    def books(self) -> Books:
        found: Books = self.process.warehouse.value(_BOOKS[self.way])
        return found

    def live(self, pattern: Pattern, *, clients: int, seconds: float) -> Lived:
        hot = pattern is Pattern.HOT
        return Lived(**self.process.ask(live=self.way, hot=hot, clients=clients, seconds=seconds))


@contextmanager
def their_shop(opened: Warehouse, directory: Path) -> Iterator[tuple[dict[str, str], list[Theirs]]]:
    """Start the shop on a database of its own beside `opened`, until the block ends. Yields the
    versions of its packages, and its ways.
    """
    opened.execute(f"CREATE DATABASE {DATABASE}")
    url = make_url(opened.url)
    own = url.set(database=DATABASE).render_as_string(hide_password=False)
    log = directory / f"{DATABASE}.log"
    command = [str(interpreter()), "-m", "tools.bench.others.django_oscar"]
    with log.open("wb") as output:
        running = subprocess.Popen(
            launcher_command(command, parent=os.getpid(), death_signal=signal.SIGKILL),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=output,
            cwd=PROJECT,
            text=True,
        )
    process = Process(running, log, Warehouse(own, conninfo_of(own)))
    try:
        place = {"NAME": DATABASE, "USER": url.username, "PASSWORD": url.password, "HOST": url.host, "PORT": url.port}
        versions: dict[str, str] = process.ask(database=place, skus=SKUS)
        yield versions, [Theirs(process, way) for way in _BOOKS]
    finally:
        _stop(running)


def _stop(running: subprocess.Popen[str]) -> None:
    """End the process by the end of its input. One that does not end is killed."""
    try:
        running.communicate(timeout=STOP_SECONDS)
    except (BrokenPipeError, subprocess.TimeoutExpired):
        kill_tree(running.pid)
        running.communicate()
