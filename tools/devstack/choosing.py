"""The choice of servers, ports and addresses for one start of a stack."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from tools.devstack.endpoints import (
    BROKER_OPTIONS_VARIABLE,
    OWN_METRICS_VARIABLES,
    SERVER_VARIABLES,
    Endpoints,
    flower_auth,
    port_for,
    port_is_demanded,
)
from tools.devstack.machine.listeners import PortTaken
from tools.devstack.machine.ports import LOOPBACK, is_free
from tools.devstack.servers.kafka import Kafka
from tools.devstack.servers.passwords import SERVICE
from tools.devstack.servers.postgresql import PostgreSQL
from tools.devstack.servers.server import Server
from tools.devstack.servers.valkey import Valkey

MakeServer = Callable[[Path, int], Server]
"""A function that describes a server with its data in a directory, on a port."""

SERVERS: dict[str, MakeServer] = {"postgresql": PostgreSQL, "redis": Valkey, "kafka": Kafka}
"""The servers of a stack, by role."""


def choose(
    directory: Path, given: Mapping[str, str], preferred: Mapping[str, int], kinds: Mapping[str, MakeServer]
) -> tuple[dict[str, Server], Endpoints]:
    """Return the embedded servers by name, not started yet, and the addresses of the stack.

    A role whose URL is among the variables `given` gets no server. Raises PortTaken if the caller
    demands a port for the API that is not free.
    """
    servers: dict[str, Server] = {}
    urls = {role: given.get(variable, "") for role, variable in SERVER_VARIABLES.items()}
    for role, make in kinds.items():
        if not urls[role]:
            server = make(directory, port_for(role, given, preferred))
            servers[server.name] = server
            urls[role] = server.database_url("postgres", SERVICE) if isinstance(server, PostgreSQL) else server.url
    api_host, api_port = given.get("INVENTORY_API_HOST", LOOPBACK), port_for("api", given, preferred)
    if port_is_demanded("api", given) and api_host == LOOPBACK and not is_free(api_port):
        raise PortTaken("api", api_port)
    endpoints = Endpoints(
        directory=directory,
        database_url=urls["postgresql"],
        broker_url=urls["redis"],
        kafka_bootstrap_servers=urls["kafka"],
        api_host=api_host,
        api_port=api_port,
        # On a loopback address. On any other the API refuses to start until tokens are required.
        authentication=given.get("INVENTORY_AUTHENTICATION", "open"),
        console_port=port_for("pages", given, preferred),
        flower_port=port_for("flower", given, preferred),
        flower_auth=flower_auth(directory, given),
        bridge_metrics_port=port_for("consumer", given, preferred),
        relay_metrics_port=port_for("relay", given, preferred),
        metrics_ports={name: port_for(name, given, preferred) for name in OWN_METRICS_VARIABLES},
        broker_options={**os.environ, **given}.get(BROKER_OPTIONS_VARIABLE, "{}"),
    )
    return servers, endpoints
