"""Faults between the service and PostgreSQL: commits whose answer is lost, or that are lost
themselves.
"""

import random
import time

from tools.chaos.target import Target
from tools.devstack.servers.commit_cutter import HeldCommit, Lost

COMMITS = 12
WAIT_SECONDS = 1.0
SPEAKING_OF = (b"arena-", b"arena-", b"shopper", b"story-", b"")
"""Text of a transaction whose commit is cut: an order of the rivals, of the shoppers or of Kafka,
or any text.
"""


def cut_commits(target: Target, rng: random.Random) -> None:
    """Hold one commit after the other, so that others act in between, and cut it. At the end cut
    every connection.

    Some of the commits that PostgreSQL never receives leave their transaction open, as behind a
    network that drops packets.
    """
    front = target.postgresql.front
    for _ in range(COMMITS):
        held = front.hold_next(rng.choice(list(Lost)), containing=rng.choice(SPEAKING_OF))
        if not _comes(target, held) and front.withdraw(held):
            continue
        target.last(rng.choice((0.0, 0.1, 0.4)))
        if _comes(target, held):
            held.cut(leave_server=rng.random() < 0.3)  # noqa: PLR2004 - some
    front.cut()


def cut_connections(target: Target, rng: random.Random) -> None:
    """Cut every connection, in the middle of its work, three times."""
    for _ in range(3):
        target.postgresql.front.cut()
        target.last(rng.uniform(0.1, 0.8))


def _comes(target: Target, held: HeldCommit) -> bool:
    """Return True if a commit is held within `WAIT_SECONDS`. There may be none to hold."""
    until = time.monotonic() + WAIT_SECONDS
    while not held.is_held and time.monotonic() < until and not target.stopping.is_set():
        time.sleep(0.01)
    return held.is_held
