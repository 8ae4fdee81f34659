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

    def __init__(self, shelf: Shelf, *, now: datetime) -> None:
        self._shelf = shelf
        self._now = now
        self.changed: dict[str, SkuPolicy] = {}

    def set(self, command: PolicyCommand) -> tuple[SkuPolicy, bool, bool]:
        """Merge the statement. Returns the policy, True if it changed, and True if it is new.

        A SKU without a stock row gets one, because it is known now.

        Raises `PreconditionFailed`, `InvalidIdentifier` for a new SKU with a flaw, and
        `BeyondToken` for a caller with limits: a policy counts at all locations.
        """
        before = self._shelf.policy(command.sku)._replace(sku=command.sku)
        after = merged(before, command.stated, self._at(command, before), self._now)
        if after != before:
            self.changed[command.sku] = after
            self._shelf.set_policy(after)
            self._make_known(command)
        return after, after != before, before.version == 0

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
                if expected is not None and before.version not in expected:
                    raise PreconditionFailed(subject=f"The policy of {command.sku!r}", version=before.version)
                last = before.last_stated_at()
                return self._now if last is None or self._now > last else last + timedelta(microseconds=1)
            case _:
                assert_never(command)

    def _make_known(self, command: PolicyCommand) -> None:
        if self._shelf.knows(command.sku):
            return
        row = self._shelf.row((command.sku, DEFAULT_LOCATION))
        row.product_id = command.product_id if isinstance(command, StatePolicy) else command.sku
        # As a supply without a quantity leaves it: the first supply counts from 0.
        row.catalog_quantity, row.described = 0, True
        row.touch(row.counters, self._now)
