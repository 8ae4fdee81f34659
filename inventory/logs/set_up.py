"""Set up the log of a process, once, when it starts. Children that it forks inherit it."""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING, Literal

from inventory.logs.formats import Context, JsonLines, TextLines
from inventory.logs.stderr import Stderr

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

Format = Literal["auto", "json", "text"]

logger = logging.getLogger(__name__)


def set_up(
    level: str, form: Format = "auto", *, context: Context | None = None, handler: type[Stderr] = Stderr
) -> None:
    """Log records of at least this level to stderr, a line each. A second call replaces
    the first.

    `auto` is text at a terminal, and JSON anywhere else. `context` returns the fields of the work
    in hand, such as the id of a task.
    """
    root = logging.getLogger()
    for earlier in [one for one in root.handlers if isinstance(one, Stderr)]:
        root.removeHandler(earlier)
        earlier.close()
    ours = handler(sys.stderr)
    lines = TextLines if form == "text" or (form == "auto" and _at_a_terminal()) else JsonLines
    ours.setFormatter(lines(context) if context else lines())
    root.addHandler(ours)
    root.setLevel(level)
    logging.captureWarnings(True)
    # No line tells them, and to find them takes a tenth of the time of a record.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    sys.excepthook = _ended
    threading.excepthook = _thread_ended
    if sys.unraisablehook is sys.__unraisablehook__:  # a program may have its own
        sys.unraisablehook = _raised_to_nobody


def is_set_up() -> bool:
    """Return True if this process logs as `set_up` had it."""
    return any(isinstance(one, Stderr) for one in logging.getLogger().handlers)


def _at_a_terminal() -> bool:
    try:
        return sys.stderr is not None and sys.stderr.isatty()
    except ValueError:  # it is closed
        return False


def _ended(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    logger.critical("an unforeseen error ends the process", exc_info=(kind, error, trace))


def _thread_ended(ended: threading.ExceptHookArgs) -> None:
    error = ended.exc_value
    name = ended.thread.name if ended.thread else "(unknown)"
    if error is not None:
        told = (ended.exc_type, error, ended.exc_traceback)
        logger.critical("an unforeseen error ends the thread %s", name, exc_info=told)


def _raised_to_nobody(raised: UnraisableHookArgs) -> None:
    """Log an error of a finalizer, or of a callback of C. Python would print it, and so do we."""
    error = raised.exc_value
    told = (raised.exc_type, error, raised.exc_traceback) if error is not None else None
    logger.error("an error that nobody can be told: %s in %r", raised.err_msg or "it", raised.object, exc_info=told)
