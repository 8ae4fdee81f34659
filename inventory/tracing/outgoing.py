"""Ended spans on their way to the collector.

Nobody waits for them: a span that finds the queue full is lost, and counted.
"""

from __future__ import annotations

import logging
from collections import deque
from threading import Event as Flag
from threading import Lock, Thread

from opentelemetry.context import Context
from opentelemetry.sdk.trace import ReadableSpan, Span, SpanProcessor
from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult

logger = logging.getLogger(__name__)

MAX_WAITING = 4_096
"""Spans that wait at most: some 10 MB."""
BATCH = 512
INTERVAL_SECONDS = 1.0
PAUSE_SECONDS = 5.0
"""Time without any try after a failed one."""


class Outgoing(SpanProcessor):
    """A bounded queue of spans, and the thread that sends them. One for each process, made after
    any fork.

    OpenTelemetry's own processor waits 30 seconds when it is closed, and counts lost spans for its
    own metrics alone.
    """

    def __init__(self, exporter: SpanExporter, *, max_waiting: int = MAX_WAITING) -> None:
        self._exporter = exporter
        self._max_waiting = max_waiting
        self._waiting: deque[ReadableSpan] = deque()
        self._lock = Lock()
        self._woken = Flag()
        self._closing = Flag()
        self._refused = False
        self._losing = False
        self._under_way = 0
        """Spans that are being sent."""
        self.lost = 0
        """Spans that no collector has taken, and none will."""
        self._thread = Thread(target=self._run, name="spans", daemon=True)
        self._thread.start()

    def on_start(self, span: Span, parent_context: Context | None = None) -> None:
        """Do nothing: spans are sent when they end."""

    def on_end(self, span: ReadableSpan) -> None:
        """Take a span, or lose it if too many wait."""
        if not span.context or not span.context.trace_flags.sampled:
            return
        if self._closing.is_set() or len(self._waiting) >= self._max_waiting:
            self._lose(1)
            return
        self._waiting.append(span)
        if len(self._waiting) >= BATCH and not self._woken.is_set():
            self._woken.set()

    def shutdown(self) -> None:
        self.close(INTERVAL_SECONDS)

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        """Return False: spans are only sent at once when the queue is closed."""
        del timeout_millis
        return False

    def close(self, seconds: float) -> None:
        """Send the waiting spans, for at most so long, and take no more."""
        if self._closing.is_set():
            return
        self._closing.set()
        self._woken.set()
        self._thread.join(seconds)
        self._exporter.shutdown()  # ends the pauses between two tries of a batch
        with self._lock:
            self.lost += len(self._waiting) + self._under_way
            self._under_way = 0
        if self.lost:
            logger.warning("spans that no collector has taken: %d", self.lost)

    def _run(self) -> None:
        while not self._closing.is_set():
            self._woken.wait(INTERVAL_SECONDS)
            self._woken.clear()
            while self._waiting and self._send():
                pass
            if self._refused:
                self._closing.wait(PAUSE_SECONDS)
        while self._waiting and not self._refused and self._send():
            pass

    def _send(self) -> bool:
        """Send one batch. Returns False if the collector did not take it: then it is lost."""
        with self._lock:
            batch = [self._waiting.popleft() for _ in range(min(BATCH, len(self._waiting)))]
            self._under_way = len(batch)
        try:
            taken = self._exporter.export(batch) is SpanExportResult.SUCCESS
        except Exception:  # of any kind: the thread goes on
            logger.exception("spans can't be sent")
            taken = False
        self._refused = not taken
        with self._lock:
            left, self._under_way = self._under_way, 0
        if left and not taken:  # else the end of the process has counted them
            self._lose(left)
        elif self._losing and not self._waiting:
            self._losing = False
            logger.warning("the collector takes all spans again. Lost so far: %d", self.lost)
        return taken

    def _lose(self, number: int) -> None:
        """Count lost spans, and log that once until the collector takes all spans again."""
        with self._lock:
            self.lost += number
            told, self._losing = self._losing, True
        if not told:
            logger.warning("spans are lost: the collector does not take them, or not in time. Work goes on")
