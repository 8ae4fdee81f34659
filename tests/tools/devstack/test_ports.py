"""Choosing ports."""

import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tools.devstack import PROJECT
from tools.devstack.machine.ports import HIGHEST, LOOPBACK, LOWEST, free_ports, is_free, port_near


@pytest.fixture
def taken() -> Iterator[int]:
    """A port with a listener."""
    with socket.create_server((LOOPBACK, free_ports(1)[0])) as server:
        yield server.getsockname()[1]


def test_free_ports_are_different_and_free() -> None:
    ports = free_ports(50)
    assert len(set(ports)) == 50
    assert all(is_free(port) for port in ports)


def test_no_port_is_chosen_twice() -> None:
    assert set(free_ports(50)).isdisjoint(free_ports(50))


def test_free_ports_lie_outside_the_range_of_outgoing_connections() -> None:
    assert all(LOWEST <= port < HIGHEST for port in free_ports(50))


def test_a_port_with_a_listener_is_not_free(taken: int) -> None:
    assert not is_free(taken)


def test_the_preferred_port_is_taken_when_it_is_free() -> None:
    [port] = free_ports(1)
    assert port_near(port) == port


def test_another_port_replaces_a_preferred_one_that_is_taken(taken: int) -> None:
    port = port_near(taken)
    assert port != taken
    assert is_free(port)


def test_a_port_that_another_process_has_chosen_is_left_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing listens there yet."""
    choosing = "from tools.devstack.machine.ports import free_ports; print(*free_ports(1), flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", choosing], cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        its = int(other.stdout.readline())
        monkeypatch.setattr("tools.devstack.machine.ports._drawn", lambda: iter([its, *range(LOWEST, HIGHEST)]))
        assert is_free(its)
        assert free_ports(1) != [its]
        other.communicate(b"\n")
    assert free_ports(1) == [its]
