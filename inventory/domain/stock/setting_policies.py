"""Apply statements of policies to the SKUs of a batch. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import assert_never

from inventory.domain.commands import DEFAULT_LOCATION, PolicyCommand, SetPolicy, StatePolicy
from inventory.domain.policies import SkuPolicy, merged
from inventory.domain.stock.adjusting import require_new
from inventory.domain.stock.shelf import Shelf
from inventory.errors import PreconditionFailed


class SettingPolicies:
    """The policies that a batch has changed so far."""

    def __init__(self, shelf: Shelf, traceparents: dict[str, str | None], *, now: datetime) -> None:
        self._shelf = shelf
        self._traceparents = traceparents
        self._now = now
        self.changed: dict[str, SkuPolicy] = {}

    def set(self, command: PolicyCommand) -> tuple[SkuPolicy, bool, bool]:
        """Merge the statement. Returns the policy, True if it changed, and True if it is new.

        A SKU without a stock row gets one, because it is known now.

        Raises `PreconditionFailed`, `InvalidIdentifier` for a new SKU with a flaw,
        `LocationNotSetUp` or `LocationInactive` for rules of such a location, and `BeyondToken` for
        a caller with limits: a policy counts at all locations.
        """
        before = self._shelf.policy(command.sku)._replace(sku=command.sku)
        at, actor = self._at(command, before), command.cause.actor
        after = merged(before, command.stated, at, self._now, actor)
        if after != before:
            self.changed[command.sku] = after
            self._shelf.set_policy(after)
            self._follow(after, command)
            self._make_known(command)
        return after, after != before, before.version == 0

    def skus_with_stock_rules(self) -> frozenset[str]:
        """Return the changed SKUs whose rows follow rules."""
        return frozenset(sku for sku, policy in self.changed.items() if policy.stock_rules)

    def _at(self, command: PolicyCommand, before: SkuPolicy) -> datetime:
        """Return the time of the statement. A person answers to all that was stated before, even if
        a clock that is ahead has stamped it.
        """
        match command:
            case StatePolicy(at=at):
                return at
            case SetPolicy(expected_versions=expected):
                command.cause.allowance.require_location(None)
                if not self._shelf.knows(command.sku):
                    require_new(sku=command.sku)
                for one in command.stated.stock:
                    if one.location is not None:
                        self._shelf.require_usable(one.location)
                if expected is not None and before.version not in expected:
                    raise PreconditionFailed(subject=f"The policy of {command.sku!r}", version=before.version)
                last = max(filter(None, (before.last_stated_at(), self._last_threshold_at(command))), default=None)
                return self._now if last is None or self._now > last else last + timedelta(microseconds=1)
            case _:
                assert_never(command)

    def _last_threshold_at(self, command: SetPolicy) -> datetime | None:
        """Return the time of the catalogue's newest threshold, if people state one now."""
        if all(one.low_stock_threshold is None for one in command.stated.stock):
            return None
        return max(filter(None, (row.threshold_at for row in self._shelf.of(command.sku))), default=None)

    def _follow(self, policy: SkuPolicy, command: PolicyCommand) -> None:
        """Have all rows of the SKU follow the rules of its stock. All of them are locked."""
        for row in self._shelf.of(command.sku):
            if row.follow_rules(policy.stock_rules) and row.version:
                row.touch(row.counters, self._now)
                self._traceparents[row.sku] = command.cause.traceparent

    def _make_known(self, command: PolicyCommand) -> None:
        if self._shelf.knows(command.sku):
            return
        row = self._shelf.row((command.sku, DEFAULT_LOCATION))
        row.product_id = command.product_id if isinstance(command, StatePolicy) else command.sku
        # As a supply without a quantity leaves it: the first supply counts from 0.
        row.catalog_quantity, row.described = 0, True
        row.touch(row.counters, self._now)
