"""Callers that show a token made by `inventory token create`."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from math import inf

from api.callers.caller import Caller, known_scopes
from api.contract.database_errors import as_unavailable
from api.contract.errors import InvalidToken
from inventory import tokens as access
from inventory.database.begun_again import retried_on_stale_plan
from inventory.database.transactions import Database, now
from inventory.domain import allowance
from inventory.domain.allowance import UNLIMITED, Allowance
from inventory.tokens import Token

REMEMBERED_SECONDS = 5.0
"""For so long a process may go on taking a token that has been revoked."""
SHOWN_LATELY_SECONDS = 150.0
"""While PostgreSQL is away, a valid token is taken that was shown so lately. As a rule Prometheus
asks every two minutes or more often.
"""


@dataclass(slots=True)
class _Remembered:
    """A valid token. It is not looked up again before `looked_up_at`, and ends at `ends_at`. Times
    are those of the clock.
    """

    caller: Caller
    looked_up_at: float
    ends_at: float
    shown_at: float


@dataclass(frozen=True, slots=True)
class StaticTokens:
    """Looks tokens up in PostgreSQL, and remembers valid ones for a few seconds.

    While PostgreSQL is away, a caller who keeps coming goes on. Such a caller gets nothing but the
    answers without PostgreSQL: the metrics, and by them the news that it is away.

    Invalid ones are not remembered, so that made-up tokens take no memory.
    """

    database: Database
    clock: Callable[[], float] = time.monotonic
    _remembered: dict[str, _Remembered] = field(default_factory=dict, init=False)

    def caller(self, secret: str) -> Caller:
        """Raises `InvalidToken`, and the errors of the database."""
        known, moment = self._remembered.get(secret), self.clock()
        if known is None:
            return self._look_up(secret)
        if moment >= known.looked_up_at:
            try:
                return self._look_up(secret)
            except Exception as error:
                if as_unavailable(error) is None or not _goes_on(known, moment):
                    raise
        known.shown_at = moment
        return known.caller

    @retried_on_stale_plan
    def _look_up(self, secret: str) -> Caller:
        asked_at = self.clock()
        token = None
        if access.TOKEN.fullmatch(secret):
            with self.database.transaction() as session:
                moment = now(session)
                token = access.find(session, secret, now=moment)
        if token is None:
            self._remembered.pop(secret, None)
            raise InvalidToken(reason="it is unknown, expired or revoked")
        caller = Caller(f"token:{token.name}", known_scopes(token.scopes), _allowance(token), token.expires_at)
        ends_at = asked_at + _seconds_valid(token, moment)
        again_at = min(asked_at + REMEMBERED_SECONDS, ends_at)
        self._remembered[secret] = _Remembered(caller, again_at, ends_at, shown_at=asked_at)
        return caller


def _goes_on(known: _Remembered, moment: float) -> bool:
    return moment < min(known.shown_at + SHOWN_LATELY_SECONDS, known.ends_at)


def _allowance(token: Token) -> Allowance:
    """Raises `InvalidToken` for limits that this version does not understand: passed over, they
    would be none.
    """
    if token.limits is None:
        return UNLIMITED
    try:
        return allowance.read(token.limits)
    except ValueError as error:
        raise InvalidToken(reason=f"it has limits that this version does not know: it {error}") from error


def _seconds_valid(token: Token, moment: datetime) -> float:
    return inf if token.expires_at is None else (token.expires_at - moment).total_seconds()
