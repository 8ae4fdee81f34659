"""The audit that beat schedules: by induction over the ledger, so that its cost does not grow with
all that ever happened.

Each run looks at everything that is open (holds, pending events, outcomes on their way) and at
every stock row. Of the ledger it looks at new rows only: each must continue from the one before it,
and the last one must equal the stock row. Rows that earlier runs have proven are left out. So
damage by hand to an old row in the middle of the ledger is found by the full audit alone
(`inventory.upkeep.audit`).

The highest id seen can't tell which rows are new. Ids rise for each stock row, because they are
drawn under its lock, but over all rows a lower id may commit later. So a run notes the highest id
it saw and then draws a transaction number. A transaction with a later number took its locks, and so
drew its ids, after that: above the noted id. Once every transaction with an earlier number has
ended, all ids up to the noted one are there or never will be, however long that took. Only then may
a run that sees them call them checked. A run that finds the ledger broken proves nothing: the next
run starts from the same row and reports the same again, until the ledger is mended.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, bindparam, delete, func, insert, select, text
from sqlalchemy.orm import Session

from inventory.database.tables import AuditRun, Time
from inventory.upkeep.audit import CHECKS, Report, bounds, find
from inventory.upkeep.order_checks import TO_SHIP

REMEMBERED = timedelta(days=30)
"""The time that runs are kept. The last one is always kept."""

CONTINUES = "new movements continue the ledger"
KNOWN = "new movements are of known stock"
MOVED = "new moves take as much as they bring"
LEDGER_CHECKS = {
    CONTINUES: text(
        """
        SELECT format('movement %s of %s at %s', m.id, m.sku, m.location) AS subject,
               format('on hand %s, reserved %s, shortfall %s, to ship %s', m.on_hand_after, m.reserved_after,
                      m.shortfall_after, coalesce(m.to_ship_after, 0)) AS found,
               format('on hand %s, reserved %s, shortfall %s, to ship %s', b.on_hand + m.on_hand_delta,
                      b.reserved + m.reserved_delta, b.shortfall + m.shortfall_delta,
                      b.to_ship + coalesce(m.to_ship_delta, 0)) AS expected
        FROM (
            SELECT *, lag(id) OVER chain AS id_before, lag(on_hand_after) OVER chain AS on_hand_before,
                   lag(reserved_after) OVER chain AS reserved_before, lag(shortfall_after) OVER chain AS shortfall_before,
                   lag(to_ship_after) OVER chain AS to_ship_before
            FROM stock_movement WHERE id > :checked_id WINDOW chain AS (PARTITION BY sku, location ORDER BY id)
        ) m
        LEFT JOIN LATERAL (
            SELECT p.on_hand_after, p.reserved_after, p.shortfall_after, p.to_ship_after FROM stock_movement p
            WHERE m.id_before IS NULL AND p.sku = m.sku AND p.location = m.location AND p.id < m.id
            ORDER BY p.id DESC LIMIT 1
        ) p ON true,
        LATERAL (SELECT coalesce(m.on_hand_before, p.on_hand_after, 0) AS on_hand,
                        coalesce(m.reserved_before, p.reserved_after, 0) AS reserved,
                        coalesce(m.shortfall_before, p.shortfall_after, 0) AS shortfall,
                        coalesce(m.to_ship_before, p.to_ship_after, 0) AS to_ship) b
        WHERE (m.on_hand_after, m.reserved_after, m.shortfall_after, coalesce(m.to_ship_after, 0))
              <> (b.on_hand + m.on_hand_delta, b.reserved + m.reserved_delta, b.shortfall + m.shortfall_delta,
                  b.to_ship + coalesce(m.to_ship_delta, 0))
        """
    ),
    KNOWN: text(
        """
        SELECT DISTINCT ON (m.sku, m.location) m.sku || ' at ' || m.location AS subject, 'no stock row' AS found,
               format('on hand %s, reserved %s, shortfall %s', m.on_hand_after, m.reserved_after, m.shortfall_after) AS expected
        FROM stock_movement m
        WHERE m.id > :checked_id
          AND NOT EXISTS (SELECT FROM product_inventory s WHERE s.sku = m.sku AND s.location = m.location)
        ORDER BY m.sku, m.location, m.id DESC
        """
    ),
    # The movement that takes is written first. The one that brings may be alone above the proven
    # id.
    MOVED: text(
        """
        SELECT format('move %s of %s from %s to %s', m.reference, m.sku, m.location, m.other_location) AS subject,
               'units appear or vanish: ' || m.units + coalesce(o.units, 0) AS found, '0' AS expected
        FROM (
            SELECT *, on_hand_delta - shortfall_delta AS units FROM stock_movement WHERE id > :checked_id AND kind = 'moved'
        ) m
        LEFT JOIN LATERAL (
            (
                SELECT n.on_hand_delta - n.shortfall_delta AS units FROM stock_movement n
                WHERE m.units < 0 AND n.sku = m.sku AND n.id > m.id AND n.kind = 'moved'
                  AND n.reference = m.reference AND n.location = m.other_location AND n.other_location = m.location
                ORDER BY n.id LIMIT 1
            ) UNION ALL (
                SELECT n.on_hand_delta - n.shortfall_delta FROM stock_movement n
                WHERE m.units > 0 AND n.sku = m.sku AND n.id < m.id AND n.kind = 'moved'
                  AND n.reference = m.reference AND n.location = m.other_location AND n.other_location = m.location
                ORDER BY n.id DESC LIMIT 1
            )
        ) o ON true
        WHERE m.units + coalesce(o.units, 0) <> 0
        """
    ),
}
"""Checks of new ledger rows. The rows count as checked only if all these find nothing."""

_OPEN = "open orders have all their units"
OPEN_CHECKS = {
    "stock equals its last balance": text(
        """
        SELECT s.sku || ' at ' || s.location AS subject,
               format('on hand %s, reserved %s, shortfall %s, to ship %s', s.quantity_on_hand, s.quantity_reserved,
                      s.quantity_shortfall, s.quantity_to_ship) AS found,
               format('on hand %s, reserved %s, shortfall %s, to ship %s', b.on_hand, b.reserved, b.shortfall,
                      b.to_ship) AS expected
        FROM product_inventory s
        LEFT JOIN LATERAL (
            SELECT m.on_hand_after, m.reserved_after, m.shortfall_after, m.to_ship_after FROM stock_movement m
            WHERE m.sku = s.sku AND m.location = s.location ORDER BY m.id DESC LIMIT 1
        ) m ON true,
        LATERAL (SELECT coalesce(m.on_hand_after, 0) AS on_hand, coalesce(m.reserved_after, 0) AS reserved,
                        coalesce(m.shortfall_after, 0) AS shortfall, coalesce(m.to_ship_after, 0) AS to_ship) b
        WHERE (s.quantity_on_hand, s.quantity_reserved, s.quantity_shortfall, s.quantity_to_ship)
              <> (b.on_hand, b.reserved, b.shortfall, b.to_ship)
        """
    ),
    _OPEN: text(
        """
        SELECT format('%s of order %s', line->>'sku', r.order_id) AS subject,
               format('pending: %s held and %s taken of %s', has.held, has.taken, line->>'quantity') AS found,
               CASE WHEN r.shipping IS NULL THEN 'all held' ELSE 'all held or taken' END AS expected
        FROM reservation r, jsonb_array_elements(r.lines) line,
             LATERAL (SELECT coalesce(sum((a->>'held')::bigint), 0) AS held, coalesce(sum((a->>'taken')::bigint), 0) AS taken
                      FROM jsonb_array_elements(line->'allocations') a) has
        WHERE r.status = 'pending' AND ((has.taken <> 0 AND r.shipping IS NULL) OR has.held + has.taken <>
              CASE WHEN line->>'tracked' = 'false' THEN 0 ELSE (line->>'quantity')::bigint END)
        """
    ),
    **{
        name: CHECKS[name]
        for name in (
            "reserved equals the open holds",
            TO_SHIP,
            "stock rows follow their locations",
            "stock rows keep back as their rules say",
            "no hold is overdue",
            "no inbox row is stuck",
            "no outbox row is stuck",
        )
    },
}
"""Checks of everything that is open. Each uses an index of open rows, or reads the stock rows."""

_DRAWN = text("SELECT coalesce(max(id), 0) FROM stock_movement")
_NEW = text("SELECT count(*) FROM stock_movement WHERE id > :checked_id")
_CHECKED = select(func.coalesce(func.max(AuditRun.checked_id), 0))
# The highest id noted by a run whose earlier transactions have all ended. No id up to it is under
# way any more.
_SETTLED = select(func.coalesce(func.max(AuditRun.drawn_id), 0)).where(
    AuditRun.transaction <= text("pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
)
_LAST = select(AuditRun.audited_at, AuditRun.discrepancies).order_by(AuditRun.id.desc()).limit(1)
_INSERT = insert(AuditRun).values(
    audited_at=bindparam("audited_at_", type_=Time),
    transaction=text("pg_current_xact_id()::text::bigint"),
    drawn_id=bindparam("drawn_id_", type_=BigInteger),
    checked_id=bindparam("checked_id_", type_=BigInteger),
    discrepancies=bindparam("discrepancies_"),
)
_FORGET = delete(AuditRun).where(AuditRun.audited_at < bindparam("before_", type_=Time))


@dataclass(frozen=True, slots=True)
class Run:
    """The findings of one run, to be kept by `record`."""

    report: Report
    drawn_id: int
    checked_id: int


@dataclass(frozen=True, slots=True)
class LastRun:
    audited_at: datetime
    discrepancies: int


def audit_what_is_new(
    session: Session, *, now: datetime, sweep_every: timedelta = timedelta(0), limit: int = 100
) -> Run:
    """Audit everything that is open, and the ledger rows since the last proven one. The caller's
    snapshot must be REPEATABLE READ.

    `sweep_every` is the longest that a hold may wait for its sweep. At most `limit` discrepancies
    of each check are named.
    """
    drawn_id: int = session.execute(_DRAWN).scalar_one()
    checked_id: int = session.execute(_CHECKED).scalar_one()
    settled_id: int = session.execute(_SETTLED).scalar_one()
    given = {**bounds(now, sweep_every), "checked_id": checked_id}
    report = Report(
        audited_at=now, counts={"new movements": session.execute(_NEW, {"checked_id": checked_id}).scalar_one()}
    )
    broken = find(session, LEDGER_CHECKS, given, limit=limit)
    report.discrepancies = broken + find(session, OPEN_CHECKS, given, limit=limit)
    return Run(report, drawn_id, checked_id if broken else max(checked_id, settled_id))


def record(session: Session, run: Run) -> None:
    """Store the run, in a transaction that begins after its snapshot was taken. The next run starts
    from it.
    """
    connection = session.connection()
    connection.execute(_FORGET, {"before_": run.report.audited_at - REMEMBERED})
    connection.execute(
        _INSERT,
        {
            "audited_at_": run.report.audited_at,
            "drawn_id_": run.drawn_id,
            "checked_id_": run.checked_id,
            "discrepancies_": len(run.report.discrepancies),
        },
    )


def last_run(session: Session) -> LastRun | None:
    """Return the time of beat's last audit and its number of discrepancies, or None."""
    row = session.execute(_LAST).one_or_none()
    return None if row is None else LastRun(row.audited_at, row.discrepancies)
