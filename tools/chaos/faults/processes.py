"""Faults of the service's own processes: killed, doubled, frozen, with a wrong clock."""

import random
import signal
import sys
from dataclasses import replace

from tools.chaos.load.client import PATIENCE_SECONDS
from tools.chaos.target import NotHere, Target, signalled
from tools.devstack.processes.process_table import BEAT, RELAY

TOGETHER_SECONDS = 3.0
CLOCK_STEPS = (-7_200, -30, 30, 7_200)


def kill_api(target: Target, _: random.Random) -> None:
    target.send("api", signal.SIGKILL)


def kill_api_child(target: Target, rng: random.Random) -> None:
    signalled(target.child("api", rng) or target.stack.pid("api"), signal.SIGKILL)


def kill_worker(target: Target, rng: random.Random) -> None:
    target.send(rng.choice(target.workers), signal.SIGKILL)


def kill_worker_child(target: Target, rng: random.Random) -> None:
    """Kill the process of the pool that works on a task, not the one that fetches tasks."""
    signalled(target.child(rng.choice(target.workers), rng) or target.stack.pid("worker"), signal.SIGKILL)


def kill_sweeper(target: Target, _: random.Random) -> None:
    target.send("sweeper", signal.SIGKILL)


def kill_housekeeper(target: Target, _: random.Random) -> None:
    target.send("housekeeper", signal.SIGKILL)


def kill_beat(target: Target, _: random.Random) -> None:
    target.send("beat", signal.SIGKILL)


def kill_bridge(target: Target, _: random.Random) -> None:
    target.send("consumer", signal.SIGKILL)


def kill_relay(target: Target, _: random.Random) -> None:
    target.send("relay", signal.SIGKILL)


def two_beats(target: Target, _: random.Random) -> None:
    schedule = "{directory}/celerybeat-second"
    command = tuple(schedule if word == "{directory}/celerybeat-schedule" else word for word in BEAT.command)
    with target.second(replace(BEAT, command=command), {}, settled="beat: Starting"):
        target.last(TOGETHER_SECONDS)


def two_relays(target: Target, _: random.Random) -> None:
    """Start a second relay, and kill the first: the second takes over. Then kill the second: the
    successor of the first takes over.
    """
    port = {"INVENTORY_RELAY_METRICS_PORT": "0"}
    with target.second(RELAY, port, settled="standing by") as second:
        target.last(1.0)
        target.send("relay", signal.SIGKILL)
        target.last(TOGETHER_SECONDS)
        signalled(second, signal.SIGKILL)


def freeze_api(target: Target, rng: random.Random) -> None:
    """Freeze a process of the API for longer than callers wait. It serves their calls later, when
    nobody listens any more.
    """
    child = target.child("api", rng)
    if child and signalled(child, signal.SIGSTOP):
        target.last(PATIENCE_SECONDS + 1.0)
        signalled(child, signal.SIGCONT)


def freeze_relay(target: Target, _: random.Random) -> None:
    """Freeze the relay. It holds the right to publish, and does not publish."""
    with target.frozen("relay"):
        target.last(TOGETHER_SECONDS)


def freeze_worker(target: Target, rng: random.Random) -> None:
    """Freeze a process of the pool in the middle of a transaction, with its locks."""
    child = target.child("worker", rng)
    if child and signalled(child, signal.SIGSTOP):
        target.last(TOGETHER_SECONDS)
        signalled(child, signal.SIGCONT)


def step_clocks(target: Target, rng: random.Random) -> None:
    """Step the wall clocks of the workers and the sweeper. Decisions must follow the clock of the
    database.
    """
    if target.clock is None:
        raise NotHere(f"libfaketime does not work here ({sys.platform}, or another processor than x86-64)")
    for seconds in (rng.choice(CLOCK_STEPS), rng.choice(CLOCK_STEPS), 0):
        target.clock.step(seconds)
        target.last(2.0)


def flood(target: Target, _: random.Random) -> None:
    """Send two hundred orders at once, every event twice, all of them shuffled."""
    target.producers.flood(200)
