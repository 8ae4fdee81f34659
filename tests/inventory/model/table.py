"""What the real tables say, in the model's words, so that both can be compared."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from inventory.models import Location, OutboxEvent, Reservation, Stock
from inventory.models import Movement as MovementTable
from tests.inventory.model.orders import Ask, Places
from tests.inventory.model.shop import Shop
from tests.inventory.model.telling import Movement, Short, Told


class Seen(NamedTuple):
    """Everything that is so: what the model and the tables must agree on after each step."""

    locations: dict[str, int]
    stock: dict[tuple[str, str], dict[str, Any]]
    orders: dict[str, dict[str, Any]]


def of_model(shop: Shop) -> Seen:
    """What the model says is so."""
    names = ("on_hand", "reserved", "available", "shortfall")
    stock: dict[tuple[str, str], dict[str, Any]] = {
        place: dict(zip(names, shop.counters(place).shown, strict=True))
        | {"product_id": row.product_id, "stated": row.stated, "threshold": row.threshold, "version": row.version}
        for place, row in sorted(shop.rows.items())
    }
    orders = {
        order_id: {
            "status": order.status,
            "lines": {ask: (quantity, order.units.get(ask, {})) for ask, quantity in order.lines.items()},
            "taken": order.taken and order.has_units,
            "ends": order.ends if order.status == "pending" else None,
            "version": order.version,
        }
        for order_id, order in sorted(shop.orders.items())
    }
    return Seen(dict(sorted(shop.locations.items())), stock, orders)


def of_tables(session: Session) -> Seen:
    """What PostgreSQL says is so."""
    connection = session.connection()
    stock = {
        (row.sku, row.location): {
            "on_hand": row.quantity_on_hand,
            "reserved": row.quantity_reserved,
            "available": row.quantity_available,
            "shortfall": row.quantity_shortfall,
            "product_id": row.product_id,
            "stated": row.catalog_quantity,
            "threshold": row.low_stock_threshold,
            "version": row.version,
        }
        for row in connection.execute(select(Stock.__table__).order_by(Stock.sku, Stock.location))
    }
    orders = {
        row.order_id: {
            "status": row.status,
            "lines": _lines(row.lines),
            "taken": any(at["taken"] for line in row.lines for at in line["allocations"]),
            "ends": row.expires_at if row.status == "pending" else None,
            "version": row.version,
        }
        for row in connection.execute(select(Reservation.__table__).order_by(Reservation.order_id))
    }
    locations = connection.execute(select(Location.name, Location.priority).order_by(Location.name))
    return Seen({row.name: row.priority for row in locations}, stock, orders)


def _lines(lines: list[dict[str, Any]]) -> dict[Ask, tuple[int, Places]]:
    return {
        (line["sku"], line.get("location")): (
            line["quantity"],
            {at["location"]: at["held"] + at["taken"] for at in line["allocations"]},
        )
        for line in lines
    }


def outbox_since(session: Session, last: int) -> list[Any]:
    return list(
        session.connection().execute(
            select(OutboxEvent.__table__).where(OutboxEvent.id > last).order_by(OutboxEvent.id)
        )
    )


def told(row: Any) -> Told:
    """An announcement about an order, as it was published."""
    payload = row.payload
    return Told(
        type=row.type,
        order_id=row.key,
        version=row.sequence,
        status=payload["status"],
        lines=_lines(payload["lines"]),
        reason=payload.get("reason"),
        ends=datetime.fromisoformat(payload["expires_at"]).astimezone(UTC) if "expires_at" in payload else None,
        missing=[Short(s["sku"], s["requested"], s["available"]) for s in payload.get("shortfalls", [])],
        restocked={(r["sku"], r["location"]): r["quantity"] for r in payload["restocked"]}
        if "restocked" in payload
        else None,
    )


def movements_since(session: Session, last: int) -> tuple[list[Movement], int]:
    """The ledger's new lines, and the id of the newest."""
    table = MovementTable.__table__
    rows = session.connection().execute(select(table).where(table.c.id > last).order_by(table.c.id)).all()
    lines = [
        Movement(
            place=(row.sku, row.location),
            kind=row.kind,
            reason=row.reason,
            reference=row.reference,
            order_id=row.order_id,
            physical=row.on_hand_delta - row.shortfall_delta,
            reserved=row.reserved_delta,
        )
        for row in rows
    ]
    return lines, rows[-1].id if rows else last
