"""Choosing TCP ports on the loopback interface."""

import os
import random
import socket
from collections.abc import Iterator
from fcntl import LOCK_EX, LOCK_NB, lockf
from functools import cache
from pathlib import Path
from tempfile import gettempdir

LOOPBACK = "127.0.0.1"

# Below the range from which Linux takes the ports of outgoing connections. Inside it, a client that
# keeps trying to reach a server that is down can be given the server's own port and connect to
# itself, and the server can't come back.
LOWEST, HIGHEST = 20_000, 32_000
FEW = 100

# The system's randomness: tests and their tools seed Python's own, and two processes with one seed
# would choose alike.
_RANDOM = random.SystemRandom()


# Ports that were chosen by this process. Some time passes before anything listens on a port (Kafka
# takes seconds), and meanwhile it must not be chosen again.
_CHOSEN: set[int] = set()


@cache
def _claims() -> int:
    """Open the file in which every process of this user locks the bytes of the ports that it has
    chosen. The locks end with the process, and no child inherits them.
    """
    path = Path(gettempdir(), f"inventory-ports-{os.geteuid()}")
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)


def _claim(port: int) -> bool:
    """Return True if no other process of this user has chosen the port."""
    try:
        lockf(_claims(), LOCK_EX | LOCK_NB, 1, port)
    except OSError:
        return False
    return True


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
    """Return `count` free ports, all different, and none that this process or a living one of this
    user has chosen before.
    """
    chosen: list[int] = []
    for port in _drawn():
        if len(chosen) == count:
            _CHOSEN.update(chosen)
            return chosen
        if port not in _CHOSEN and port not in chosen and is_free(port) and _claim(port):
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
