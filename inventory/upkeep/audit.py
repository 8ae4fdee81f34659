"""The audit: a check that everything adds up, under one snapshot. It names each discrepancy with
its figures (G1, G5).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import TextClause, bindparam, text
from sqlalchemy.orm import Session

from inventory.upkeep.order_checks import ORDER_CHECKS

OVERDUE_AFTER = timedelta(minutes=5)
"""A hold that is overdue for longer than this shows that nobody sweeps."""
STUCK_AFTER = timedelta(hours=1)
"""An outbox row of that age shows that nobody relays, an inbox row that nobody works."""


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One thing that does not add up: the check, its subject, the found and the expected value."""

    check: str
    subject: str
    found: str
    expected: str

    def __str__(self) -> str:
        return f"{self.check}: {self.subject}: {self.found}, expected {self.expected}"


@dataclass(slots=True)
class Report:
    """The numbers of rows that were read, and the discrepancies."""

    audited_at: datetime
    counts: dict[str, int] = field(default_factory=dict)
    discrepancies: list[Discrepancy] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        return not self.discrepancies


# Each check answers rows of (subject, found, expected), none when all is well.
CHECKS: dict[str, TextClause] = {
    **ORDER_CHECKS,
    "stock equals the sum of the ledger": text(
        """
        WITH ledger AS (
            SELECT sku, location, sum(on_hand_delta) AS on_hand, sum(reserved_delta) AS reserved,
                   sum(shortfall_delta) AS shortfall, coalesce(sum(to_ship_delta), 0) AS to_ship
            FROM stock_movement GROUP BY sku, location
        )
        SELECT coalesce(s.sku, m.sku) || ' at ' || coalesce(s.location, m.location) AS subject,
               format('on hand %s, reserved %s, shortfall %s, to ship %s', s.quantity_on_hand, s.quantity_reserved,
                      s.quantity_shortfall, s.quantity_to_ship) AS found,
               format('on hand %s, reserved %s, shortfall %s, to ship %s', m.on_hand, m.reserved, m.shortfall,
                      m.to_ship) AS expected
        FROM product_inventory s FULL JOIN ledger m ON m.sku = s.sku AND m.location = s.location
        WHERE coalesce(s.quantity_on_hand, 0) <> coalesce(m.on_hand, 0)
           OR coalesce(s.quantity_reserved, 0) <> coalesce(m.reserved, 0)
           OR coalesce(s.quantity_shortfall, 0) <> coalesce(m.shortfall, 0)
           OR coalesce(s.quantity_to_ship, 0) <> coalesce(m.to_ship, 0)
        """
    ),
    "running balances chain": text(
        """
        SELECT format('movement %s of %s at %s', id, sku, location) AS subject,
               format('on hand %s, reserved %s, shortfall %s, to ship %s', on_hand_after, reserved_after, shortfall_after,
                      coalesce(to_ship_after, 0)) AS found,
               format('on hand %s, reserved %s, shortfall %s, to ship %s', on_hand_before + on_hand_delta,
                      reserved_before + reserved_delta, shortfall_before + shortfall_delta,
                      to_ship_before + coalesce(to_ship_delta, 0)) AS expected
        FROM (
            SELECT *, coalesce(lag(on_hand_after) OVER chain, 0) AS on_hand_before,
                   coalesce(lag(reserved_after) OVER chain, 0) AS reserved_before,
                   coalesce(lag(shortfall_after) OVER chain, 0) AS shortfall_before,
                   coalesce(lag(to_ship_after) OVER chain, 0) AS to_ship_before
            FROM stock_movement WINDOW chain AS (PARTITION BY sku, location ORDER BY id)
        ) m
        WHERE (on_hand_after, reserved_after, shortfall_after, coalesce(to_ship_after, 0))
              <> (on_hand_before + on_hand_delta, reserved_before + reserved_delta, shortfall_before + shortfall_delta,
                  to_ship_before + coalesce(to_ship_delta, 0))
        """
    ),
    "moves take as much as they bring": text(
        """
        SELECT format('move %s of %s between %s and %s', reference, sku, one_end, other_end) AS subject,
               'units appear or vanish: ' || sum(units) AS found, '0' AS expected
        FROM (
            SELECT sku, reference, least(location, other_location) AS one_end,
                   greatest(location, other_location) AS other_end, on_hand_delta - shortfall_delta AS units
            FROM stock_movement WHERE kind = 'moved'
        ) m
        -- The end whose movement is forgotten has an opening balance in its place.
        WHERE NOT EXISTS (
            SELECT FROM stock_movement o
            WHERE o.sku = m.sku AND o.kind = 'opening_balance' AND o.location IN (one_end, other_end)
        )
        GROUP BY sku, reference, one_end, other_end HAVING sum(units) <> 0
        """
    ),
    "reassigned units go as they come": text(
        """
        SELECT format('%s of order %s between %s and %s', sku, order_id, one_end, other_end) AS subject,
               format('units appear or vanish: %s held, %s taken', sum(held), -sum(units)) AS found, '0' AS expected
        FROM (
            SELECT sku, order_id, least(location, other_location) AS one_end,
                   greatest(location, other_location) AS other_end, on_hand_delta - shortfall_delta AS units,
                   reserved_delta AS held
            FROM stock_movement WHERE kind = 'reassigned'
        ) m
        -- As of moves: the end whose movement is forgotten has an opening balance in its place.
        WHERE NOT EXISTS (
            SELECT FROM stock_movement o
            WHERE o.sku = m.sku AND o.kind = 'opening_balance' AND o.location IN (one_end, other_end)
        )
        GROUP BY sku, order_id, one_end, other_end HAVING (sum(units), sum(held)) <> (0, 0)
        """
    ),
    "stock rows follow their locations": text(
        """
        SELECT s.sku || ' at ' || s.location AS subject, CASE WHEN s.sells THEN 'sells' ELSE 'does not sell' END AS found,
               CASE WHEN s.sells THEN 'does not sell' ELSE 'sells' END || ', as its location' AS expected
        FROM product_inventory s JOIN location l ON l.name = s.location
        WHERE s.sells <> (l.sells AND l.active) AND l.version = l.settled_version
        """
    ),
    "stock rows keep back as their rules say": text(
        """
        SELECT s.sku || ' at ' || s.location AS subject, 'safety stock ' || coalesce(s.safety_stock, 0) AS found,
               'safety stock ' || rule.units AS expected
        FROM sku_policy p JOIN product_inventory s ON s.sku = p.sku, LATERAL (
            SELECT coalesce(max(units) FILTER (WHERE place = s.location), max(units) FILTER (WHERE place IS NULL), 0) AS units
            FROM (
                SELECT one->>'location' AS place, (one->'safety_stock'->>'units')::bigint AS units
                FROM jsonb_array_elements(p.stock_rules) one
            ) stated
        ) rule
        WHERE coalesce(s.safety_stock, 0) <> rule.units
        """
    ),
    "no hold is overdue": text(
        """
        SELECT order_id AS subject, 'pending, expired at ' || expires_at AS found, 'expired' AS expected
        FROM reservation WHERE status = 'pending' AND expires_at < :overdue_before
        """
    ),
    "no inbox row is stuck": text(
        """
        SELECT format('%s %s from %s', e.type, e.event_id, e.source) AS subject,
               format('pending since %s after %s attempts', e.received_at, p.attempts) AS found,
               'done or dead' AS expected
        FROM inbox_pending p JOIN inbox_event e ON e.id = p.id
        WHERE e.received_at < :stuck_before AND coalesce(p.waits_for, '{}') = '{}'
        """
    ),
    "no outbox row is stuck": text(
        """
        SELECT format('%s of %s', type, key) AS subject, 'not announced since ' || occurred_at AS found,
               'announced' AS expected
        FROM outbox_event WHERE occurred_at < :stuck_before
        """
    ),
}

