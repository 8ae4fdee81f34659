"""``python -m tools.devstack up``: the whole service on this machine until Ctrl-C."""

import os
import signal
import time
from functools import partial
from pathlib import Path
from types import FrameType

from rich.console import Console

from inventory.boundary.printable import printable_lines
from inventory.boundary.secret_files import from_files
from inventory.errors import InvalidSettings
from tools.devstack.endpoints import PORT_VARIABLES, SERVER_VARIABLES, USUAL_PORTS
from tools.devstack.machine.directory_lock import DirectoryInUse
from tools.devstack.machine.listeners import PortTaken
from tools.devstack.processes.another_user import NoOtherUser
from tools.devstack.processes.children import NotReady
from tools.devstack.processes.supervisor import SupervisorFailed
from tools.devstack.servers.jars import JarMismatch, JarUnavailable
from tools.devstack.stack import Stack
from tools.devstack.told import commands_to_try, endpoints_in_words

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
WATCH_SECONDS = 1.0
PASSED_ON = (
    *("INVENTORY_API_HOST", "INVENTORY_API_HOSTS", "INVENTORY_AUTHENTICATION", "FLOWER_BASIC_AUTH"),
    *("INVENTORY_CONSOLE_HOST", "INVENTORY_CONSOLE_METRICS_TOKEN"),
)


REFUSALS = (
    NotReady,
    PortTaken,
    DirectoryInUse,
    NoOtherUser,
    JarMismatch,
    JarUnavailable,
    SupervisorFailed,
    InvalidSettings,
)
"""Errors that a person is told in a sentence, without a traceback."""


class Interrupted(BaseException):
    """A signal told this process to stop."""


def up(directory: Path, console: Console) -> int:
    """Run the stack in `directory` until a signal. Returns the exit status."""
    try:
        stack = Stack(directory, environment=_given(), preferred_ports=USUAL_PORTS)
        _raise_on_signals(console)
        try:
            _start(stack, console)
            _print_endpoints(stack, console)
            _watch(stack, console)
        finally:
            _stop(stack)
    except Interrupted:
        console.print("everything is stopped")
        return 0
    except REFUSALS as error:
        console.print(printable_lines(str(error)), style="red", markup=False, highlight=False, soft_wrap=True)
        return 1
    return 1  # `_watch` returned, so supervisord is gone


def _given() -> dict[str, str]:
    """Return the variables of the user's environment that the stack takes over.

    A server of the user's own replaces the embedded one.
    """
    names = [*SERVER_VARIABLES.values(), *PORT_VARIABLES.values(), *PASSED_ON]
    given = {name: os.environ[name] for name in names if os.environ.get(name)}
    return given | from_files(os.environ, [*SERVER_VARIABLES.values(), "FLOWER_BASIC_AUTH"])


def _start(stack: Stack, console: Console) -> None:
    with console.status("starting; the first start downloads Kafka, 44 MB"):
        stack.start(lambda name, seconds: console.print(f"  [green]ready[/green]  {name:<12} {seconds:5.1f} s"))


def _stop(stack: Stack) -> None:
    _ignore_signals()  # a stop that is interrupted would leave processes behind
    if stack.is_running:
        stack.stop()


def _raise_on_signals(console: Console) -> None:
    """Turn the signals that ask a program to leave into `Interrupted`.

    SIGINT is among them, because shells have it ignored in a command that they start with &.
    """

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        _ignore_signals()  # make and a terminal may send the signal twice
        console.print("stopping")  # at once, because a stop in the middle of a start takes a few seconds
        raise Interrupted

    for name in SIGNALS:
        signal.signal(name, interrupt)


def _ignore_signals() -> None:
    for name in SIGNALS:
        signal.signal(name, signal.SIG_IGN)


def _watch(stack: Stack, console: Console) -> None:
    """Print each process that ends or is started again, until supervisord is gone.

    `Interrupted` ends it as well.
    """
    names = [*stack.servers, *stack.processes]
    known = {name: stack.pid(name) for name in names}
    while stack.supervisor.is_alive():
        time.sleep(WATCH_SECONDS)
        for name in names:
            pid = stack.pid(name)
            if pid != known[name]:
                now = time.strftime("%H:%M:%S")
                said = f"started again as process {pid}" if pid else f"ended; see {stack.log(name)}"
                console.print(f"{now} {name} {said}", highlight=False)
                known[name] = pid
    console.print("supervisord has ended; stopping", style="red")


def _print_endpoints(stack: Stack, console: Console) -> None:
    say = partial(console.print, highlight=False, markup=False, soft_wrap=True)
    say("")
    for name, value in endpoints_in_words(stack, with_passwords=console.is_terminal):
        say(f"  {name:<12}{value}")
    say("\nTry it:\n")
    for command in commands_to_try(stack):
        say(f"  {command}")
    say("\nCtrl-C stops everything; the data stays.")
