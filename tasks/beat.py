"""A beat that shows whether it ticks (ADR 0014)."""

from __future__ import annotations

from typing import Any

from celery.beat import PersistentScheduler
from kombu.utils.objects import cached_property

from inventory.progress import Progress
from inventory.settings import settings
from tasks.waiting import waits_openly


class Scheduler(PersistentScheduler):  # type: ignore[misc] # Celery publishes no types
    """Celery's, which remembers in a file when it sent what; each tick of it is progress."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self._progress = Progress(settings().progress_file)
        super().__init__(*arguments, **options)

    @cached_property
    def connection(self) -> Any:
        return waits_openly(self.app.connection_for_write(), self._progress)

    def tick(self, *arguments: Any, **options: Any) -> float:
        """Send what is due; returns how long to sleep until the next tick."""
        seconds: float = super().tick(*arguments, **options)
        self._progress.made()
        return seconds
