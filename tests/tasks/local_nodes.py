"""pytest-celery's nodes on processes of this machine instead of Docker containers.

Its node classes ask little of their containers: `id`, `name`, `status`, `attrs`, `reload`,
`restart`, `kill`, `logs` and `exec_run`. `LocalProcess` and `LocalRedis` answer as a container
would.
"""

from __future__ import annotations

import shlex
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import psutil
from pytest_celery import CeleryWorkerContainer, RedisContainer

from tests import preloaded
from tools.devstack.processes.children import kill_tree, wait_until
from tools.devstack.servers.valkey import Valkey

_NO_NETWORK: dict[str, Any] = {"NetworkSettings": {"Networks": {}, "Ports": {}}}


class LocalProcess:
    """A command that runs as a child of the tests, as a container would. `logs` are those since its
    last start.
    """

    def __init__(self, name: str, command: Sequence[str], *, environment: Mapping[str, str], log: Path) -> None:
        self.name = name
        self.command = list(command)
        self.environment = dict(environment)
        self.log = log
        self._skipped = 0
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._skipped = self.log.stat().st_size if self.log.exists() else 0
        self._process = preloaded.start(self.command, log=self.log, environment=self.environment)

    @property
    def process(self) -> subprocess.Popen[bytes]:
        assert self._process is not None, f"{self.name} was not started"
        return self._process

    @property
    def id(self) -> str:
        return str(self.process.pid)

    @property
    def status(self) -> str:
        return "running" if self.process.poll() is None else "exited"

    @property
    def attrs(self) -> dict[str, Any]:
        return {
            **_NO_NETWORK,
            "Config": {"Hostname": "localhost", "Env": [f"{k}={v}" for k, v in self.environment.items()]},
        }

    def reload(self) -> None:
        """Nothing is cached here."""

    def kill(self, signal_: str | int | None = None) -> None:
        """Send a signal, SIGKILL by default. After SIGKILL nothing of the process is left."""
        number = signal.Signals[signal_] if isinstance(signal_, str) else signal.Signals(signal_ or signal.SIGKILL)
        if number is signal.SIGKILL:
            kill_tree(self.process.pid)
            self.process.wait(60)
        else:
            self.process.send_signal(number)

    def wait(self, seconds: float = 30) -> int:
        """The exit status, when it has ended."""
        wait_for(lambda: self.process.poll() is not None, f"{self.name} ends", seconds=seconds)
        return self.process.wait()

    def restart(self, timeout: float = 60) -> None:
        if self.status == "running":
            self.process.terminate()
            self.process.wait(timeout)
        self.start()

    def stop(self) -> None:
        if self.status == "running":
            kill_tree(self.process.pid)
            self.process.wait(60)

    def logs(self) -> bytes:
        return self.log.read_bytes()[self._skipped :] if self.log.exists() else b""

    def exec_run(self, command: str) -> tuple[int, bytes]:
        log = self.log.with_suffix(f".{uuid4()}")
        status = preloaded.start(shlex.split(command), log=log, environment=self.environment).wait(60)
        return status, log.read_bytes()

    def children(self) -> list[psutil.Process]:
        """The pool processes of a worker."""
        return psutil.Process(self.process.pid).children()


class LocalRedis:
    """The test session's Valkey server, as a container."""

    def __init__(self, server: Valkey) -> None:
        self.server = server
        self.name = server.name
        self.id = server.name
        self.attrs = _NO_NETWORK
        self.url = server.url
        self.port = server.port

    @property
    def status(self) -> str:
        return "running" if self.server.is_ready() else "exited"

    def reload(self) -> None:
        """Nothing is cached here."""

    def kill(self, signal_: str | int | None = None) -> None:
        del signal_
        self.server.kill()

    def restart(self, timeout: float = 60) -> None:
        del timeout
        self.server.restart()

    def logs(self) -> bytes:
        return self.server.log.read_bytes()


class RedisNode(RedisContainer):  # type: ignore[misc]
    """pytest-celery's Redis, on a local port."""

    _container: LocalRedis

    @property
    def port(self) -> int:
        return self._container.port

    @property
    def hostname(self) -> str:
        return "127.0.0.1"

    @property
    def url(self) -> str:
        return self._container.url

    @property
    def host_url(self) -> str:
        return self._container.url


class WorkerNode(CeleryWorkerContainer):  # type: ignore[misc]
    """pytest-celery's worker, as a local process of our own application."""

    _container: LocalProcess

    @classmethod
    def worker_name(cls) -> str:
        return "stock"

    @classmethod
    def worker_queue(cls) -> str:
        return "stock"

    @property
    def process(self) -> LocalProcess:
        return self._container

    def teardown(self) -> None:
        self._container.stop()


def wait_for(condition: Any, what: str, *, seconds: float = 30) -> None:
    """Return when the condition holds. Fail the test, naming the condition, when it does not
    within the deadline.
    """
    assert wait_until(condition, seconds=seconds), f"waited {seconds:.0f} s in vain: {what}"
