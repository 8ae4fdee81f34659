"""One line of the service with a database, topics and queues of its own. Each of its processes can
be made to die.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from bridge.topics import ensure_topics
from inventory.database.migrate import migrate
from inventory.settings import Settings
from tests import preloaded
from tests.faults.crashing import STATUS, marker
from tools.devstack.endpoints import Endpoints
from tools.devstack.machine.ports import LOOPBACK, free_ports
from tools.devstack.processes.children import kill_tree, last_lines, wait_until
from tools.devstack.processes.process_table import API, BEAT, CONSUMER, RELAY, SWEEPER, WORKER
from tools.devstack.servers.together import EmbeddedServers

PROCESSES = {process.name: process for process in (CONSUMER, WORKER, SWEEPER, BEAT, RELAY, API)}
SECONDS = 60
"""The limit of everything here, on a machine that has other things to do."""

SETTINGS = {
    # Short times, so that the remains of a crash are due at once, and small batches, so that there
    # are several.
    "INVENTORY_RETRY_SECONDS": "0.5",
    "INVENTORY_RETRY_SECONDS_MAX": "2",
    "INVENTORY_MAX_ATTEMPTS": "25",
    "INVENTORY_SWEEP_INTERVAL_SECONDS": "0.5",
    "INVENTORY_REDISPATCH_INTERVAL_SECONDS": "0.5",
    "INVENTORY_SKU_WAIT_SECONDS": "120",  # late events come in time
    "INVENTORY_CHUNK_SIZE": "2",
    "INVENTORY_SWEEP_BATCH": "2",
    "INVENTORY_RELAY_BATCH": "10",
}
# A bridge that takes the place of a dead one waits until the group has missed that.
MISSED_SOON = {"INVENTORY_KAFKA_CONFIG": '{"session.timeout.ms": "2500", "heartbeat.interval.ms": "500"}'}


def eventually(condition: Callable[[], bool], what: str) -> None:
    assert wait_until(condition, seconds=SECONDS), f"not within {SECONDS} s: {what}"


@dataclass
class Started:
    """A process, and the file with its output."""

    process: subprocess.Popen[bytes]
    log: Path

    def said(self, words: str) -> bool:
        return words in self.log.read_text(errors="replace")


@dataclass
class Site:
    """Starts the processes of the process table, one of each at a time."""

    directory: Path
    endpoints: Endpoints
    variables: Mapping[str, str]
    running: dict[str, Started] = field(default_factory=dict)
    _starts: int = 0

    def start(self, name: str, *, point: str | None = None) -> Started:
        """Start it. With `point`, so that it dies there."""
        program = PROCESSES[name].command_for(self.endpoints)
        wrapper = [] if point is None else ["-m", "tests.faults.crashing", point, "--", program[0]]
        self._starts += 1
        log = self.directory / f"{self._starts:03}-{name}.log"
        environment = {**os.environ, **self.variables, **(MISSED_SOON if name == "consumer" else {})}
        command = [sys.executable, *wrapper, *program[1:]]
        self.running[name] = Started(preloaded.start(command, log=log, environment=environment), log)
        return self.running[name]

    def stop(self, name: str) -> None:
        """Nothing is left of it, at once."""
        started = self.running.pop(name, None)
        if started is not None and started.process.poll() is None:
            kill_tree(started.process.pid)
            started.process.wait(SECONDS)

    def put_out(self, name: str) -> None:
        """Stop it, so that another one can take its place now: the bridge leaves its group, or the
        group would wait for it.
        """
        if name == CONSUMER.name:
            process = self.running[name].process
            process.send_signal(signal.SIGTERM)
            process.wait(SECONDS)
        self.stop(name)

    def replace(self, name: str) -> None:
        self.stop(name)
        self.start(name)

    def start_what_is_missing(self) -> None:
        """After a case that failed: the next one is none the worse for it."""
        for name in PROCESSES:
            if name not in self.running or self.running[name].process.poll() is not None:
                self.start(name)

    def wait_for_death(self, name: str, point: str) -> None:
        """Return when the process, or the child that does its work, has died at the point."""
        started = self.running[name]
        died = wait_until(lambda: started.said(marker(point)), seconds=SECONDS)
        assert died, f"{point} was not reached; the end of {started.log}:\n{last_lines(started.log)}"
        if name in {"consumer", "relay"}:
            eventually(lambda: started.process.poll() is not None, f"{name} has ended")
            assert started.process.returncode == STATUS, last_lines(started.log)

    def wait_ready(self, name: str) -> None:
        process, started = PROCESSES[name], self.running[name]
        ready = wait_until(lambda: process.ready(self.endpoints), seconds=SECONDS)
        assert ready, f"{name} is not ready; the end of {started.log}:\n{last_lines(started.log)}"


@contextmanager
def site(servers: EmbeddedServers, directory: Path) -> Iterator[Site]:
    """Every process runs and works when the block begins. All are gone when it ends."""
    api_port, flower_port, bridge_port, relay_port = free_ports(4)
    endpoints = Endpoints(
        directory=directory,
        database_url=_fresh_database(servers, "crash_points"),
        broker_url=servers.redis.url.rpartition("/")[0] + "/7",
        kafka_bootstrap_servers=servers.kafka_bootstrap_servers,
        api_host=LOOPBACK,
        api_port=api_port,
        authentication="open",
        flower_port=flower_port,
        flower_auth="",
        bridge_metrics_port=bridge_port,
        relay_metrics_port=relay_port,
    )
    topics = {
        f"INVENTORY_TOPIC_{name.upper()}": f"crash-{name}" for name in ("products", "orders", "payments", "events")
    }
    own = {"INVENTORY_TOPIC_PARTITIONS": "3", "INVENTORY_CONSUMER_GROUP": "crash"}
    opened = Site(directory, endpoints, {**endpoints.environment, **SETTINGS, **topics, **own})
    ensure_topics(settings_of(opened))
    try:
        opened.start_what_is_missing()
        for name in PROCESSES:
            opened.wait_ready(name)
        yield opened
    finally:
        for name in PROCESSES:
            opened.stop(name)


def settings_of(opened: Site) -> Settings:
    """The environment of the processes of the site."""
    return Settings.model_validate(
        {name.removeprefix("INVENTORY_").lower(): value for name, value in opened.variables.items()}
    )


def _fresh_database(servers: EmbeddedServers, name: str) -> str:
    with psycopg.connect(servers.postgresql.conninfo, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    url = servers.postgresql.database_url(name)
    migrate(url)
    return url
