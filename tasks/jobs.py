"""Queues, and the jobs besides the stock operations. Each job is declared here, in one row.

`app` makes beat's schedule and the routes from these rows, and `registry` makes the tasks. Names
and queues stay as they are: while two versions run side by side, the beat of one asks the workers
of the other.
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
"""The queue of expiry and redispatch. It is apart, so that many waiting events delay neither."""
HOUSEKEEPING = "housekeeping"
"""The queue of jobs that may take minutes and that nobody waits for. It is apart, so that no
overdue hold waits for them.
"""

QUEUES = (STOCK, SWEEPS, HOUSEKEEPING)
HOUSEKEEPING_SECONDS = 660.0
"""The time limit of these jobs, longer than the 600 s that an audit's statement may take."""


@dataclass(frozen=True, slots=True)
class Errand:
    """A task that our processes ask for."""

    name: str
    queue: str
    function: str
    """The function, as `module:name`. Only processes that may run it import it."""
    max_seconds: float | None = None
    """The time limit. None stands for the limit of every task (`INVENTORY_STUCK_SECONDS`)."""

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
        """Return beat's entry. A run expires when the next is due: missed runs must not pile up."""
        seconds = self.interval(settings)
        return {"task": self.name, "schedule": seconds, "options": {"expires": seconds}}


SCHEDULED = (
    ScheduledJob(
        "expire_holds", SWEEPS, "tasks.sweeps:expire_holds", interval=lambda settings: settings.sweep_interval_seconds
    ),
    ScheduledJob(
        "follow_locations",
        SWEEPS,
        "tasks.location_sweep:follow_locations",
        interval=lambda settings: settings.sweep_interval_seconds,
    ),
    ScheduledJob(
        "assume_dispatched",
        SWEEPS,
        "tasks.assumed_dispatches:assume_dispatched",
        interval=lambda settings: settings.sweep_interval_seconds,
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
