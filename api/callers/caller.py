"""Who calls: what every way of proving it comes down to."""

from __future__ import annotations

from dataclasses import dataclass

from inventory.domain.allowance import UNLIMITED, Allowance
from inventory.tokens import Scope


@dataclass(frozen=True, slots=True)
class Caller:
    """`actor` is what the ledger keeps: `token:NAME` or `jwt:SUBJECT`."""

    actor: str
    scopes: frozenset[Scope]
    allowance: Allowance = UNLIMITED
    """How far it may go with what its scopes open."""


def known_scopes(names: list[str]) -> frozenset[Scope]:
    """Those of the scopes that are ours; an identity provider hands out other services' as well."""
    return frozenset(scope for scope in Scope if scope in names)
