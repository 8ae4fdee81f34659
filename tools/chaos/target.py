"""The target of faults: a running stack, its disk and clocks, and the producers that work on it."""

import json
import os
import random
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from threading import Event

import psutil

from tools.chaos.clock import SteppedClock
from tools.chaos.database_servers import FrontedPostgreSQL
from tools.chaos.load.producers import Producers
from tools.chaos.losses import Loss
from tools.chaos.small_disk import SmallDisk
from tools.devstack.processes.children import kill_tree, spawn, wait_until
from tools.devstack.processes.process_table import Process
from tools.devstack.stack import Stack

STOP_SECONDS = 15.0


@dataclass(frozen=True)
class Target:
    """The target of faults. `disk` and `clock` are None where this machine does not give them. The
    broker is frozen for `frozen_seconds`.
    """

    stack: Stack
    producers: Producers
    disk: SmallDisk | None
    clock: SteppedClock | None
    frozen_seconds: float
    stopping: Event = field(default_factory=Event)
    losses: list[Loss] = field(default_factory=list)
    """Losses that the faults so far may have caused."""

    def may_lose(self, loss: Loss) -> None:
        """Record a loss that a fault may have caused."""
        self.losses.append(loss)
        with (self.stack.directory / "losses.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(loss)) + "\n")

    @property
    def postgresql(self) -> FrontedPostgreSQL:
        """Return the stack's own server of PostgreSQL."""
        server = self.stack.servers["postgresql"]
        assert isinstance(server, FrontedPostgreSQL)
        return server

    def serving(self) -> FrontedPostgreSQL:
        """Return the stack's own server of PostgreSQL when it is ready. The fault before may have
        ended it.
        """
        self.stack.wait_ready(self.postgresql.name)
        return self.postgresql

    @property
    def workers(self) -> list[str]:
        """Return the names of the workers."""
        return [name for name in self.stack.processes if name.startswith("worker")]

    def last(self, seconds: float) -> None:
        """Let a fault last `seconds`. Return at once when the run is broken off."""
        self.stopping.wait(seconds)

    def send(self, name: str, number: signal.Signals) -> int:
        """Send a signal to a server or process. Returns its process id, or 0 if it was not running.

        Raises `NotHere` where the run is too short to have it.
        """
        if name not in {*self.stack.servers, *self.stack.processes}:
            raise NotHere(f"{name} is not part of so short a run")
        pid = self.stack.pid(name)
        return pid if pid and signalled(pid, number) else 0

    def child(self, name: str, rng: random.Random) -> int:
        """Return the id of some child of a process, or 0 if it has none now."""
        try:
            children = psutil.Process(self.stack.pid(name)).children() if self.stack.pid(name) else []
        except psutil.NoSuchProcess:
            return 0
        return rng.choice(children).pid if children else 0

    @contextmanager
    def frozen(self, name: str) -> Iterator[None]:
        """Freeze a process for the time of the block. It may be replaced meanwhile."""
        pid = self.send(name, signal.SIGSTOP)
        try:
            yield
        finally:
            if pid:
                signalled(pid, signal.SIGCONT)

    @contextmanager
    def second(
        self, process: Process, environment: Mapping[str, str], settled: str, seconds: float = 20.0
    ) -> Iterator[int]:
        """Run another process of this kind for the time of the block. The block begins when its log
        says `settled`, or after `seconds`.

        Yields its id. At the end it is stopped in the orderly way, or killed if it does not stop.
        """
        name = f"{process.name}-second"
        log = self.stack.log(name)
        told = log.stat().st_size if log.exists() else 0
        command = [sys.executable, *process.command_for(self.stack.endpoints)[1:]]
        running = spawn(command, log=log, environment={**self.stack.environment, **environment})
        try:
            wait_until(lambda: settled.encode() in log.read_bytes()[told:], seconds=seconds)
            yield running.pid
        finally:
            running.terminate()
            if not wait_until(lambda: running.poll() is not None, seconds=STOP_SECONDS):
                kill_tree(running.pid)
            running.wait()


Fault = Callable[[Target, random.Random], None]
"""A function that inflicts a fault, lets it last, and heals the damage that does not heal by
itself. Raises `NotHere` where the fault can't be had.
"""


class NotHere(RuntimeError):
    """The fault can't be had on this machine or in so short a run."""


def signalled(pid: int, number: signal.Signals) -> bool:
    """Send a signal to a process. Returns False if the process is gone."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return False
    return True
