"""The night of PostgreSQL in a run: its zone has daylight saving, and its clocks are about to be
set back.

A quarter of an hour before 2026-10-25 01:00 UTC it is 02:45 in Berlin, and an hour later it is
02:45 again. Code that takes a time of PostgreSQL for a wall clock time, and adds to it, is wrong by
an hour. Events happen in that night as well. The processes of the service have the clock of this
machine, months away.
"""

import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tools.chaos.clock import SteppedClock, library

ZONE = "Europe/Berlin"
CHANGE_HOUR = 1
"""The hour, in UTC, of the change: in Berlin, clocks are set back from 03:00 to 02:00 on the last
Sunday of October.
"""


def last_change(now: datetime) -> datetime:
    """Return the last change of clocks before `now`. Events of the future would be another
    matter.
    """
    ends = (datetime(year, 10, 31, CHANGE_HOUR, tzinfo=UTC) for year in (now.year, now.year - 1))
    changes = (end - timedelta(days=(end.weekday() + 1) % 7) for end in ends)
    return next(change for change in changes if change < now)


@dataclass(frozen=True)
class Night:
    """The distance of PostgreSQL's clock from the clock of this machine. `shift` is 0 where
    libfaketime does not work.
    """

    shift: timedelta

    @classmethod
    def before_the_change(cls, seconds: float, clock: SteppedClock) -> "Night":
        """Return a night that begins `seconds` before the clocks are set back."""
        if not clock.works():
            return cls(timedelta(0))
        wanted = last_change(datetime.now(UTC)).timestamp() - seconds - time.time()
        return cls(timedelta(seconds=round(wanted)))

    def now(self) -> datetime:
        """Return the time of PostgreSQL's clock."""
        return datetime.now(UTC) + self.shift

    def command(self, server: list[str]) -> list[str]:
        """Return the command that runs a server of PostgreSQL in this night."""
        zoned = [*server, "-c", f"timezone={ZONE}"]
        return ["env", *self._variables(), *zoned] if self.shift else zoned

    def _variables(self) -> list[str]:
        return [
            f"LD_PRELOAD={os.fspath(library() or '')}",
            f"FAKETIME={self.shift.total_seconds():+.0f}",
            "FAKETIME_DONT_FAKE_MONOTONIC=1",
            "NO_FAKE_STAT=1",
        ]

    def __str__(self) -> str:
        if self.shift:
            return f"in {ZONE}, on the night in which clocks are set back"
        return f"in {ZONE}, with the clock of today: libfaketime does not work here"
