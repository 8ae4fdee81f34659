"""The public keys of the identity provider: fetched when they are needed, and kept while it is away."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from math import inf
from threading import Lock

from jwt import PyJWK, PyJWKClient, PyJWTError

from api.errors import IdentityProviderUnavailable

log = logging.getLogger(__name__)

FETCH_SECONDS = 3.0
FRESH_SECONDS = 300.0
"""After so long the keys are asked for again; a key that was withdrawn is taken for no longer."""
KEPT_SECONDS = 3_600.0
"""While the identity provider is away its keys are taken for so long, and no longer: one of them might be withdrawn."""
PAUSE_SECONDS = 10.0
"""Between two fetches, whatever happens: tokens with made-up key ids must not have us flood the identity provider."""


class SigningKeys:
    """`PyJWKClient` fetches and parses. Its own cache is off: it forgets all keys when the provider is away for longer
    than it keeps them, has every request wait for a provider that does not answer, and does not pause after a failure.
    """

    def __init__(self, url: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._client = PyJWKClient(url, cache_jwk_set=False, timeout=FETCH_SECONDS)
        self._clock = clock
        self._fetching = Lock()
        self._keys: dict[str, PyJWK] = {}
        self._fetched_at = -inf
        self._tried_at = -inf

    def get(self, key_id: str) -> PyJWK | None:
        """The key, or None if the identity provider has none of this id. Raises `IdentityProviderUnavailable`."""
        known = self._keys.get(key_id)
        if known is None:
            with self._fetching:
                self._fetch()
        elif self._age() >= FRESH_SECONDS and self._fetching.acquire(blocking=False):
            # Others go on with the key that they have.
            try:
                self._fetch()
            finally:
                self._fetching.release()
        found = self._keys.get(key_id)
        if self._age() >= KEPT_SECONDS or (found is None and self._fetched_at < self._tried_at):
            raise IdentityProviderUnavailable
        return found

    def _age(self) -> float:
        return self._clock() - self._fetched_at

    def _fetch(self) -> None:
        """Ask for the keys, unless somebody did so just now."""
        now = self._clock()
        if now - self._tried_at < PAUSE_SECONDS:
            return
        try:
            keys = self._client.get_signing_keys()
        except (PyJWTError, OSError, ValueError) as error:
            log.warning("The keys of the identity provider can't be fetched: %s", error)
        else:
            self._keys = {key.key_id: key for key in keys if key.key_id is not None}
            self._fetched_at = now
        self._tried_at = now
