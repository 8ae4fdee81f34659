"""Times as RFC 3339 has them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from bridge.decode.unusable import Reason, Unusable, shown

_RFC3339 = re.compile(r"(\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:)(\d\d)((?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d))", re.ASCII)
_LEAP = "60"


def moment(stated: object) -> datetime:
    """Return the time in UTC. A leap second is the first one of the next day, as clocks of
    computers have it.

    Raises `Unusable` for anything else than a timestamp with an offset.
    """
    # fromisoformat alone takes far more than RFC 3339: dates, week dates, times without an offset.
    if isinstance(stated, str) and (found := _RFC3339.fullmatch(stated)):
        until, second, rest = found.groups()
        try:
            if second != _LEAP:
                return _utc(stated)
            before = _utc(f"{until}59{rest}")
        except (ValueError, OverflowError) as error:
            raise Unusable(Reason.INVALID_TIME, f"there is no time {shown(stated)}: {error}") from error
        if (before.hour, before.minute) == (23, 59):
            return before + timedelta(seconds=1)
        raise Unusable(Reason.INVALID_TIME, f"time {shown(stated)} is no leap second: those end a day in UTC")
    raise Unusable(Reason.INVALID_TIME, f"time must be an RFC 3339 timestamp with an offset, not {shown(stated)}")


def _utc(stated: str) -> datetime:
    return datetime.fromisoformat(stated.upper()).astimezone(UTC)
