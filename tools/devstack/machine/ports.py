"""Choosing TCP ports on the loopback interface."""

import random
import socket
from collections.abc import Iterator

LOOPBACK = "127.0.0.1"

# Below the range from which Linux takes the ports of outgoing connections. Inside it, a client that
# keeps trying to reach a server that is down can be given the server's own port and connect to
# itself, and the server can't come back.
LOWEST, HIGHEST = 20_000, 32_000
FEW = 100

# The system's randomness: tests and their tools seed Python's own, and two processes with one seed
# would choose alike.
_RANDOM = random.SystemRandom()


# Ports that were chosen. Some time passes before anything listens on a port, and meanwhile it must
# not be chosen again.
_CHOSEN: set[int] = set()


def is_free(port: int) -> bool:
    """Return True if a server could listen on this port of the loopback interface now."""
    with socket.socket() as probe:
        # As servers do. Without this option a port counts as taken for a minute after its last
        # connection.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
        return True


def free_ports(count: int) -> list[int]:
    """Return `count` free ports, all different and none chosen before in this process.

    They are random, so that stacks that start side by side rarely meet.
    """
    chosen: list[int] = []
    for port in _drawn():
        if len(chosen) == count:
            _CHOSEN.update(chosen)
            return chosen
        if port not in _CHOSEN and port not in chosen and is_free(port):
            chosen.append(port)
    raise RuntimeError(f"fewer than {count} ports are free between {LOWEST} and {HIGHEST}")


def _drawn() -> Iterator[int]:
    """Yield a few ports, and then all of them. Most are free, and to draw all costs a system call
    for each.
    """
    for _ in range(FEW):
        yield _RANDOM.randrange(LOWEST, HIGHEST)
    yield from _RANDOM.sample(range(LOWEST, HIGHEST), HIGHEST - LOWEST)


def port_near(preferred: int | None) -> int:
    """Return the preferred port if it is free, else any free one."""
    if preferred is not None and is_free(preferred):
        return preferred
    return free_ports(1)[0]
