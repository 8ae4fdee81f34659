"""RabbitMQ of the Debian package rabbitmq-server, with its own node, ports, data and epmd."""

from __future__ import annotations

import json
import socket
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Iterable
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from subprocess import Popen
from typing import Any, ClassVar
from urllib.parse import quote

from amqp import Connection
from amqp.exceptions import AMQPError, NotFound

from tools.devstack.machine.ports import free_ports
from tools.devstack.machine.private_files import private_directory
from tools.devstack.processes.children import kill_tree, spawn
from tools.devstack.servers.server import Server

SCRIPT = "/usr/lib/rabbitmq/bin/rabbitmq-server"
"""The script that the package's command in /usr/sbin starts, after it has changed to the package's
own user and directories.
"""
USER = "guest"


class RabbitMQError(RuntimeError):
    """RabbitMQ is away, or refuses a request."""


class RabbitMQ(Server):
    """One node, with the management plugin. Flower asks that plugin for the lengths of queues."""

    name: ClassVar = "rabbitmq"

    def __init__(self, directory: Path, port: int | None = None) -> None:
        super().__init__(directory, port)
        self._dist_port, self._epmd_port, self.management_port = free_ports(3)
        self._epmd: Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"amqp://{USER}:{USER}@{self.address}//"

    @property
    def management_url(self) -> str:
        """For Flower's `--broker-api`."""
        return f"http://{USER}:{USER}@{self.host}:{self.management_port}/api/"

    @property
    def command(self) -> list[str]:
        return ["env", *(f"{name}={value}" for name, value in self._environment.items()), SCRIPT]

    @property
    def _environment(self) -> dict[str, str]:
        return {
            "HOME": str(self.directory),  # Erlang's cookie
            "ERL_EPMD_PORT": str(self._epmd_port),
            "ERL_EPMD_ADDRESS": self.host,
            "RABBITMQ_NODENAME": f"inventory{self.port}@localhost",
            "RABBITMQ_DIST_PORT": str(self._dist_port),
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_NODE_IP_ADDRESS": self.host,
            "RABBITMQ_MNESIA_BASE": str(self.directory / "mnesia"),
            "RABBITMQ_LOG_BASE": str(self.directory / "log"),
            "RABBITMQ_CONFIG_FILE": str(self.directory / "rabbitmq.conf"),
            "RABBITMQ_CONF_ENV_FILE": str(self.directory / "none"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self.directory / "enabled_plugins"),
        }

    def prepare(self) -> None:
        """Write the configuration and start an epmd. The node's own would outlive the node."""
        if self._epmd is None:
            command = ["epmd", "-port", str(self._epmd_port), "-address", self.host]
            self._epmd = spawn(command, log=self.log.with_name("epmd.log"))
        private_directory(self.directory)
        (self.directory / "none").touch()
        (self.directory / "enabled_plugins").write_text("[rabbitmq_management].\n")
        (self.directory / "rabbitmq.conf").write_text(
            f"management.tcp.ip = {self.host}\nmanagement.tcp.port = {self.management_port}\n"
            "disk_free_limit.absolute = 50MB\nlog.console = true\nlog.console.level = warning\n"
        )

    def stop(self) -> None:
        super().stop()
        if self._epmd is not None:
            kill_tree(self._epmd.pid)
            self._epmd.wait()
            self._epmd = None

    def is_ready(self) -> bool:
        """Return True if the node answers a client's greeting and the management plugin is up."""
        try:
            with socket.create_connection((self.host, self.port), timeout=2) as client:
                client.sendall(b"AMQP\x00\x00\x09\x01")
                greeted = client.recv(1) == b"\x01"
            socket.create_connection((self.host, self.management_port), timeout=2).close()
        except OSError:
            return False
        return greeted

    def waiting(self, queues: Iterable[str]) -> int:
        """Return the number of messages that wait in these queues. A missing queue has none. Raises
        RabbitMQError.
        """
        try:
            with Connection(self.address, USER, USER, connect_timeout=5, read_timeout=5) as connection:
                return sum(_waiting(connection, queue) for queue in queues)
        except (AMQPError, OSError) as error:
            raise RabbitMQError(str(error)) from error

    def purge(self, queues: Iterable[str]) -> None:
        """Remove every message of these queues. Raises RabbitMQError."""
        for queue in queues:
            self._ask("DELETE", f"queues/%2F/{quote(queue, safe='')}/contents")

    def close_connections(self) -> None:
        """End every connection of every client. Raises RabbitMQError."""
        for connection in self._ask("GET", "connections"):
            self._ask("DELETE", f"connections/{quote(connection['name'], safe='')}")

    def _ask(self, method: str, path: str) -> Any:
        """Ask the management plugin. Returns None for a thing that does not exist any more."""
        request = urllib.request.Request(f"http://{self.host}:{self.management_port}/api/{path}", method=method)
        request.add_header("authorization", f"Basic {b64encode(f'{USER}:{USER}'.encode()).decode()}")
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310 - http, above
                return json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            if error.code == HTTPStatus.NOT_FOUND:
                return None
            raise RabbitMQError(str(error)) from error
        except (OSError, HTTPException, ValueError) as error:
            raise RabbitMQError(str(error)) from error


def _waiting(connection: Connection, queue: str) -> int:
    channel = connection.channel()
    try:
        return int(channel.queue_declare(queue, passive=True).message_count)
    except NotFound:
        return 0
