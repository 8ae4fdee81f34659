"""What the views share: one way to read, one way to change stock."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app

from api.group_commit import GroupCommit
from inventory.commands import Command
from inventory.database import API_LIMITS, Database
from inventory.operations import HoldTimes, Outcome
from inventory.settings import Settings

EXTENSION = "inventory"
READ_CONNECTIONS = 8


@dataclass(frozen=True, slots=True)
class Services:
    """Made once per process, after any fork. The committing thread has a connection of its own, so that no number of
    readers keeps it waiting.
    """

    reads: Database
    writes: Database
    group_commit: GroupCommit

    @classmethod
    def of(cls, settings: Settings) -> Services:
        writes = Database(settings.database_url, limits=API_LIMITS, pool_size=1, name="inventory-api-commit")
        return cls(
            reads=Database(settings.database_url, limits=API_LIMITS, pool_size=READ_CONNECTIONS, name="inventory-api"),
            writes=writes,
            group_commit=GroupCommit(
                writes,
                HoldTimes(settings.hold_seconds, settings.hold_seconds_max),
                batch=settings.api_batch,
                queue=settings.api_queue,
                deadline_seconds=settings.api_deadline_seconds,
            ),
        )

    def close(self) -> None:
        """Finish what is in hand and let the connections go."""
        self.group_commit.close()
        self.writes.dispose()
        self.reads.dispose()


def services() -> Services:
    """Those of the running application."""
    found: Services = current_app.extensions[EXTENSION]
    return found


def execute(command: Command) -> Outcome:
    """Apply one command, committed. Raises its refusal, and what `GroupCommit.submit` raises."""
    outcome = services().group_commit.submit(command)
    if outcome.error is not None:
        raise outcome.error
    return outcome
