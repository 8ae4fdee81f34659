"""One run: a stack of its own, load, faults, the drain, and the evidence for the checks."""

import json
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from inventory.database.transactions import Database
from tools.chaos.checks.evidence import Evidence, at_rest
from tools.chaos.checks.found import find
from tools.chaos.clock import SteppedClock
from tools.chaos.database_servers import FrontedPostgreSQL
from tools.chaos.drain import DRAIN_SECONDS, drain
from tools.chaos.faults.kafka import SESSION_SECONDS
from tools.chaos.load.client_log import exchanges, produced
from tools.chaos.load.crowd import Load
from tools.chaos.losses import Loss
from tools.chaos.night import Night
from tools.chaos.schedule import FULL_SECONDS, Struck, strike
from tools.chaos.small_disk import SmallDisk
from tools.chaos.target import Target
from tools.devstack.processes.children import wait_until
from tools.devstack.processes.process_table import (
    API,
    BEAT,
    CONSUMER,
    HOUSEKEEPER,
    RELAY,
    SWEEPER,
    Process,
    several_workers,
)
from tools.devstack.programs import executable
from tools.devstack.servers.commit_cutter import CommitCutter
from tools.devstack.servers.rabbitmq import RabbitMQ
from tools.devstack.servers.valkey import Valkey
from tools.devstack.stack import Stack
from tools.shop.listener import Heard, Listener
from tools.shop.storefront import Storefront

DISK_MEGABYTES = 1_200
FROZEN_SECONDS, FROZEN_SHORTLY_SECONDS = 30.0, 6.0
CHANGE_FULL_SECONDS, CHANGE_SECONDS = 70.0, 25.0
"""Seconds from the beginning of a full and of a short run until PostgreSQL's clocks are set back:
in the middle of the faults.
"""
KINDS = {"redis": Valkey, "rabbitmq": RabbitMQ}
HEAR_SECONDS = 30.0

# Shorter than usual, so that the service notices in seconds, not after minutes.
ENVIRONMENT = {
    # Two committing threads. They meet only in the database's locks.
    "INVENTORY_API_PROCESSES": "2",
    "INVENTORY_SWEEP_INTERVAL_SECONDS": "1",
    "INVENTORY_REDISPATCH_INTERVAL_SECONDS": "1",
    "INVENTORY_RETRY_SECONDS": "2",
    "INVENTORY_RETRY_SECONDS_MAX": "10",
    "INVENTORY_STUCK_SECONDS": "30",
    # The night of a run (`night.py`) may be as long ago as a year: nothing of it is too old.
    "INVENTORY_INBOX_RETENTION_DAYS": "500",
    "INVENTORY_DEAD_LETTER_RETENTION_DAYS": "500",
    "INVENTORY_RESERVATION_RETENTION_DAYS": "1000",
    "INVENTORY_KAFKA_CONFIG": json.dumps(
        {"session.timeout.ms": f"{SESSION_SECONDS * 1_000:.0f}", "heartbeat.interval.ms": "2000"}
    ),
}

DAY_SECONDS, ASSUMED_SECONDS = 86_400, 60
"""Seconds after which paid units that nobody reported are taken for gone: beyond the end of most
runs, and the least that the service takes.
"""

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """The parameters of a run. `broker` is a key of `BROKERS`."""

    seed: int
    seconds: float
    broker: str

    @property
    def assumes(self) -> bool:
        """Return True if units that nobody reports are taken for gone: in every third seed."""
        return self.seed % 3 == 0

    @property
    def environment(self) -> dict[str, str]:
        seconds = ASSUMED_SECONDS if self.assumes else DAY_SECONDS
        return {**ENVIRONMENT, "INVENTORY_DISPATCHED_AFTER_SECONDS": str(seconds)}

    @property
    def is_full(self) -> bool:
        """Return True if every kind of fault comes."""
        return self.seconds >= FULL_SECONDS


@dataclass(frozen=True)
class Outcome:
    """The faults that were inflicted, and the evidence for the checks."""

    struck: Sequence[Struck]
    evidence: Evidence
    broker: str


