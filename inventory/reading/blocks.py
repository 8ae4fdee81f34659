"""Find the rows of an order or a reference in tables that only grow, block by block (ADR 0066).

Their indexes by order and by reference begin with the number of a block of 65,536 rows
(`inventory.database.tables.built_indexes`). So each block is asked: three pages or so for each, of
15 blocks in a million rows.
"""

from __future__ import annotations

from sqlalchemy import Text, TextClause, bindparam, text

# The last two conditions are for a table whose index is not built yet: its rows are read once then,
# and not once for each block. OFFSET 0 keeps the look-ups apart (ADR 0050).
_IDS = """ARRAY(
    SELECT found.id
    FROM generate_series((SELECT min(id) >> 16 FROM {table}), (SELECT max(id) >> 16 FROM {table})) AS block (number)
    CROSS JOIN LATERAL (
        SELECT o.id FROM {table} AS o
        WHERE (o.id >> 16) = block.number AND o.{column} = :order_{also}
            AND o.id >= block.number << 16 AND o.id < (block.number + 1) << 16
        OFFSET 0
    ) AS found
)"""
_EVENT_IDS = _IDS.format(table="inbox_event", column="key", also="")
_LETTER_IDS = "ARRAY(SELECT d.id FROM dead_letter AS d WHERE d.record_key = convert_to(:order_, 'UTF8'))"
EVENTS = f"inbox_event.id = ANY ({_EVENT_IDS})"
EVENTS_AND_LETTERS = f"inbox_event.id = ANY ({_EVENT_IDS} || {_LETTER_IDS})"
"""With dead letters whose Kafka record had the order's id as its key: nothing more can be read of
some.
"""
MOVEMENTS = f"stock_movement.id = ANY ({_IDS.format(table='stock_movement', column='order_id', also='')})"
OUTCOMES = f"announced_outcome.id = ANY ({_IDS.format(table='announced_outcome', column='key', also='')})"
"""Conditions on the rows of these tables, with the parameter `order_`."""
_REFERENCE_IDS = _IDS.format(table="stock_movement", column="reference", also=" AND o.order_id IS NULL")
REFERENCES = f"stock_movement.id = ANY ({_REFERENCE_IDS})"
"""Condition on movements of no order, with the parameter `order_` for their reference."""


def of_order(condition: str, order_id: str) -> TextClause:
    """Return the condition that a row is about this order, or has this reference."""
    return text(condition).bindparams(bindparam("order_", order_id, type_=Text))
