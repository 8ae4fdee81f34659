"""The services of all views: one way to read, one way to change stock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

from flask import current_app, g

from api import metrics
from api.contract.headers import idempotency_key, request_digest
from api.epochs import Epochs
from api.refusals import Refusals
from api.refused import refused_call
from api.tracing import actor, allowance, request_id
from api.turns.availability_checks import AvailabilityChecks
from api.turns.group_commit import GroupCommit
from api.turns.replica_reads import ReplicaReads
from inventory.database.begun_again import retried_on_stale_plan
from inventory.database.transactions import API_LIMITS, API_READ_LIMITS, Database
from inventory.domain.commands import AdjustStock, Move, OrderRequest, Request, SetPolicy
from inventory.domain.outcome import MoveOutcome, OrderOutcome, PolicyOutcome, Refused, StockOutcome
from inventory.errors import IdempotencyKeyReused, InventoryError, LocationNotSetUp
from inventory.metrics.outcomes import OutcomeDoor
from inventory.reading.near_locations import with_near_names
from inventory.settings import Settings
from inventory.upkeep.periods import Periods
from inventory.write_path import idempotency
from inventory.write_path.apply import HoldTimes, Outcome

EXTENSION = "inventory"
READ_CONNECTIONS = 8


@dataclass(frozen=True, slots=True)
class Services:
    """Made once per process, after any fork. The committing thread has a connection of its own, so
    that no number of readers keeps it waiting.
    """

    reads: Database
    readiness: Database
    """A connection for `/readyz` alone, so that no number of readers keeps it waiting."""
    checks: ReplicaReads
    availability: AvailabilityChecks
    epochs: Epochs
    writes: Database
    group_commit: GroupCommit
    refusals: Refusals
    stuck_seconds: float
    periods: Periods
    prune_interval_seconds: float
    audit_interval_seconds: float

    @classmethod
    def of(cls, settings: Settings) -> Services:
        writes = Database(settings.database_url, limits=API_LIMITS, pool_size=1, name="inventory-api-commit")
        reads = Database(
            settings.database_url, limits=API_READ_LIMITS, pool_size=READ_CONNECTIONS, name="inventory-api"
        )
        checks = ReplicaReads(reads, _replica(settings), max_age_seconds=settings.read_age_seconds_max)
        return cls(
            reads=reads,
            readiness=Database(settings.database_url, limits=API_READ_LIMITS, pool_size=1, name="inventory-api-ready"),
            checks=checks,
            availability=AvailabilityChecks(
                checks, queue=settings.api_queue, deadline_seconds=settings.api_deadline_seconds
            ),
            epochs=Epochs(reads),
            writes=writes,
            group_commit=GroupCommit(
                writes,
                HoldTimes(settings.hold_seconds, settings.hold_seconds_max, settings.dispatched_after_seconds),
                batch=settings.api_batch,
                queue=settings.api_queue,
                deadline_seconds=settings.api_deadline_seconds,
            ),
            refusals=Refusals(
                Database(settings.database_url, limits=API_READ_LIMITS, pool_size=1, name="inventory-api-refusals")
            ),
            stuck_seconds=settings.stuck_seconds,
            periods=Periods.of(settings),
            prune_interval_seconds=settings.prune_interval_seconds,
            audit_interval_seconds=settings.audit_interval_seconds,
        )

    @property
    def are_stuck(self) -> bool:
        """Return True if a transaction that changes stock takes more than `stuck_seconds`. No other
        one is begun meanwhile.
        """
        return self.group_commit.busy_seconds > self.stuck_seconds

    def close(self) -> None:
        """Finish the requests in hand and close the connections."""
        self.group_commit.close()
        self.refusals.close()
        self.availability.close()
        self.writes.dispose()
        self.checks.close()
        self.readiness.dispose()
        self.reads.dispose()


def _replica(settings: Settings) -> Database | None:
    url = settings.read_database_url
    if not url:
        return None
    return Database(url, limits=API_READ_LIMITS, pool_size=READ_CONNECTIONS, name="inventory-api", replica=True)


def services() -> Services:
    """Return the services of the running application."""
    found: Services = current_app.extensions[EXTENSION]
    return found


@overload
def execute(command: OrderRequest) -> OrderOutcome: ...
@overload
def execute(command: AdjustStock) -> StockOutcome: ...
@overload
def execute(command: SetPolicy) -> PolicyOutcome: ...
@overload
def execute(command: Move) -> MoveOutcome: ...
def execute(command: Request) -> OrderOutcome | StockOutcome | PolicyOutcome | MoveOutcome:
    """Apply and commit one command. Raises its refusal, and the errors of `GroupCommit.submit`."""
    (outcome,) = _submit((command,))
    if not isinstance(outcome, Refused):
        return outcome
    (error,) = told_near([outcome.error])
    try:
        raise error
    finally:
        # The error's traceback refers to this frame, and so to itself: a cycle. Many of them
        # would soon make the garbage collector pause the process.
        del outcome, error


def execute_each(commands: Sequence[AdjustStock | Move]) -> list[Outcome]:
    """Apply the commands in one transaction. A refusal is the outcome of its own command.

    Raises the errors of `GroupCommit.submit`, and `IdempotencyKeyReused`, which concerns them all.
    """
    outcomes = _submit(tuple(commands))
    for outcome in outcomes:
        if isinstance(outcome.error, IdempotencyKeyReused):
            raise outcome.error
    refused = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    told = iter(told_near([outcome.error for outcome in refused]))
    return [Refused(outcome.command, next(told)) if isinstance(outcome, Refused) else outcome for outcome in outcomes]


@retried_on_stale_plan
def told_near(errors: Sequence[InventoryError]) -> Sequence[InventoryError]:
    """Return the refusals for their caller. Those for a location that is not there name similar
    ones that the caller may reach.
    """
    if not any(isinstance(error, LocationNotSetUp) for error in errors):
        return errors
    with services().reads.transaction() as session:
        return with_near_names(session, errors, within=allowance().locations)


def _submit(commands: tuple[Request, ...]) -> list[Outcome]:
    g.asked = commands  # for the line of the log, as the outcomes
    name = idempotency_key()
    digest = b"" if name is None else request_digest()
    done = g.outcomes = services().group_commit.submit(idempotency.CallerRequest(commands, name, digest))
    metrics.OUTCOMES.count(OutcomeDoor.HTTP, done)
    for outcome in done:
        if isinstance(outcome, Refused):
            call = refused_call(outcome, actor=actor(), request_id=request_id())
            if call is not None:
                services().refusals.note(call)
    return done
