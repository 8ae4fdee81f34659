"""The policy of a SKU: the rules by which it is sold. Pure (ADR 0054).

An untracked SKU (a gift card, a service, a download) has no units: every line of it is met. A
discontinued SKU, and one outside its time of sale, gets no new holds. Running holds and payments go
on. A SKU without a policy is tracked and sold.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from inventory.domain.stock_rules import Rules, StockRulesStatement, merged_rules, times_of


class Rule(StrEnum):
    """The rule that forbids a new hold."""

    DISCONTINUED = "discontinued"
    NOT_YET_SOLD = "not_yet_sold"
    """Before `sellable_from`."""
    NO_LONGER_SOLD = "no_longer_sold"
    """At `sellable_until`, or later."""


class Bound(NamedTuple):
    """A stated end of the time of sale. None states that there is none."""

    at: datetime | None


class PolicyStatement(NamedTuple):
    """The fields of a policy that somebody states. None leaves a field alone."""

    tracked: bool | None = None
    discontinued: bool | None = None
    sellable_from: Bound | None = None
    sellable_until: Bound | None = None
    stock: tuple[StockRulesStatement, ...] = ()

    def __bool__(self) -> bool:
        return any(field not in {None, ()} for field in self)


class SkuPolicy(NamedTuple):
    """The policy of one SKU. Each field has the time of the statement that set it, None without
    any.
    """

    sku: str
    tracked: bool = True
    tracked_at: datetime | None = None
    discontinued_at: datetime | None = None
    """The time of the statement that discontinued it. None while it is not discontinued."""
    discontinued_stated_at: datetime | None = None
    sellable_from: datetime | None = None
    sellable_from_at: datetime | None = None
    sellable_until: datetime | None = None
    sellable_until_at: datetime | None = None
    stock_rules: Rules = ()
    """Its safety stock and thresholds, with the actors that stated them."""
    version: int = 0
    updated_at: datetime | None = None

    @property
    def discontinued(self) -> bool:
        return self.discontinued_at is not None

    def broken_rule(self, now: datetime) -> Rule | None:
        """Return the rule that forbids a new hold at `now`, if any."""
        if self.discontinued_at is not None:
            return Rule.DISCONTINUED
        if self.sellable_from is not None and now < self.sellable_from:
            return Rule.NOT_YET_SOLD
        if self.sellable_until is not None and now >= self.sellable_until:
            return Rule.NO_LONGER_SOLD
        return None

    def last_stated_at(self) -> datetime | None:
        """Return the time of the newest statement of any field."""
        times = (self.tracked_at, self.discontinued_stated_at, self.sellable_from_at, self.sellable_until_at)
        return max((*(at for at in times if at is not None), *times_of(self.stock_rules)), default=None)


def merged(policy: SkuPolicy, stated: PolicyStatement, at: datetime, now: datetime, by: str) -> SkuPolicy:
    """Return the policy after a statement made `at` that time by an actor, `policy` itself if
    nothing is new.

    The newest statement of each field counts, and of two at the same instant the greater one. So
    the order in which they are heard does not matter.
    """
    after = policy._replace(stock_rules=merged_rules(policy.stock_rules, stated.stock, at, by))
    if stated.tracked is not None and _counts(at, stated.tracked, policy.tracked_at, policy.tracked):
        after = after._replace(tracked=stated.tracked, tracked_at=at)
    if stated.discontinued is not None and _counts(
        at, stated.discontinued, policy.discontinued_stated_at, policy.discontinued
    ):
        discontinued_at = at if stated.discontinued else None
        after = after._replace(discontinued_at=discontinued_at, discontinued_stated_at=at)
    if stated.sellable_from is not None and _counts(
        at, _rank(stated.sellable_from.at), policy.sellable_from_at, _rank(policy.sellable_from)
    ):
        after = after._replace(sellable_from=stated.sellable_from.at, sellable_from_at=at)
    if stated.sellable_until is not None and _counts(
        at, _rank(stated.sellable_until.at), policy.sellable_until_at, _rank(policy.sellable_until)
    ):
        after = after._replace(sellable_until=stated.sellable_until.at, sellable_until_at=at)
    if after == policy:
        return policy
    return after._replace(version=policy.version + 1, updated_at=max(now, policy.updated_at or now))


def _counts(at: datetime, value: Any, known_at: datetime | None, known: Any) -> bool:
    return known_at is None or (at, value) > (known_at, known)


def _rank(bound: datetime | None) -> tuple[datetime, ...]:
    """Return a value to compare. Any bound is greater than none."""
    return () if bound is None else (bound,)
