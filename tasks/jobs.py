"""Queues, and the jobs that run in them besides the stock operations: each is declared in one row, here.

`app` makes beat's schedule and the routes of these rows, `registry` makes the tasks. Names and queues stay as they are:
while two versions run side by side, the beat of one asks the workers of the other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from inventory.settings import Settings

STOCK = "stock"
"""The queue of the four stock operations."""
SWEEPS = "sweeps"
"""The queue of expiry and redispatch: apart, so that a long queue of events delays neither."""
HOUSEKEEPING = "housekeeping"
"""The queue of jobs that may take minutes and that nobody waits for: apart, so that no hold waits for them either."""

QUEUES = (STOCK, SWEEPS, HOUSEKEEPING)
HOUSEKEEPING_SECONDS = 660.0
"""Longer than PostgreSQL gives the longest statement of an audit."""


@dataclass(frozen=True, slots=True)
class Errand:
    """A task that processes of ours ask for."""

    name: str
    queue: str
    function: str
    """Where it is, as `module:name`. It is imported by the processes that may run it alone."""
    max_seconds: float | None = None
    """It is killed after so long. None: after the time that every task has (`INVENTORY_STUCK_SECONDS`)."""

    def load(self) -> Callable[..., None]:
        """Import the function. Raises `ImportError` or `AttributeError` if it is not there."""
        module, _, name = self.function.partition(":")
        found: Callable[..., None] = getattr(import_module(module), name)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledJob(Errand):
    """A task that beat asks for."""

    interval: Callable[[Settings], float]
    """Seconds from one run to the next, by the settings."""

    def entry(self, settings: Settings) -> dict[str, Any]:
        """Return beat's entry. It is worth nothing once the next one is due: missed runs must not pile up."""
        seconds = self.interval(settings)
        return {"task": self.name, "schedule": seconds, "options": {"expires": seconds}}


SCHEDULED = (
    ScheduledJob(
        "expire_holds", SWEEPS, "tasks.sweeps:expire_holds", interval=lambda settings: settings.sweep_interval_seconds
    ),
    ScheduledJob(
        "redispatch", SWEEPS, "tasks.sweeps:redispatch", interval=lambda settings: settings.redispatch_interval_seconds
    ),
    ScheduledJob(
        "audit",
        HOUSEKEEPING,
        "tasks.housekeeping:audit",
        max_seconds=HOUSEKEEPING_SECONDS,
        interval=lambda settings: settings.audit_interval_seconds,
    ),
    ScheduledJob(
        "prune",
        HOUSEKEEPING,
        "tasks.housekeeping:prune",
        max_seconds=HOUSEKEEPING_SECONDS,
        interval=lambda settings: settings.prune_interval_seconds,
    ),
)
UNCOUNT = Errand("uncount", SWEEPS, "tasks.sweeps:uncount")

JOBS: tuple[Errand, ...] = (*SCHEDULED, UNCOUNT)
