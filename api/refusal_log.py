"""Log of refusals of unknown callers, written so that they can't fill it: the first of a kind is
logged whole, then the number of further ones.

A kind is the code of one of our errors, so there are few. The metrics count every refusal.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

log = logging.getLogger(__name__)

INTERVAL_SECONDS = 60.0


@dataclass(slots=True)
class _Kind:
    since: float
    untold: int = 0


class RefusalLog:
    """The log of one process. A refusal of a caller with a valid token does not belong here: it is
    logged each time.
    """

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kinds: dict[str, _Kind] = {}
        self._lock = Lock()

    def tell(self, code: str, level: int, message: str, *values: object) -> None:
        """Log a refusal, or count it where one of its kind was logged less than a minute ago."""
        self.tell_numbers()
        with self._lock:
            kind = self._kinds.get(code)
            if kind is not None:
                kind.untold += 1
                return
            self._kinds[code] = _Kind(self._clock())
        log.log(level, message, *values)

    def tell_numbers(self) -> None:
        """Log the number of refusals of each kind whose minute is over."""
        if not self._kinds:
            return
        with self._lock:
            now = self._clock()
            over = {code: kind for code, kind in self._kinds.items() if now - kind.since >= INTERVAL_SECONDS}
            for code in over:
                del self._kinds[code]
        for code, kind in over.items():
            if kind.untold:
                log.info("%s: %d more in the last %.0f seconds", code, kind.untold, now - kind.since)


REFUSAL_LOG = RefusalLog()
