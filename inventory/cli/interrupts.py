"""Ctrl-C, at whatever moment: "Interrupted." and exit code 130, and no traceback.

While a command runs it is an exception, so that the command can say how far it came. At any other moment (modules are
loaded, arguments are read, the interpreter shuts down) an exception might be printed, or passed over by whoever may not raise:
there the process ends at once. So it does when Ctrl-C comes again. To be cut off harms nothing: a transaction is done or not.

It imports nothing that takes time.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

EXIT_CODE = 130
_STDERR = 2
_CURSOR = b"\r\x1b[?25h"
"""Shows it, should a bar have hidden it."""
_TEXT = b"Interrupted.\n"
_JSON = b'{"error":{"code":"interrupted","detail":"Interrupted."}}\n'


def end_at_once() -> None:
    """Have Ctrl-C end the process where it is, from now on; not where whoever started it has it ignored."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        return
    signal.signal(signal.SIGINT, _end)
    sys.unraisablehook = _told_of_unraisable


def run(module: str) -> None:
    """Run the `main` of a module, which takes time to load."""
    end_at_once()
    import_module(module).main()


@contextmanager
def raised() -> Iterator[None]:
    """Have the first Ctrl-C in the block raise `KeyboardInterrupt`, where the whole process is that of a command."""
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
    with suppress(OSError):
        if os.isatty(_STDERR):
            os.write(_STDERR, _CURSOR)
        os.write(_STDERR, _JSON if "--json" in sys.argv else _TEXT)
    os._exit(EXIT_CODE)


def _told_of_unraisable(unraisable: UnraisableHookArgs) -> None:
    """An interrupt that came in a finalizer would be printed with a traceback, and forgotten."""
    if issubclass(unraisable.exc_type, KeyboardInterrupt):
        _end(signal.SIGINT, None)
    sys.__unraisablehook__(unraisable)
