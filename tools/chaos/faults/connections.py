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
"""What was said in a transaction whose commit is cut: the rivals' orders, the shoppers', Kafka's,
or anything.
"""


def cut_commits(target: Target, rng: random.Random) -> None:
    """One commit after the other is held, so that others act in between, and cut. At the end
    everybody is cut off.

    Of those that PostgreSQL never hears of some leave their transaction standing, as behind a
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
    """Every connection of everybody ends, in the middle of whatever it does, three times."""
    for _ in range(3):
        target.postgresql.front.cut()
        target.last(rng.uniform(0.1, 0.8))


def _comes(target: Target, held: HeldCommit) -> bool:
    """Wait for a commit to be held. A while only, since nobody may have one to make."""
    until = time.monotonic() + WAIT_SECONDS
    while not held.is_held and time.monotonic() < until and not target.stopping.is_set():
        time.sleep(0.01)
    return held.is_held
