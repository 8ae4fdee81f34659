"""Times are UTC from where they enter: Python adds to and compares times of a zone with daylight
saving by its wall clock.

900 s after 2:55 in the night in which Berlin's clocks go back are 3:10 by the wall clock, and that
is 4,500 s later.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime


def in_utc(moment: datetime) -> datetime:
    """Return the same moment in UTC. Raises `ValueError` where that has no year."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("must be between the years 1 and 9999") from None


def require_utc(moment: datetime) -> datetime:
    """Return the moment as it is. Raises `ValueError` unless it is in UTC: the door that let it
    in should have seen to that.
    """
    if moment.tzinfo is not UTC:
        raise ValueError(f"the time {moment!r} is not in UTC")
    return moment


UtcDatetime = Annotated[AwareDatetime, AfterValidator(in_utc)]
"""A time that comes from outside, for pydantic's models."""
