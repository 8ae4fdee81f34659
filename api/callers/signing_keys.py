"""The public keys of the identity provider: fetched beside the requests, and kept while it is away
(ADR 0037).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import inf
from threading import Event, Lock, Semaphore, Thread

from jwt import PyJWK

from api.callers.key_sets import usable_keys
from api.contract.errors import IdentityProviderUnavailable
from inventory.boundary.bounded_fetch import BoundedFetch, NotFetched

log = logging.getLogger(__name__)

FETCH_SECONDS = 3.0
FRESH_SECONDS = 300.0
"""Seconds until the keys are asked for again. A withdrawn key is accepted for no longer."""
KEPT_SECONDS = 3_600.0
"""While the identity provider is away its keys are taken for so long, and no longer: one of them
might be withdrawn.
"""
PAUSE_SECONDS = 10.0
"""Seconds between two fetches, always: tokens with made-up key ids must not have us flood the
identity provider.
"""
_HTTP_OK = 200


@dataclass(frozen=True, slots=True)
class _Keys:
    """A key set, and when it was asked for."""

    by_id: Mapping[str, PyJWK] = field(default_factory=dict)
    fetched_at: float = -inf


class SigningKeys:
    """Answers from the known keys. A fetch is made by a thread of its own, and at most `waiting`
    requests wait for it.

    Nobody waits for a known key, even while the identity provider is away.
    """

    def __init__(self, url: str, *, waiting: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._source = BoundedFetch(url, seconds=FETCH_SECONDS, proxied=True)
        self._clock = clock
        self._seats = Semaphore(waiting)
        self._lock = Lock()
        self._keys = _Keys()
        self._tried_at = -inf
        self._arriving: Event | None = None

    def get(self, key_id: str) -> PyJWK | None:
        """The key, or None if the identity provider has none of this id. Raises
        `IdentityProviderUnavailable`.
        """
        keys = self._keys
        age = self._clock() - keys.fetched_at
        found = keys.by_id.get(key_id)
        if age < FRESH_SECONDS and found is not None:
            return found
        arriving = self.fetch_soon()
        if age < KEPT_SECONDS and found is not None:
            return found
        if arriving is not None:
            self._wait(arriving)
        keys = self._keys
        found = keys.by_id.get(key_id)
        if self._clock() - keys.fetched_at >= KEPT_SECONDS or (found is None and keys.fetched_at < self._tried_at):
            raise IdentityProviderUnavailable
        return found

    def fetch_soon(self) -> Event | None:
        """Have the keys fetched, unless somebody did so just now. Returns an event that is set when
        they are, if they are on their way.
        """
        with self._lock:
            now = self._clock()
            if self._arriving is None and now - self._tried_at >= PAUSE_SECONDS:
                arriving = Event()
                self._tried_at = now
                try:
                    Thread(target=self._fetch, args=(now, arriving), name="signing-keys", daemon=True).start()
                except RuntimeError as error:
                    log.warning("The keys of the identity provider can't be fetched: %s", error)
                else:
                    self._arriving = arriving
            return self._arriving

    def _wait(self, arriving: Event) -> None:
        """Raises `IdentityProviderUnavailable` where others wait enough: the threads are for those
        who can be answered.
        """
        if not self._seats.acquire(blocking=False):
            raise IdentityProviderUnavailable
        try:
            arriving.wait(FETCH_SECONDS + 1)
        finally:
            self._seats.release()

    def _fetch(self, asked_at: float, arriving: Event) -> None:
        try:
            answer = self._source.get()
            if answer.status != _HTTP_OK:
                raise NotFetched(f"it answers {answer.status}")  # noqa: TRY301 - told below, as all that goes wrong
            self._keys = _Keys(usable_keys(answer.body), asked_at)
        except (NotFetched, ValueError) as error:
            log.warning("The keys of the identity provider can't be fetched: %s", error)
        except Exception:
            log.exception("The keys of the identity provider can't be fetched")
        finally:
            with self._lock:
                self._arriving = None
            arriving.set()
