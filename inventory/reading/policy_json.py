"""The policy of a SKU, read and as JSON, over HTTP and at the command line alike."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.boundary.shown import MomentText, ShownJson
from inventory.database.rows import POLICY
from inventory.domain.policies import SkuPolicy
from inventory.domain.representation import moment_json
from inventory.reading.known_keys import is_sku


class PolicyJson(ShownJson):
    """The rules by which a SKU is sold. A SKU without a policy is tracked and sold."""

    sku: str
    tracked: bool
    """False if it has no stock to count: every order of it is met."""
    discontinued: bool
    sellable_from: MomentText | None
    sellable_until: MomentText | None
    version: int
    """0 for a SKU without a policy."""
    updated_at: MomentText | None


def policy(session: Session, sku: str) -> SkuPolicy | None:
    """Return the policy of a SKU, the one that all SKUs have if it has none of its own. None if the
    SKU is not known.
    """
    row = session.connection().execute(select(*POLICY).where(POLICY[0] == sku)).one_or_none()
    if row is not None:
        return SkuPolicy._make(row)
    return SkuPolicy(sku) if is_sku(session, sku) else None


def policy_json(policy: SkuPolicy) -> PolicyJson:
    return {
        "sku": policy.sku,
        "tracked": policy.tracked,
        "discontinued": policy.discontinued,
        "sellable_from": _moment(policy.sellable_from),
        "sellable_until": _moment(policy.sellable_until),
        "version": policy.version,
        "updated_at": _moment(policy.updated_at),
    }


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment_json(moment)
