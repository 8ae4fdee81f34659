"""A job of beat: have the stock of changed locations follow them, and announce the levels.

It selects by state, as the other sweeps do. So a missed beat or a crash loses nothing.
"""

from __future__ import annotations

import logging
from time import monotonic

from inventory.database.begun_again import retried_on_stale_plan
from inventory.database.transactions import now
from inventory.settings import settings
from inventory.write_path import following
from tasks.failures import without_secrets
from tasks.stock import hold_times
from tasks.worker.process import database

logger = logging.getLogger(__name__)

SHARE = 0.5
"""The part of its interval that this job may use. It shares a process with the expiry of holds."""
_reached: dict[following.Unsettled, str] = {}
"""The last SKU that this process has looked at, for each location. Without it a run would never
come to the end of a very large table. A new process begins at the first SKU.
"""


def follow_locations() -> None:
    """Have all stock of unsettled locations follow them, piece by piece, until all are settled or
    the time is used.
    """
    deadline = monotonic() + SHARE * settings().sweep_interval_seconds
    with without_secrets():
        left = {one: _reached.get(one, "") for one in unsettled()}
        _reached.clear()
        for one, start in left.items():
            after: str | None = start
            while after is not None and monotonic() < deadline:
                after = follow(one, after)
            if after is None:
                logger.info("all stock of location %r was looked at", one.name)
            else:
                _reached[one] = after


@retried_on_stale_plan
def unsettled() -> list[following.Unsettled]:
    """Return the locations whose stock may not follow yet, read in one transaction."""
    with database().transaction() as session:
        return following.unsettled(session)


@retried_on_stale_plan
def follow(one: following.Unsettled, after: str) -> str | None:
    """Have the next SKUs follow, in one transaction. Return the last one that was looked at."""
    with database().transaction() as session:
        return following.follow(session, one, after=after, now=now(session), holds=hold_times())
