"""Ctrl-C, at any moment: "Interrupted." and exit code 130, and no traceback.

While a command runs it is an exception, so that the command can say how far it came. At any other
moment (modules are loaded, arguments are read, the interpreter shuts down) an exception might be
printed, or passed over by code that may not raise: there the process ends at once. So it does when
Ctrl-C comes again. To be cut off harms nothing: a transaction is done or not. `inventory restored`
hands over to another program, and holds Ctrl-C back until that answers (`become`, `run`).

It imports nothing that takes time.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

from inventory.cli.terminal.ending import end

if TYPE_CHECKING:
    from sys import UnraisableHookArgs


def end_at_once() -> None:
    """Have Ctrl-C end the process where it is, from now on. A process that was started with Ctrl-C
    ignored goes on ignoring it.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        return
    signal.signal(signal.SIGINT, _end)
    sys.unraisablehook = _told_of_unraisable


def become(module: str, arguments: Sequence[str]) -> NoReturn:
    """Hand over to a program in this place: to `run` of a module, in an interpreter of its own.

    A Ctrl-C in between waits for it: an interpreter that starts would answer with a traceback.
    """
    program = f"from {__name__} import run; run({module!r})"
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        os.execv(sys.executable, [sys.executable, "-c", program, *arguments])  # noqa: S606 - our own interpreter
    finally:  # there is no such interpreter any more
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def run(module: str) -> NoReturn:
    """Run the `main` of a module, which takes time to load, after a `become`."""
    end_at_once()
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    sys.exit(import_module(module).main())


@contextmanager
def raised() -> Iterator[None]:
    """Have the first Ctrl-C in the block raise `KeyboardInterrupt`, if the whole process is that of
    a command.
    """
    if signal.getsignal(signal.SIGINT) is not _end or threading.current_thread() is not threading.main_thread():
        yield
        return
    try:
        signal.signal(signal.SIGINT, _raise)
        yield
    finally:
        signal.signal(signal.SIGINT, _end)


def _raise(_number: int, _frame: FrameType | None) -> None:
    signal.signal(signal.SIGINT, _end)
    raise KeyboardInterrupt


def _end(_number: int, _frame: FrameType | None) -> None:
    end()


def _told_of_unraisable(unraisable: UnraisableHookArgs) -> None:
    """End the process for an interrupt in a finalizer: Python would print a traceback and forget
    it.
    """
    if issubclass(unraisable.exc_type, KeyboardInterrupt):
        end()
    sys.__unraisablehook__(unraisable)