def play(directory: Path, plan: Plan, disk: SmallDisk | None, tell: Tell) -> Outcome:
    """Make one run in `directory`, and stop everything in any case. `tell` is called with the name
    of each part that begins.

    Raises `NotReady` when a server or process does not come up again, and the exception of a fault
    or of the load that failed.
    """
    clock = SteppedClock(directory / "clock")
    night = Night.before_the_change(CHANGE_FULL_SECONDS if plan.is_full else CHANGE_SECONDS, clock)
    with CommitCutter(None) as front:
        stack = Stack(
            directory,
            environment=plan.environment,
            processes=_processes(clock, full=plan.is_full),
            servers={"postgresql": partial(FrontedPostgreSQL, front=front, night=night), "redis": KINDS[plan.broker]},
        )
        try:
            tell("the stack starts")
            stack.start()
            tell(f"PostgreSQL is {night}: {night.now():%Y-%m-%d %H:%M:%S} UTC")
            return _suffer(stack, plan, disk, clock, night, tell)
        finally:
            tell("everything is stopped")
            stack.stop()
            for server in stack.servers.values():
                server.stop()


def _suffer(stack: Stack, plan: Plan, disk: SmallDisk | None, clock: SteppedClock, night: Night, tell: Tell) -> Outcome:
    with Load(stack.endpoints, stack.directory, plan.seed, night.now, assumes=plan.assumes) as load:
        frozen = FROZEN_SECONDS if plan.is_full else FROZEN_SHORTLY_SECONDS
        target = Target(stack, load.producers, disk, clock if clock.works() else None, frozen)
        load.start()
        tell(f"faults of every kind, for {plan.seconds:.0f} s" if plan.is_full else "some faults")
        struck = strike(target, plan.seed, plan.seconds, plan.broker)
        healed = time.monotonic()
        tell("peace: the queues are drained")
        load.stop()
        return Outcome(struck, _gather(stack, plan, load, healed, target.losses, tell), plan.broker)


def _processes(clock: SteppedClock, *, full: bool) -> list[Process]:
    """Return all processes but Flower. A short run has one worker and no housekeeper. The clocks of
    workers and sweeper can be stepped.
    """
    faked = ("python", "-m", "tools.chaos.clock", str(clock.file))
    workers = [replace(one, command=(*faked, *one.command)) for one in (*several_workers(2 if full else 1), SWEEPER)]
    return [API, *workers, *([HOUSEKEEPER] if full else []), BEAT, CONSUMER, RELAY]


def _gather(stack: Stack, plan: Plan, load: Load, healed: float, losses: Sequence[Loss], tell: Tell) -> Evidence:
    database = Database(stack.endpoints.database_url, name="chaos")
    events = produced(load.events)
    expected = len({(one.source, one.id) for one in events})
    patience = DRAIN_SECONDS + (ASSUMED_SECONDS if plan.assumes else 0)
    drained = drain(stack, database, expected, healed=healed, patience=patience)
    tell("the checks")
    for name in (*stack.servers, *stack.processes):
        stack.wait_ready(name)
    heard = _listen(stack.endpoints.kafka_bootstrap_servers)
    found = find(database, Storefront(stack.endpoints.api_url))
    database.dispose()
    asked = exchanges(load.requests)
    return Evidence(
        exchanges=[*asked, *at_rest(asked, found, losses)],
        produced=events,
        stories=load.producers.stories,
        paid=frozenset(load.producers.paid),
        supplied=load.producers.supplied,
        discontinued=load.producers.discontinued,
        heard=heard,
        found=found,
        sampler=load.sampler,
        drained=drained,
        assumes=plan.assumes,
        losses=losses,
        listed=_listed_as_lost(stack) if losses else frozenset(),
    )


def _listed_as_lost(stack: Stack) -> frozenset[str]:
    """Return the orders and SKUs that the service itself lists as announced and lost."""
    command = executable(["inventory", "restored", "--list-only", "--json"])
    done = subprocess.run(command, env=stack.environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"`inventory restored` ended with status {done.returncode}: {done.stderr}")
    return frozenset(loss.get("order") or loss["sku"] for loss in json.loads(done.stdout)["gone"])


def _listen(bootstrap_servers: str) -> Heard:
    """Return all announcements, from the first event on."""
    with Listener(bootstrap_servers) as listener:
        wait_until(listener.has_heard_all, seconds=HEAR_SECONDS)
        return listener.heard()
