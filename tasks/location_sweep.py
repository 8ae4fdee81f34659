"""A job of beat: have the stock of changed locations follow them, and announce the levels.

It selects by state, as the other sweeps do. So a missed beat or a crash loses nothing.
"""

from __future__ import annotations

import logging
from time import monotonic

from inventory.database.begun_again import retried_on_stale_plan
from inventory.database.transactions import now
from inventory.logs.fields import Fields
from inventory.settings import settings
from inventory.write_path import following
from tasks.failures import LocationsFailed, describe, frames, without_secrets
from tasks.one_by_one import settle
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

    A location that fails keeps what it has reached, and never blocks the locations behind it.
    Raises `LocationsFailed` in the end if any failed.
    """
    deadline = monotonic() + SHARE * settings().sweep_interval_seconds
    failures: dict[str, Exception] = {}
    with without_secrets():
        left = {one.name: one for one in unsettled()}
        for settled in _reached.keys() - {*left.values()}:
            del _reached[settled]
        for name in left:
            failures |= settle([name], lambda names: follow_on(left[names[0]], deadline))
    for name, error in failures.items():
        told = (name, describe(error), frames(error))
        logger.error("stock of location %r can't follow it: %s\n%s", *told, extra=Fields(location=name))
    if failures:
        raise LocationsFailed({name: describe(error) for name, error in failures.items()})


def follow_on(one: following.Unsettled, deadline: float) -> None:
    """Have the stock of the location follow it, from where the last run was to the deadline."""
    after: str | None = _reached.get(one, "")
    while after is not None and monotonic() < deadline:
        after = follow(one, after)
        if after is not None:
            _reached[one] = after
    if after is None:
        _reached.pop(one, None)
        logger.info("all stock of location %r was looked at", one.name, extra=Fields(location=one.name))


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
