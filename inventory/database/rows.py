"""Reading of stored rows as values of the domain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import and_, case, null, select, type_coerce
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.types import NullType

from inventory.database.tables import Location, Stock
from inventory.database.tables import Reservation as ReservationTable
from inventory.database.tables import SkuPolicy as PolicyTable
from inventory.domain.lines import Disposition, Line, ReturnLine
from inventory.domain.locations import NO_PREFERENCE, Preference
from inventory.domain.orders.reservation import MOSTLY_EMPTY, AllocatedLine, Allocation, Reservation
from inventory.domain.orders.returning import Landing, Returned, ReturnFact, Slot
from inventory.domain.orders.shipping import DispatchFact, Shipping
from inventory.domain.orders.stated.reducing import LinesCancelled, Reducing
from inventory.domain.orders.stated.statements import Statement
from inventory.domain.orders.status import Status
from inventory.domain.policies import SkuPolicy
from inventory.domain.stock.counters import Counters
from inventory.domain.stock.row import STORED, StockKey, StockRow
from inventory.domain.stock_rules import Stated, StockRules

RESERVATION = [ReservationTable.__table__.c[name] for name in Reservation._fields if name != "preference"]
"""The columns that `reservation_of` reads."""
_STATUS, _LINES, _STATEMENTS, _SHIPPING, _CANCELLED_LINES, _RETURNED, _AT, _BY_EVENT = (
    Reservation._fields.index(name)
    for name in (
        "status",
        "lines",
        "statements",
        "shipping",
        "cancelled_lines",
        "returned",
        "ordered_at",
        "ordered_by_event",
    )
)
_EMPTY = [None] * (len(RESERVATION) - MOSTLY_EMPTY)
_COUNTERS = [Stock.quantity_on_hand, Stock.quantity_reserved, Stock.quantity_shortfall, Stock.quantity_to_ship]
_BEFORE, _BEHIND = STORED[: (_at := STORED.index("counters"))], STORED[_at + 1 :]
_OF_PLACE = (
    select(Location.priority).where(Location.name == Stock.location, Location.sells, Location.active).scalar_subquery()
)
PRIORITY = _OF_PLACE.label("priority")
"""Priority of the row's location. Null for one that does not sell."""
SERVES = and_(Stock.sells, _OF_PLACE.is_not(None))
"""The condition that new orders may get units of the row."""
# The rules alone, as one column: null for a SKU without a policy, and so next to nothing.
RULES = (
    select(
        # psycopg reads it, and needs no type.
        type_coerce(
            array(
                [
                    case((PolicyTable.tracked, null()), else_=PolicyTable.updated_at),
                    PolicyTable.discontinued_at,
                    PolicyTable.sellable_from,
                    PolicyTable.sellable_until,
                ]
            ),
            NullType(),
        )
    )
    .where(PolicyTable.sku == Stock.sku)
    .scalar_subquery()
    .label("policy")
)
_ELSEWHERE = {"priority": PRIORITY, "policy": RULES}
STOCK = [
    *(Stock.__table__.c[name] for name in _BEFORE),
    *_COUNTERS,
    *(_ELSEWHERE[name] if name in _ELSEWHERE else Stock.__table__.c[name] for name in _BEHIND),
]
"""The columns of `Stock`, of its `Location` and of the policy of its SKU that `stock_row_of` reads,
in the order of `StockRow`. They need no join.
"""
POLICY = [PolicyTable.__table__.c[name] for name in SkuPolicy._fields]
"""The columns that `policy_of` reads."""
_STATUSES: dict[str, Status] = {str(status): status for status in Status}


def reservation_of(row: Iterable[Any]) -> Reservation:
    """Return a row with the columns `RESERVATION` as a value of the domain."""
    values = list(row)
    values[_STATUS] = _STATUSES[values[_STATUS]]
    values[_LINES] = _lines(values[_LINES])
    if values[MOSTLY_EMPTY:] == _EMPTY:
        values[_STATEMENTS] = ()
        return Reservation(*values)
    preference = NO_PREFERENCE
    if values[_STATEMENTS] is None:
        values[_STATEMENTS] = ()
    else:
        stated = _statements(values[_STATEMENTS])
        others = tuple([one for one in stated if (one.at, one.by_event) != (values[_AT], values[_BY_EVENT])])
        # The statement in force is among them if it has wishes, or the order has partial cancels.
        preference = next((one.preference for one in stated if one not in others), NO_PREFERENCE)
        values[_STATEMENTS] = others if values[_CANCELLED_LINES] is None else stated
    if values[_SHIPPING] is not None:
        values[_SHIPPING] = _shipping(values[_SHIPPING])
    if values[_CANCELLED_LINES] is not None:
        values[_CANCELLED_LINES] = _reducing(values[_CANCELLED_LINES])
    if values[_RETURNED] is not None:
        values[_RETURNED] = _returned(values[_RETURNED])
    values.append(preference)
    return Reservation._make(values)


