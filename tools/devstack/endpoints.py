"""The addresses of one stack, and the environment that tells them to its processes."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from inventory.database.url import servers
from tools.devstack.machine.ports import LOOPBACK, port_near
from tools.devstack.machine.private_files import kept

# A variable that the caller sets replaces the embedded server by the caller's own.
SERVER_VARIABLES = {
    "postgresql": "DATABASE_URL",
    "redis": "CELERY_BROKER_URL",
    "kafka": "KAFKA_BOOTSTRAP_SERVERS",
}

# Where people look first. A stack takes them if it is asked to and they are free.
USUAL_PORTS = {
    "postgresql": 5432,
    "redis": 6379,
    "kafka": 9092,
    "api": 8000,
    "pages": 8010,
    "flower": 5555,
    "consumer": 9101,
    "relay": 9102,
    "worker": 9103,
    "sweeper": 9104,
    "housekeeper": 9105,
    "beat": 9106,
    "console": 9107,
}

# Options of the connection to the broker, beside its URL.
BROKER_OPTIONS_VARIABLE = "INVENTORY_CELERY_TRANSPORT_OPTIONS"
BROKER_PORTS = {"redis": 6379, "rediss": 6379, "sentinel": 26379, "amqp": 5672, "pyamqp": 5672, "amqps": 5671}

KAFKA_PORT = 9092

PORT_VARIABLES = {
    "api": "INVENTORY_API_PORT",
    "pages": "INVENTORY_CONSOLE_PORT",
    "consumer": "INVENTORY_BRIDGE_METRICS_PORT",
    "relay": "INVENTORY_RELAY_METRICS_PORT",
}
WORKER_METRICS_VARIABLE = "INVENTORY_WORKER_METRICS_PORT"
OWN_METRICS_VARIABLES = {
    "worker": WORKER_METRICS_VARIABLE,
    "sweeper": WORKER_METRICS_VARIABLE,
    "housekeeper": WORKER_METRICS_VARIABLE,
    "beat": "INVENTORY_BEAT_METRICS_PORT",
    "console": "INVENTORY_CONSOLE_METRICS_PORT",
}
"""The variable that names the port to each of these processes, and to no other."""


@dataclass(frozen=True)
class Endpoints:
    """The addresses of one running stack."""

    directory: Path
    database_url: str
    broker_url: str
    kafka_bootstrap_servers: str
    api_host: str
    api_port: int
    authentication: str
    flower_port: int
    flower_auth: str
    bridge_metrics_port: int
    relay_metrics_port: int
    broker_options: str = "{}"
    console_port: int = 0
    metrics_ports: Mapping[str, int] = field(default_factory=dict)
    """The ports of the processes that share their settings with others, by their names."""

    @property
    def api_url(self) -> str:
        """Root of the HTTP API."""
        host = LOOPBACK if self.api_host == "0.0.0.0" else self.api_host  # noqa: S104 - compared, not bound
        return f"http://{host}:{self.api_port}"

    @property
    def console_url(self) -> str:
        """Root of the console."""
        return f"http://{LOOPBACK}:{self.console_port}"

    @property
    def flower_url(self) -> str:
        """Root of Flower. User and password are `flower_auth`."""
        return f"http://{LOOPBACK}:{self.flower_port}"

    @property
    def bridge_metrics_url(self) -> str:
        """Prometheus metrics of the consumer."""
        return f"http://{LOOPBACK}:{self.bridge_metrics_port}/metrics"

    @property
    def relay_metrics_url(self) -> str:
        """Prometheus metrics of the relay."""
        return f"http://{LOOPBACK}:{self.relay_metrics_port}/metrics"

    def metrics_url(self, process: str) -> str:
        """Prometheus metrics of a worker or beat, by the name of the process."""
        return f"http://{LOOPBACK}:{self.metrics_ports[process]}/metrics"

    @property
    def metrics_urls(self) -> list[str]:
        """Prometheus metrics of every process."""
        own = [self.metrics_url(name) for name in self.metrics_ports]
        return [f"{self.api_url}/metrics", self.bridge_metrics_url, self.relay_metrics_url, *own]

    def own_environment(self, process: str) -> dict[str, str]:
        """The variables that one process alone reads."""
        port = self.metrics_ports.get(process)
        return {} if port is None else {OWN_METRICS_VARIABLES[process]: str(port)}

    @property
    def dependencies(self) -> list[str]:
        """``host:port`` of each server that the processes need. Several addresses are joined by
        commas where one of them is enough.
        """
        brokers = broker_addresses(self.broker_url)
        database = [f"{host}:{port}" for host, port in servers(self.database_url) if not host.startswith("/")]
        return [
            *([",".join(database)] if database else []),  # the launcher waits for TCP ports, not for a socket's path
            *([",".join(brokers)] if brokers else []),
            ",".join(kafka_addresses(self.kafka_bootstrap_servers)),
        ]

    @property
    def environment(self) -> dict[str, str]:
        """The variables that the service's processes read."""
        return {
            "DATABASE_URL": self.database_url,
            "CELERY_BROKER_URL": self.broker_url,
            "KAFKA_BOOTSTRAP_SERVERS": self.kafka_bootstrap_servers,
            "INVENTORY_API_HOST": self.api_host,
            "INVENTORY_API_PORT": str(self.api_port),
            "INVENTORY_AUTHENTICATION": self.authentication,
            "INVENTORY_BRIDGE_METRICS_PORT": str(self.bridge_metrics_port),
            "INVENTORY_RELAY_METRICS_PORT": str(self.relay_metrics_port),
            "INVENTORY_CONSOLE_PORT": str(self.console_port),
            "INVENTORY_CONSOLE_TARGETS": ",".join(self.metrics_urls),
            "FLOWER_BASIC_AUTH": self.flower_auth,
            "INVENTORY_FLOWER_URL": self.flower_url,
        }


def broker_addresses(url: str) -> list[str]:
    """Return ``host:port`` of each broker or Sentinel that the URL names. A socket in the file
    system has none.
    """
    parts = [urlsplit(each) for each in url.split(";")]
    return [
        f"{part.hostname or 'localhost'}:{part.port or BROKER_PORTS[part.scheme]}"
        for part in parts
        if part.scheme in BROKER_PORTS
    ]


def kafka_addresses(servers: str) -> list[str]:
    """Return ``host:port`` of each bootstrap server.

    Takes the forms that librdkafka takes: with a protocol in front or without a port.
    """
    addresses = [server.strip().rpartition("://")[2] for server in servers.split(",") if server.strip()]
    return [address if re.search(r":\d+$", address) else f"{address}:{KAFKA_PORT}" for address in addresses]


def port_is_demanded(name: str, environment: Mapping[str, str]) -> bool:
    """Return True if the environment sets the port. Then no other port will do."""
    return bool(environment.get(PORT_VARIABLES.get(name, "")))


def port_for(name: str, environment: Mapping[str, str], preferred: Mapping[str, int]) -> int:
    """Return the port that the environment demands for `name`, else the preferred one if it is
    free, else any free one.
    """
    if port_is_demanded(name, environment):
        return int(environment[PORT_VARIABLES[name]])
    return port_near(preferred.get(name))


def flower_auth(directory: Path, environment: Mapping[str, str]) -> str:
    """Return ``user:password`` for Flower, from the environment if it has one.

    Otherwise it is made once and kept in `directory`.
    """
    if demanded := environment.get("FLOWER_BASIC_AUTH"):
        return demanded
    return kept(directory / "flower-auth", lambda: f"operator:{secrets.token_urlsafe(12)}")
