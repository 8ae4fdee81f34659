"""Callers that show a token made by `inventory token create`."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from api.callers.caller import Caller, known_scopes
from api.contract.errors import InvalidToken
from inventory import tokens as access
from inventory.database.begun_again import retried_on_stale_plan
from inventory.database.transactions import Database, now
from inventory.domain import allowance
from inventory.domain.allowance import UNLIMITED, Allowance
from inventory.tokens import Token

REMEMBERED_SECONDS = 5.0
"""For so long a process may go on taking a token that has been revoked."""


@dataclass(frozen=True, slots=True)
class StaticTokens:
    """Looks tokens up in PostgreSQL, and remembers valid ones for a few seconds.

    Invalid ones are not remembered, so that made-up tokens take no memory.
    """

    database: Database
    clock: Callable[[], float] = time.monotonic
    _remembered: dict[str, tuple[Caller, float]] = field(default_factory=dict, init=False)

    def caller(self, secret: str) -> Caller:
        """Raises `InvalidToken`, and the errors of the database."""
        caller, until = self._remembered.get(secret, (None, 0.0))
        if caller is None or self.clock() >= until:
            return self._look_up(secret)
        return caller

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
        self._remembered[secret] = caller, asked_at + _seconds_valid(token, moment)
        return caller


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
    if token.expires_at is None:
        return REMEMBERED_SECONDS
    return min(REMEMBERED_SECONDS, (token.expires_at - moment).total_seconds())
