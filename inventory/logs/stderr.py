"""Where the lines of a process go: to stderr, written by whoever logs, or by one thread for all."""

from __future__ import annotations

import logging
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Any

GATHERING_SECONDS = 0.05
"""Time between two writes of a thread that writes for all."""
MAX_WAITING = 10_000
"""Lines that may wait. Whoever logs one more waits until they are written."""
FLUSH_SECONDS = 5.0
"""Longest wait for a reader of stderr that hangs."""


class Stderr(logging.StreamHandler[Any]):
    """The handler of a whole process."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name is logging's
        """Go on. Nobody can be told that stderr is closed or its reader is gone."""


class SharedStderr(Stderr):
    """The handler of a process in which many threads log. Make it after any fork.

    Each write lets go of the interpreter, with the lock of the handler held: for one line of a
    call, 32 callers waited for each other, and an API did a sixth less (ADR 0064). Here each thread
    makes its own line, without a lock, and one thread writes those of the last 50 ms together.
    Warnings and worse are written before the call returns.
    """

    def __init__(self, stream: Any) -> None:
        super().__init__(stream)
        self._waiting: SimpleQueue[str | Event] = SimpleQueue()
        self._hurry = Event()
        self._is_closed = False
        self._thread = Thread(target=self._run, name="log", daemon=True)
        self._thread.start()

    def handle(self, record: logging.LogRecord) -> bool:
        """Take a record, and return False if it is not for this handler."""
        if not self.filter(record):
            return False
        self._waiting.put(self.format(record) + self.terminator)
        if self._is_closed or record.levelno >= logging.WARNING or self._waiting.qsize() > MAX_WAITING:
            self.flush()
        return True

    def flush(self) -> None:
        """Return when all lines so far are written."""
        if self._is_closed:
            self._write(self._taken())
            return
        written = Event()
        self._waiting.put(written)
        self._hurry.set()
        written.wait(FLUSH_SECONDS)

    def close(self) -> None:
        """Write what waits. Later lines are written at once: no thread runs at the very end of a
        process.
        """
        self._is_closed = True
        self._waiting.put(Event())  # it may wait for a line
        self._hurry.set()
        self._thread.join(FLUSH_SECONDS)
        super().close()

    def _run(self) -> None:
        while not self._is_closed:
            first = self._waiting.get()
            self._write([first, *self._taken()])
            self._hurry.wait(GATHERING_SECONDS)
            self._hurry.clear()

    def _taken(self) -> list[str | Event]:
        taken: list[str | Event] = []
        with suppress(Empty):
            while True:
                taken.append(self._waiting.get_nowait())
        return taken

    def _write(self, taken: list[str | Event]) -> None:
        with suppress(Exception):  # stderr is closed, or its reader is gone
            self.stream.write("".join(one for one in taken if isinstance(one, str)))
            self.stream.flush()
        for one in taken:
            if isinstance(one, Event):
                one.set()