_COUNTS = {
    "stock rows": text("SELECT count(*) FROM product_inventory"),
    "reservations": text("SELECT count(*) FROM reservation"),
    "movements": text("SELECT count(*) FROM stock_movement"),
    "inbox rows": text("SELECT count(*) FROM inbox_event"),
    "inbox rows pending": text("SELECT count(*) FROM inbox_pending"),
    "dead letters": text("SELECT count(*) FROM dead_letter WHERE superseded_by IS NULL"),
    "outbox rows": text("SELECT count(*) FROM outbox_event"),
}


def audit(session: Session, *, now: datetime, sweep_every: timedelta = timedelta(0), limit: int = 1_000) -> Report:
    """Run every check over all rows, in the caller's transaction. It must be REPEATABLE READ, so
    that all checks see one moment.

    `sweep_every` is the longest that a hold may wait for its sweep. At most `limit` discrepancies
    of each check are named. The cost grows with all that ever happened.
    `inventory.upkeep.scheduled_audit` may run every few minutes.
    """
    report = Report(audited_at=now)
    for name, counting in _COUNTS.items():
        report.counts[name] = session.execute(counting).scalar_one()
    report.discrepancies = find(session, CHECKS, bounds(now, sweep_every), limit=limit)
    return report


def bounds(now: datetime, sweep_every: timedelta) -> dict[str, datetime]:
    """Return the times that `CHECKS` name: older rows have waited for too long."""
    return {"overdue_before": now - sweep_every - OVERDUE_AFTER, "stuck_before": now - STUCK_AFTER}


def find(
    session: Session, checks: Mapping[str, TextClause], given: Mapping[str, Any], *, limit: int
) -> list[Discrepancy]:
    """Return the discrepancies that these checks find, at most `limit` each. A check gets the
    values of `given` that it names.
    """
    found: list[Discrepancy] = []
    for name, check in checks.items():
        needed = {key: value for key, value in given.items() if f":{key}" in check.text}
        limited = text(f"SELECT * FROM ({check.text}) AS found LIMIT :limit").bindparams(bindparam("limit", limit))  # noqa: S608 - our own text
        found += [Discrepancy(name, row.subject, row.found, row.expected) for row in session.execute(limited, needed)]
    return found
