"""Checks of the audit that tell if each order has its units, and if stock knows of them (G1, G5).

Units that left stay with their order as taken ones, whatever its status (ADR 0058). They are those
of `shipping`: `gone` less `unexpected`, by SKU and location.
"""

from __future__ import annotations

from sqlalchemy import TextClause, text

_UNITS = """
    SELECT sku, location, sum(taken) AS taken, sum(gone) AS gone, sum(assumed) AS assumed
    FROM (
        SELECT l->>'sku' AS sku, a->>'location' AS location, (a->>'taken')::bigint AS taken, 0 AS gone, 0 AS assumed
        FROM jsonb_array_elements(r.lines) l, jsonb_array_elements(l->'allocations') a
        UNION ALL
        SELECT g->>'sku', g->>'location', 0, (g->>'quantity')::bigint, 0 FROM jsonb_array_elements(r.shipping->'gone') g
        UNION ALL
        SELECT u->>'sku', u->>'location', 0, -(u->>'quantity')::bigint, 0 FROM jsonb_array_elements(r.shipping->'unexpected') u
        UNION ALL
        SELECT b->>'sku', b->>'location', 0, 0, (b->>'quantity')::bigint FROM jsonb_array_elements(r.shipping->'assumed') b
    ) units
    GROUP BY sku, location
"""
"""Units of the order `r` by SKU and location."""
TO_SHIP = "to ship equals the paid units that have not left"
LEFT = "units that left are taken, and those of no ended order beside them"
BACK = "goods that came back lie somewhere again"
WHOLE = "an order has all its units or none"

# Each check answers rows of (subject, found, expected), none when all is well.
ORDER_CHECKS: dict[str, TextClause] = {
    "reserved equals the open holds": text(
        """
        WITH held AS (
            SELECT l->>'sku' AS sku, a->>'location' AS location, sum((a->>'held')::bigint) AS units
            FROM reservation r, jsonb_array_elements(r.lines) l, jsonb_array_elements(l->'allocations') a
            WHERE r.status = 'pending' GROUP BY 1, 2
        )
        SELECT coalesce(s.sku, h.sku) || ' at ' || coalesce(s.location, h.location) AS subject,
               'reserved ' || coalesce(s.quantity_reserved, 0) AS found, 'held ' || coalesce(h.units, 0) AS expected
        FROM product_inventory s FULL JOIN held h ON h.sku = s.sku AND h.location = s.location
        WHERE coalesce(s.quantity_reserved, 0) <> coalesce(h.units, 0)
        """
    ),
    "only open holds hold": text(
        """
        SELECT r.order_id AS subject, 'held ' || sum((a->>'held')::bigint) AS found, 'held 0, being ' || r.status AS expected
        FROM reservation r, jsonb_array_elements(r.lines) l, jsonb_array_elements(l->'allocations') a
        WHERE r.status <> 'pending' GROUP BY r.order_id, r.status HAVING sum((a->>'held')::bigint) <> 0
        """
    ),
    WHOLE: text(
        """
        SELECT format('%s of order %s', line->>'sku', r.order_id) AS subject,
               format('%s: %s held and %s taken of %s', r.status, has.held, has.taken, line->>'quantity') AS found,
               CASE r.status WHEN 'pending' THEN 'all held' WHEN 'confirmed' THEN 'all taken' ELSE 'none taken' END
                   || CASE WHEN r.shipping IS NULL THEN '' ELSE ', and those taken that left' END AS expected
        FROM reservation r, jsonb_array_elements(r.lines) line,
             LATERAL (SELECT coalesce(sum((a->>'held')::bigint), 0) AS held, coalesce(sum((a->>'taken')::bigint), 0) AS taken
                      FROM jsonb_array_elements(line->'allocations') a) has
        WHERE CASE
              WHEN line->>'tracked' = 'false' THEN has.held <> 0 OR has.taken <> 0
              WHEN r.status = 'pending' AND r.shipping IS NOT NULL THEN has.held + has.taken <> (line->>'quantity')::bigint
              WHEN r.status = 'pending' THEN has.held <> (line->>'quantity')::bigint OR has.taken <> 0
              WHEN r.status = 'confirmed' THEN has.taken <> (line->>'quantity')::bigint
              WHEN r.shipping IS NOT NULL THEN has.taken > (line->>'quantity')::bigint
              WHEN r.status = 'released' AND NOT r.restock THEN has.taken NOT IN (0, (line->>'quantity')::bigint)
              ELSE has.taken <> 0 END
        """
    ),
    LEFT: text(
        f"""
        SELECT format('%s at %s of order %s', units.sku, units.location, r.order_id) AS subject,
               format('%s: %s taken', r.status, units.taken) AS found, format('%s, that have left', units.gone) AS expected
        FROM reservation r, LATERAL ({_UNITS}) units
        WHERE r.shipping IS NOT NULL AND CASE
              WHEN r.status = 'confirmed' OR (r.status = 'released' AND NOT r.restock) THEN units.taken < units.gone
              ELSE units.taken <> units.gone END
        """  # noqa: S608 - our own text
    ),
    BACK: text(
        """
        WITH told AS (
            SELECT r.order_id, l->>'sku' AS sku, sum((l->>'quantity')::bigint) AS units
            FROM reservation r, jsonb_array_elements(r.returned->'returns') one, jsonb_array_elements(one->'lines') l
            WHERE r.returned IS NOT NULL GROUP BY 1, 2
        ), landed AS (
            SELECT r.order_id, l->>'sku' AS sku, sum((l->>'quantity')::bigint) AS units
            FROM reservation r, jsonb_array_elements(r.returned->'landed') l
            WHERE r.returned IS NOT NULL GROUP BY 1, 2
        )
        SELECT format('%s of order %s', sku, order_id) AS subject, landed.units || ' lie somewhere again' AS found,
               coalesce(told.units, 0) || ', that came back' AS expected
        FROM told FULL JOIN landed USING (order_id, sku)
        -- Goods of untracked lines lie nowhere.
        WHERE landed.units <> coalesce(told.units, 0)
        """
    ),
    TO_SHIP: text(
        f"""
        WITH awaited AS (
            SELECT units.sku, units.location, sum(greatest(units.taken - units.gone - units.assumed, 0)) AS units
            FROM reservation r, LATERAL ({_UNITS}) units WHERE r.dispatch_due_at IS NOT NULL GROUP BY 1, 2
        )
        SELECT coalesce(s.sku, w.sku) || ' at ' || coalesce(s.location, w.location) AS subject,
               'to ship ' || coalesce(s.quantity_to_ship, 0) AS found, 'to ship ' || coalesce(w.units, 0) AS expected
        FROM product_inventory s FULL JOIN awaited w ON w.sku = s.sku AND w.location = s.location
        WHERE coalesce(s.quantity_to_ship, 0) <> coalesce(w.units, 0)
        """  # noqa: S608 - our own text
    ),
}
