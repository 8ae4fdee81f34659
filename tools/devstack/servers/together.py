"""The three embedded servers together, as tests and benchmarks use them."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.devstack.servers.kafka import Kafka
from tools.devstack.servers.postgresql import PostgreSQL
from tools.devstack.servers.server import Server
from tools.devstack.servers.valkey import Valkey


@dataclass(frozen=True)
class EmbeddedServers:
    """Three running servers. Each can be killed and restarted alone, on the same port and data."""

    postgresql: PostgreSQL
    redis: Valkey
    kafka: Kafka

    @property
    def database_url(self) -> str:
        """For ``DATABASE_URL``."""
        return self.postgresql.url

    @property
    def broker_url(self) -> str:
        """For ``CELERY_BROKER_URL``."""
        return self.redis.url

    @property
    def kafka_bootstrap_servers(self) -> str:
        """For ``KAFKA_BOOTSTRAP_SERVERS``."""
        return self.kafka.url

    @property
    def environment(self) -> dict[str, str]:
        """The variables with the URLs of the servers, as the service's processes read them."""
        return {
            "DATABASE_URL": self.database_url,
            "CELERY_BROKER_URL": self.broker_url,
            "KAFKA_BOOTSTRAP_SERVERS": self.kafka_bootstrap_servers,
        }


@contextmanager
def embedded_servers(directory: Path) -> Iterator[EmbeddedServers]:
    """Run PostgreSQL, Redis and Kafka on free ports until the block ends. Data and logs are below
    `directory`.

    They are started side by side, and all answer when the block begins. They die with this process,
    however it dies.
    """
    servers = EmbeddedServers(PostgreSQL(directory), Valkey(directory), Kafka(directory))
    running: list[Server] = [servers.kafka, servers.redis, servers.postgresql]
    with ThreadPoolExecutor(len(running)) as pool:
        try:
            for _ in pool.map(_start_and_wait, running):
                pass
            yield servers
        finally:
            for _ in pool.map(lambda server: server.stop(), running):
                pass


def _start_and_wait(server: Server) -> None:
    server.start()
    server.wait_ready()
