"""The caller, in the form that every way of proving it ends in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from inventory.domain.allowance import UNLIMITED, Allowance
from inventory.tokens import Scope


@dataclass(frozen=True, slots=True)
class Caller:
    """A known caller. The ledger keeps `actor`: `token:NAME` or `jwt:SUBJECT`."""

    actor: str
    scopes: frozenset[Scope]
    allowance: Allowance = UNLIMITED
    """The limits within its scopes."""
    expires_at: datetime | None = None
    """The end of the token, None if it has none."""


def known_scopes(names: list[str]) -> frozenset[Scope]:
    """Return the scopes that are ours: an identity provider hands out others, too."""
    return frozenset(scope for scope in Scope if scope in names)
