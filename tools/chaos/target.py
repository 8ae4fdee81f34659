"""What faults are inflicted on: a running stack, its disk and clocks, and those who produce for
it.
"""

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
    """`disk` and `clock` are None where this machine does not give them. `frozen_seconds` is how
    long Redis stands still.
    """

    stack: Stack
    producers: Producers
    disk: SmallDisk | None
    clock: SteppedClock | None
    frozen_seconds: float
    stopping: Event = field(default_factory=Event)
    losses: list[Loss] = field(default_factory=list)
    """What the faults so far may have lost."""

    def may_lose(self, loss: Loss) -> None:
        """Write down what a fault may have lost."""
        self.losses.append(loss)
        with (self.stack.directory / "losses.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(loss)) + "\n")

    @property
    def postgresql(self) -> FrontedPostgreSQL:
        """The stack's own server of PostgreSQL."""
        server = self.stack.servers["postgresql"]
        assert isinstance(server, FrontedPostgreSQL)
        return server

    def serving(self) -> FrontedPostgreSQL:
        """Return the stack's own server of PostgreSQL when it is ready: the fault before may have
        ended it.
        """
        self.stack.wait_ready(self.postgresql.name)
        return self.postgresql

    @property
    def workers(self) -> list[str]:
        """Their names."""
        return [name for name in self.stack.processes if name.startswith("worker")]

    def last(self, seconds: float) -> None:
        """Let a fault last so long. At once when the run is broken off."""
        self.stopping.wait(seconds)

    def send(self, name: str, number: signal.Signals) -> int:
        """Send a signal to a server or process. Returns the process id that it had, 0 if there was
        none.

        Raises NotHere where the run is too short to have it.
        """
        if name not in {*self.stack.servers, *self.stack.processes}:
            raise NotHere(f"{name} is not part of so short a run")
        pid = self.stack.pid(name)
        return pid if pid and signalled(pid, number) else 0

    def child(self, name: str, rng: random.Random) -> int:
        """The id of some child of a process, 0 if it has none now."""
        try:
            children = psutil.Process(self.stack.pid(name)).children() if self.stack.pid(name) else []
        except psutil.NoSuchProcess:
            return 0
        return rng.choice(children).pid if children else 0

    @contextmanager
    def frozen(self, name: str) -> Iterator[None]:
        """While the block runs, the process stands still. If somebody has replaced it meanwhile,
        that is well too.
        """
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
        """While the block runs, there is another process of this kind. The block begins when its
        log says `settled`.

        Yields its id. It is stopped in the orderly way if it is still there.
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
"""Inflicts something, lets it last, and heals what does not heal by itself. Raises `NotHere` where
it can't be had.
"""


class NotHere(RuntimeError):
    """The fault can't be had on this machine."""


def signalled(pid: int, number: signal.Signals) -> bool:
    """Send a signal to a process that may be gone. Whether it was there."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return False
    return True
