"""Every process of the service, as data. ``make up`` runs them, and docker-compose.yml has to run
them as well.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum

from tools.devstack.endpoints import Endpoints
from tools.devstack.processes.probes import Probe, celery_answers, http_ok, metric_at_least


class Wave(IntEnum):
    """Order of the stop: the highest wave first, each wave as a whole before the next."""

    DATABASE = 1
    BROKERS = 2
    WORK = 3
    ENTRY = 4


@dataclass(frozen=True)
class Process:
    """One process of the service.

    The first word of `command` is ``python`` or a script of the installed packages. Words in braces
    differ from stack to stack: ``{directory}`` and ``{flower_port}``.
    """

    name: str
    wave: Wave
    command: tuple[str, ...]
    ready: Probe
    stop_seconds: int = 20  # to finish the work in hand, then it is killed
    port: Callable[[Endpoints], int] | None = None  # the port it listens at, if any
    answers: Probe | None = None  # the probe of its liveness. None: it leaves a mark of liveness itself

    def command_for(self, endpoints: Endpoints) -> list[str]:
        """Return the command with its braces filled in."""
        values = {"{directory}": str(endpoints.directory), "{flower_port}": str(endpoints.flower_port)}
        filled = list(self.command)
        for placeholder, value in values.items():
            filled = [word.replace(placeholder, value) for word in filled]
        return filled


# Commands that run to their end, in this order, before the processes start.
SETUP: dict[str, tuple[str, ...]] = {
    "migrations": ("inventory", "migrate"),
    "topics": ("python", "-m", "bridge", "topics"),
}

CELERY = ("python", "-m", "celery", "-A", "tasks.app")
# -E: Flower shows the events that workers send. Workers need not know of each other, and asking
# would cost a second of each start.
CELERY_WORKER = (*CELERY, "worker", "-E", "--without-mingle", "--without-gossip")

API = Process(
    name="api",
    wave=Wave.ENTRY,
    command=("python", "-m", "gunicorn", "--config", "python:api.gunicorn_config", "api.wsgi:app"),
    ready=http_ok(lambda endpoints: f"{endpoints.api_url}/readyz"),
    port=lambda endpoints: endpoints.api_port,
    answers=http_ok(lambda endpoints: f"{endpoints.api_url}/healthz"),
)

WORKER = Process(
    name="worker",
    wave=Wave.WORK,
    command=(*CELERY_WORKER, "--queues", "stock", "--concurrency", "2", "--hostname", "stock@%h"),
    ready=celery_answers("stock@%h"),
)

SWEEPER = Process(
    name="sweeper",
    wave=Wave.WORK,
    command=(*CELERY_WORKER, "--queues", "sweeps", "--concurrency", "1", "--hostname", "sweeper@%h"),
    ready=celery_answers("sweeper@%h"),
)

HOUSEKEEPER = Process(
    name="housekeeper",
    wave=Wave.WORK,
    command=(*CELERY_WORKER, "--queues", "housekeeping", "--concurrency", "1", "--hostname", "housekeeper@%h"),
    ready=celery_answers("housekeeper@%h"),
    stop_seconds=5,
)

BEAT = Process(
    name="beat",
    wave=Wave.ENTRY,
    # --quiet: without its banner, which is no line of a log.
    command=(
        *("python", "-m", "celery", "--quiet", "-A", "tasks.app"),
        *("beat", "--schedule", "{directory}/celerybeat-schedule", "--pidfile="),
    ),
    ready=celery_answers("celerybeat@%h"),
    stop_seconds=5,
)

CONSUMER = Process(
    name="consumer",
    wave=Wave.ENTRY,
    command=("python", "-m", "bridge", "consume"),
    ready=metric_at_least(lambda endpoints: endpoints.bridge_metrics_url, "inventory_bridge_assigned_partitions", 1),
    port=lambda endpoints: endpoints.bridge_metrics_port,
)

RELAY = Process(
    name="relay",
    wave=Wave.WORK,
    command=("python", "-m", "bridge", "relay"),
    ready=metric_at_least(lambda endpoints: endpoints.relay_metrics_url, "inventory_relay_active", 1),
    port=lambda endpoints: endpoints.relay_metrics_port,
)

FLOWER = Process(
    name="flower",
    wave=Wave.ENTRY,
    # --logging=none: Tornado leaves the level of the log alone.
    command=(
        *(*CELERY, "flower", "--address=127.0.0.1", "--port={flower_port}", "--max-tasks=2000"),
        "--logging=none",
    ),
    ready=http_ok(lambda endpoints: f"{endpoints.flower_url}/healthcheck"),
    port=lambda endpoints: endpoints.flower_port,
    answers=http_ok(lambda endpoints: f"{endpoints.flower_url}/healthcheck"),
    stop_seconds=5,
)

CONSOLE = Process(
    name="console",
    wave=Wave.ENTRY,
    command=("python", "-m", "gunicorn", "--config", "python:console.gunicorn_config", "console.wsgi:app"),
    ready=http_ok(lambda endpoints: f"{endpoints.console_url}/readyz"),
    stop_seconds=10,
    port=lambda endpoints: endpoints.console_port,
    answers=http_ok(lambda endpoints: f"{endpoints.console_url}/healthz"),
)

PROCESSES = (API, WORKER, SWEEPER, HOUSEKEEPER, BEAT, CONSUMER, RELAY, FLOWER, CONSOLE)


def several_workers(count: int) -> list[Process]:
    """Return `count` worker processes (``worker``, ``worker-2``, …), each its own Celery node."""
    return [WORKER, *(_worker(number) for number in range(2, count + 1))]


def _worker(number: int) -> Process:
    node = f"stock-{number}@%h"
    command = tuple(node if word == "stock@%h" else word for word in WORKER.command)
    return replace(WORKER, name=f"worker-{number}", command=command, ready=celery_answers(node))
