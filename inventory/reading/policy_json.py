"""The policy of a SKU, read and as JSON, over HTTP and at the command line alike."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.boundary.shown import MomentText, ShownJson, Units
from inventory.database.rows import POLICY, policy_of
from inventory.domain.policies import SkuPolicy
from inventory.domain.representation import moment_json
from inventory.domain.stock_rules import StockRules
from inventory.reading.known_keys import is_sku


class StockRulesJson(ShownJson):
    """Rules for the stock of a SKU. Beside each stand its last statement's time and actor."""

    location: str | None
    """Null: the default of each location that has none of its own."""
    safety_stock: Units | None
    """Units that new holds do not get."""
    safety_stock_at: MomentText | None
    safety_stock_by: str | None
    low_stock_threshold: Units | None
    """With so many sellable units, or fewer, the level is `low`."""
    low_stock_threshold_at: MomentText | None
    low_stock_threshold_by: str | None


class PolicyJson(ShownJson):
    """The rules by which a SKU is sold. A SKU without a policy is tracked and sold."""

    sku: str
    tracked: bool
    """False if it has no stock to count: every order of it is met."""
    discontinued: bool
    sellable_from: MomentText | None
    sellable_until: MomentText | None
    stock: list[StockRulesJson]
    """Its safety stock and thresholds, the default first. Thresholds of the catalogue alone are in
    its stock.
    """
    version: int
    """0 for a SKU without a policy."""
    updated_at: MomentText | None


def policy(session: Session, sku: str) -> SkuPolicy | None:
    """Return the policy of a SKU, the one that all SKUs have if it has none of its own. None if the
    SKU is not known.
    """
    row = session.connection().execute(select(*POLICY).where(POLICY[0] == sku)).one_or_none()
    if row is not None:
        return policy_of(row)
    return SkuPolicy(sku) if is_sku(session, sku) else None


def policy_json(policy: SkuPolicy) -> PolicyJson:
    return {
        "sku": policy.sku,
        "tracked": policy.tracked,
        "discontinued": policy.discontinued,
        "sellable_from": _moment(policy.sellable_from),
        "sellable_until": _moment(policy.sellable_until),
        "stock": [_stock_rules_json(one) for one in policy.stock_rules],
        "version": policy.version,
        "updated_at": _moment(policy.updated_at),
    }


def _stock_rules_json(rules: StockRules) -> StockRulesJson:
    safety, low = rules.safety_stock or _NEVER, rules.low_stock_threshold or _NEVER
    return {
        "location": rules.location,
        "safety_stock": safety.units,
        "safety_stock_at": _moment(safety.at),
        "safety_stock_by": safety.by,
        "low_stock_threshold": low.units,
        "low_stock_threshold_at": _moment(low.at),
        "low_stock_threshold_by": low.by,
    }


class _Never(NamedTuple):
    """Stands for a rule that was never stated."""

    units: None = None
    at: None = None
    by: None = None


_NEVER = _Never()


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment_json(moment)