def _shipping(stored: dict[str, Any]) -> Shipping:
    completed_at = stored.get("completed_at")
    return Shipping(
        tuple(
            DispatchFact(one["id"], datetime.fromisoformat(one["at"]).astimezone(UTC), _ordered(one["lines"]))
            for one in stored["dispatches"]
        ),
        None if completed_at is None else datetime.fromisoformat(completed_at).astimezone(UTC),
        *(_units(stored.get(name, ())) for name in ("gone", "unexpected", "assumed")),
    )


def _reducing(stored: dict[str, Any]) -> Reducing:
    return Reducing(
        tuple(
            LinesCancelled(one["id"], datetime.fromisoformat(one["at"]).astimezone(UTC), _ordered(one["lines"]))
            for one in stored["cancels"]
        ),
        stored.get("nothing_left", False),
        _ordered(stored.get("late", ())),
    )


def _returned(stored: dict[str, Any]) -> Returned:
    return Returned(
        tuple(
            ReturnFact(one["id"], datetime.fromisoformat(one["at"]).astimezone(UTC), _return_lines(one["lines"]))
            for one in stored["returns"]
        ),
        {
            Slot(
                one["id"], one["sku"], Disposition(one["disposition"]), one.get("named"), one.get("excess", False)
            ): Landing(one["location"], one["quantity"])
            for one in stored["landed"]
        },
    )


def _return_lines(stored: Iterable[dict[str, Any]]) -> tuple[ReturnLine, ...]:
    return tuple(
        ReturnLine(line["sku"], line["quantity"], Disposition(line["disposition"]), line.get("location"))
        for line in stored
    )


def _units(stored: Iterable[dict[str, Any]]) -> dict[StockKey, int]:
    return {(one["sku"], one["location"]): one["quantity"] for one in stored}


def _ordered(stored: Iterable[dict[str, Any]]) -> tuple[Line, ...]:
    return tuple(Line(line["sku"], line["quantity"], line.get("location")) for line in stored)


def _lines(stored: list[dict[str, Any]]) -> tuple[AllocatedLine, ...]:
    return tuple(
        [
            AllocatedLine(
                line["sku"],
                line["quantity"],
                line.get("location"),
                tuple([Allocation(a["location"], a["held"], a["taken"]) for a in line["allocations"]]),
                line.get("tracked", True),
            )
            for line in stored
        ]
    )


def _statements(stored: list[dict[str, Any]]) -> tuple[Statement, ...]:
    return tuple(
        Statement(
            datetime.fromisoformat(one["at"]).astimezone(UTC),
            _ordered(one["lines"]),
            one["by_event"],
            _preference(one["preference"]) if "preference" in one else NO_PREFERENCE,
        )
        for one in stored
    )


def _preference(stored: dict[str, Any]) -> Preference:
    return Preference(tuple(stored["locations"]), only=stored["only"], whole=stored["whole"])


def stock_row_of(row: Sequence[Any]) -> StockRow:
    """Return a row with the columns `STOCK` as a value of the domain. To read its columns by name
    would cost more than all the rest.
    """
    first, behind = len(_BEFORE), len(_BEFORE) + len(_COUNTERS)
    values = [*row[:first], Counters.of_columns(*row[first:behind]), *row[behind:]]
    if values[-1] is not None:
        values[-1] = rules_of(row[0], values[-1])
    return StockRow(*values)


def policy_of(row: Iterable[Any]) -> SkuPolicy:
    """Return a row with the columns `POLICY` as a value of the domain."""
    stored: Any = SkuPolicy._make(row)
    known: SkuPolicy = stored._replace(stock_rules=tuple(map(_stock_rules, stored.stock_rules or ())))
    return known


def _stock_rules(stored: dict[str, Any]) -> StockRules:
    return StockRules(stored["location"], _stated(stored["safety_stock"]), _stated(stored["low_stock_threshold"]))


def _stated(stored: dict[str, Any] | None) -> Stated | None:
    if stored is None:
        return None
    return Stated(stored["units"], datetime.fromisoformat(stored["at"]).astimezone(UTC), stored["by"])


def rules_of(sku: str, rules: Sequence[datetime | None]) -> SkuPolicy:
    """Return the policy of a SKU by the column `RULES`, without the times of its statements."""
    untracked, discontinued_at, sellable_from, sellable_until = rules
    return SkuPolicy(
        sku,
        tracked=untracked is None,
        discontinued_at=discontinued_at,
        sellable_from=sellable_from,
        sellable_until=sellable_until,
    )
