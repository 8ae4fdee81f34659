"""Reading of stored rows as values of the domain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from inventory.database.tables import Location, Stock
from inventory.database.tables import Reservation as ReservationTable
from inventory.domain.commands import Line
from inventory.domain.orders.reservation import AllocatedLine, Allocation, Reservation
from inventory.domain.orders.statements import Statement
from inventory.domain.orders.status import Status
from inventory.domain.stock.counters import Counters
from inventory.domain.stock.shelf import STORED, StockRow

RESERVATION = [ReservationTable.__table__.c[name] for name in Reservation._fields]
"""The columns that `reservation_of` reads."""
_COUNTERS = [Stock.quantity_on_hand, Stock.quantity_reserved, Stock.quantity_shortfall]
_BEFORE, _BEHIND = STORED[: (_at := STORED.index("counters"))], STORED[_at + 1 :]
_PRIORITY = select(Location.priority).where(Location.name == Stock.location).scalar_subquery().label("priority")
STOCK = [
    *(Stock.__table__.c[name] for name in _BEFORE),
    *_COUNTERS,
    *(_PRIORITY if name == "priority" else Stock.__table__.c[name] for name in _BEHIND),
]
"""The columns of `Stock` and its `Location` that `stock_row_of` reads, in the order of
`StockRow`. They need no join.
"""
_STATUSES: dict[str, Status] = {str(status): status for status in Status}


def reservation_of(row: Iterable[Any]) -> Reservation:
    """Return a row with the columns `RESERVATION` as a value of the domain."""
    stored: Any = Reservation._make(row)
    statements = () if stored.statements is None else _statements(stored.statements)
    known: Reservation = stored._replace(
        status=_STATUSES[stored.status], lines=_lines(stored.lines), statements=statements
    )
    return known


def _lines(stored: list[dict[str, Any]]) -> tuple[AllocatedLine, ...]:
    return tuple(
        AllocatedLine(
            line["sku"],
            line["quantity"],
            line.get("location"),
            tuple(Allocation(a["location"], a["held"], a["taken"]) for a in line["allocations"]),
        )
        for line in stored
    )


def _statements(stored: list[dict[str, Any]]) -> tuple[Statement, ...]:
    return tuple(
        Statement(
            datetime.fromisoformat(one["at"]).astimezone(UTC),
            tuple(Line(line["sku"], line["quantity"], line.get("location")) for line in one["lines"]),
            one["by_event"],
        )
        for one in stored
    )


def stock_row_of(row: Sequence[Any]) -> StockRow:
    """Return a row with the columns `STOCK` as a value of the domain. To read its columns by name
    would cost more than all the rest.
    """
    first, behind = len(_BEFORE), len(_BEFORE) + len(_COUNTERS)
    values = [*row[:first], Counters.of_columns(*row[first:behind]), *row[behind:]]
    return StockRow(*values)
