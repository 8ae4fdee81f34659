"""A server that another stack started at the port of ours."""

from pathlib import Path

from tools.devstack.machine.listeners import listens
from tools.devstack.machine.ports import free_ports
from tools.devstack.servers.together import EmbeddedServers


def test_a_server_of_another_stack_is_not_taken_for_ours(servers: EmbeddedServers, tmp_path: Path) -> None:
    for theirs in (servers.postgresql, servers.redis, servers.kafka):
        ours = type(theirs)(tmp_path, theirs.port)
        assert theirs.is_ready()
        assert not ours.is_ready()
        assert listens(theirs.pid, theirs.port)
        assert not listens(theirs.pid, free_ports(1)[0])
