"""The schedule of faults, from a seed. Four lanes of faults run side by side, so that outages meet
each other.
"""

import random
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass

from tools.chaos.faults import backups, connections, kafka, postgresql, processes, rabbitmq, redis, replication
from tools.chaos.target import Fault, NotHere, Target

BROKERS: dict[str, tuple[Fault, ...]] = {
    "redis": (redis.flush_redis, redis.kill_redis, redis.stop_redis, redis.freeze_redis, redis.fill_redis),
    "rabbitmq": (
        rabbitmq.purge_rabbitmq,
        rabbitmq.kill_rabbitmq,
        rabbitmq.stop_rabbitmq,
        rabbitmq.freeze_rabbitmq,
        rabbitmq.cut_rabbitmq,
    ),
}
"""The faults of each broker."""

# Faults that must not hit the same thing at the same time share a lane.
LANES: dict[str, tuple[Fault, ...]] = {
    "postgresql": (
        postgresql.kill_postgresql,
        postgresql.stop_postgresql_immediately,
        postgresql.stop_postgresql,
        postgresql.terminate_backends,
        postgresql.fill_disk,
        replication.swap_primary_synchronously,
        replication.swap_primary_asynchronously,
        backups.restore_dump,
        backups.restore_disk,
    ),
    "between": (connections.cut_commits, connections.cut_connections, kafka.kill_kafka, kafka.stop_kafka),
    "processes": (
        processes.kill_api,
        processes.kill_api_child,
        processes.kill_worker,
        processes.kill_worker_child,
        processes.kill_sweeper,
        processes.kill_housekeeper,
        processes.kill_beat,
        processes.kill_bridge,
        processes.kill_relay,
        processes.two_beats,
        processes.two_relays,
        processes.freeze_api,
        processes.freeze_relay,
        processes.freeze_worker,
        processes.step_clocks,
        processes.flood,
        kafka.rebalance,
        kafka.zombie_bridge,
        kafka.reset_offsets,
    ),
}
FULL_SECONDS = 60.0
"""A run of at least this length sees every kind of fault."""
SHORTEST_PAUSE, LONGEST_PAUSE = 0.3, 2.5


@dataclass(frozen=True, slots=True)
class Strike:
    """One fault of a plan, and the pause before it."""

    fault: Fault
    pause: float

    @property
    def name(self) -> str:
        return self.fault.__name__.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Struck:
    """A fault that was inflicted: its start, in seconds from the beginning, and its duration.
    `not_here` is the reason if it could not be.
    """

    name: str
    at: float
    seconds: float
    not_here: str | None = None


def lanes(broker: str) -> dict[str, tuple[Fault, ...]]:
    """Return the faults of a run with this broker, by lane."""
    return {"broker": BROKERS[broker], **LANES}


def plan(seed: str, faults: Sequence[Fault]) -> Iterator[Strike]:
    """Yield the faults of a lane without end: each kind once in some order, then any of them."""
    rng = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
    for fault in rng.sample(faults, len(faults)):
        yield Strike(fault, rng.uniform(SHORTEST_PAUSE, LONGEST_PAUSE))
    while True:
        yield Strike(rng.choice(faults), rng.uniform(SHORTEST_PAUSE, LONGEST_PAUSE))


def strike(target: Target, seed: int, seconds: float, broker: str) -> list[Struck]:
    """Inflict the plan of every lane, and return the faults when the last one is healed. Raises the
    exception of a fault that failed.
    """
    began = time.monotonic()
    faults = lanes(broker)
    with ThreadPoolExecutor(len(faults)) as pool:
        running = [pool.submit(_lane, target, f"{seed} {lane}", of, began, seconds) for lane, of in faults.items()]
        try:
            wait(running, return_when=FIRST_EXCEPTION)
        finally:
            if not all(lane.done() for lane in running):
                target.stopping.set()
        return sorted((one for lane in running for one in lane.result()), key=lambda one: one.at)


def _lane(target: Target, seed: str, faults: Sequence[Fault], began: float, seconds: float) -> list[Struck]:
    rng = random.Random(f"{seed} choices")  # noqa: S311
    at_least = len(faults) if seconds >= FULL_SECONDS else 0
    struck: list[Struck] = []
    for one in plan(seed, faults):
        target.last(one.pause)
        at = time.monotonic() - began
        if target.stopping.is_set() or (at >= seconds and len(struck) >= at_least):
            break
        struck.append(_inflict(target, one, rng, began))
    return struck


def _inflict(target: Target, one: Strike, rng: random.Random, began: float) -> Struck:
    at = time.monotonic() - began
    try:
        one.fault(target, rng)
    except NotHere as reason:
        return Struck(one.name, at, 0.0, str(reason))
    return Struck(one.name, at, time.monotonic() - began - at)


def missing(struck: Sequence[Struck], broker: str) -> list[str]:
    """Return the kinds of faults that were not inflicted."""
    done = {one.name for one in struck if one.not_here is None}
    return sorted({Strike(fault, 0).name for faults in lanes(broker).values() for fault in faults} - done)
