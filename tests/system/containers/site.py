"""The whole of docker-compose.yml, running: podman-compose starts it, and we ask each container for
its health.
"""

from __future__ import annotations

import json
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.system.containers.env_file import written_env
from tests.system.containers.podman import ROOT, Podman
from tools.devstack.machine.ports import free_ports
from tools.devstack.processes.children import last_lines, wait_until

CONTENT: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = CONTENT["services"]
ONE_SHOT = {"roles", "migrate", "grants", "topics"}
SECONDS = 150
CHECKED_EVERY_SECONDS = 10
"""Between two checks of a healthy container: each costs half a second of a processor."""


@dataclass(frozen=True)
class Site:
    """A running project."""

    podman: Podman
    api_port: int
    console_port: int
    flower_port: int
    kafka_port: int
    login: str
    env: Path

    def container(self, service: str) -> str:
        return f"{self.podman.project}_{service}_1"

    def inspect(self, service: str) -> dict[str, Any]:
        [told] = json.loads(self.podman("container", "inspect", self.container(service)))
        return dict(told)

    def log(self, service: str) -> str:
        ran = self.podman.try_to("logs", "--tail", "40", self.container(service))
        return ran.stdout + ran.stderr

    def run(self, service: str, *command: str) -> str:
        return self.podman("exec", self.container(service), *command)

    def once(self, service: str, *command: str) -> str:
        """Run this in another container of the service, which is removed:
        `docker compose run --rm`.
        """
        words = self.podman.compose(self.env, "run", "--rm", "--no-deps", "-T", service, *command)
        ran = subprocess.run(
            words, env=self.podman.environment, capture_output=True, text=True, check=False, cwd=ROOT, timeout=120
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout


@contextmanager
def running(podman: Podman, directory: Path) -> Iterator[Site]:
    """Start everything, and begin the block when every service is healthy."""
    api, console, flower, kafka = free_ports(4)
    ports = {
        "PUBLISH_API": f"127.0.0.1:{api}",
        "PUBLISH_CONSOLE": f"127.0.0.1:{console}",
        "PUBLISH_FLOWER": f"127.0.0.1:{flower}",
        "KAFKA_EXTERNAL_PORT": str(kafka),
    }
    env = written_env(directory, **ports)
    site = Site(podman, api, console, flower, kafka, "operator:of-flower", env)
    stopping, log = threading.Event(), directory / "compose.log"
    asking = threading.Thread(target=ask_for_health, args=(podman, stopping))
    asking.start()
    try:
        with (
            log.open("wb") as output,
            subprocess.Popen(
                podman.compose(env, "--in-pod", "false", "up", "--detach", "--no-build"),
                env=podman.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=ROOT,
            ) as composing,
        ):
            try:
                assert wait_until(lambda: composing.poll() is not None, seconds=SECONDS, interval=0.5), _all(site, log)
            finally:
                composing.kill()
        assert composing.returncode == 0, _all(site, log)
        for service in sorted(SERVICES.keys() - ONE_SHOT):
            assert wait_until(lambda name=service: is_healthy(site, name), seconds=SECONDS, interval=0.5), (  # type: ignore[misc]
                f"{service} is not healthy: {site.log(service)}"
            )
        yield site
    finally:
        stopping.set()
        asking.join()


def is_healthy(site: Site, service: str) -> bool:
    state = site.inspect(service)["State"]
    return bool((state.get("Healthcheck") or state.get("Health") or {}).get("Status") == "healthy")


def ask_for_health(podman: Podman, stopping: threading.Event) -> None:
    """Work as systemd does for podman, and Docker by itself: run each check until it succeeds, and
    then now and then.
    """
    next_at: dict[str, float] = {}
    while not stopping.wait(0.5):
        for name in podman.try_to("ps", "--format", "{{.Names}}").stdout.split():
            if not stopping.is_set() and time.monotonic() >= next_at.get(name, 0):
                succeeded = podman.try_to("healthcheck", "run", name).returncode == 0
                next_at[name] = time.monotonic() + succeeded * CHECKED_EVERY_SECONDS


def _all(site: Site, log: Path) -> str:
    states = site.podman.try_to("ps", "--all").stdout
    logs = "".join(f"--- {service}\n{site.log(service)}" for service in SERVICES)
    return f"podman-compose did not come up:\n{last_lines(log, 80)}\n{states}\n{logs}"
