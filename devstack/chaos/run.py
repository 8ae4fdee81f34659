"""One run: a stack of its own, load, faults, peace, and everything that the checks need."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from devstack.chaos.client_log import exchanges, produced
from devstack.chaos.clock import SteppedClock
from devstack.chaos.drain import drain
from devstack.chaos.evidence import Evidence, at_rest
from devstack.chaos.faults_of_kafka import SESSION_SECONDS
from devstack.chaos.found import find
from devstack.chaos.load import Load
from devstack.chaos.schedule import FULL_SECONDS, Struck, strike
from devstack.chaos.small_disk import SmallDisk
from devstack.chaos.target import Target
from devstack.demo.listener import Heard, Listener
from devstack.demo.storefront import Storefront
from devstack.process_table import API, BEAT, CONSUMER, HOUSEKEEPER, RELAY, SWEEPER, Process, several_workers
from devstack.processes import wait_until
from devstack.stack import Stack
from inventory.database import Database

DISK_MEGABYTES = 1_200
FROZEN_SECONDS, FROZEN_SHORTLY_SECONDS = 30.0, 6.0
HEAR_SECONDS = 30.0

# What otherwise takes up to minutes to be noticed is noticed in seconds.
ENVIRONMENT = {
    # Two committing threads, which meet only in the database's locks.
    "INVENTORY_API_PROCESSES": "2",
    "INVENTORY_SWEEP_INTERVAL_SECONDS": "1",
    "INVENTORY_REDISPATCH_INTERVAL_SECONDS": "1",
    "INVENTORY_RETRY_SECONDS": "2",
    "INVENTORY_RETRY_SECONDS_MAX": "10",
    "INVENTORY_STUCK_SECONDS": "30",
    "INVENTORY_KAFKA_CONFIG": json.dumps(
        {"session.timeout.ms": f"{SESSION_SECONDS * 1_000:.0f}", "heartbeat.interval.ms": "2000"}
    ),
}

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Outcome:
    """What was inflicted, and what is to be weighed."""

    struck: Sequence[Struck]
    evidence: Evidence


def play(directory: Path, seed: int, seconds: float, disk: SmallDisk | None, tell: Tell) -> Outcome:
    """Make one run in `directory` and stop everything, whatever happens. `tell` hears of each part that begins.

    Raises NotReady when something does not come up again, and what the faults and the load have failed with.
    """
    clock = SteppedClock(directory / "clock")
    stack = Stack(directory, environment=ENVIRONMENT, processes=_processes(clock))
    try:
        tell("the stack starts")
        stack.start()
        with Load(stack.endpoints, directory, seed) as load:
            frozen = FROZEN_SECONDS if seconds >= FULL_SECONDS else FROZEN_SHORTLY_SECONDS
            target = Target(stack, load.producers, disk, clock if clock.works() else None, frozen)
            load.start()
            tell(f"faults of every kind, for {seconds:.0f} s" if seconds >= FULL_SECONDS else "some faults")
            struck = strike(target, seed, seconds)
            healed = time.monotonic()
            tell("peace: the queues are drained")
            load.stop()
            return Outcome(struck, _gather(stack, load, healed, tell))
    finally:
        tell("everything is stopped")
        stack.stop()


def _processes(clock: SteppedClock) -> list[Process]:
    """All but Flower. The clocks of those that work on tasks can be stepped."""
    faked = ("python", "-m", "devstack.chaos.clock", str(clock.file))
    workers = [replace(one, command=(*faked, *one.command)) for one in (*several_workers(2), SWEEPER)]
    return [API, *workers, HOUSEKEEPER, BEAT, CONSUMER, RELAY]


def _gather(stack: Stack, load: Load, healed: float, tell: Tell) -> Evidence:
    database = Database(stack.endpoints.database_url, name="chaos")
    events = produced(load.events)
    expected = len({(one.source, one.id) for one in events})
    drained = drain(stack, database, expected, healed=healed)
    tell("the checks")
    for name in (*stack.servers, *stack.processes):
        stack.wait_ready(name)
    heard = _listen(stack.endpoints.kafka_bootstrap_servers)
    found = find(database, Storefront(stack.endpoints.api_url))
    database.dispose()
    asked = exchanges(load.requests)
    return Evidence(
        exchanges=[*asked, *at_rest(asked, found)],
        produced=events,
        stories=load.producers.stories,
        paid=frozenset(load.producers.paid),
        supplied=load.producers.supplied,
        heard=heard,
        found=found,
        sampler=load.sampler,
        drained=drained,
    )


def _listen(bootstrap_servers: str) -> Heard:
    """Everything that was announced, from the first event on."""
    with Listener(bootstrap_servers) as listener:
        wait_until(listener.has_heard_all, seconds=HEAR_SECONDS)
        return listener.heard()
