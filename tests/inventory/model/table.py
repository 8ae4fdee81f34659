"""The real tables in the model's words, so that both can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from tests.inventory.model.orders import Ask, Order, ToldLine
from tests.inventory.model.reading import Rows, Tables
from tests.inventory.model.returns import RETURNS
from tests.inventory.model.shop import Shop
from tests.inventory.model.stock import Place
from tests.inventory.model.telling import Back, Left, Movement, Short, Told
from tests.inventory.model.wishes import wished_with

LEVEL_CHANGED = "StockLevelChanged"

Balance = tuple[int, int, int, int]
"""On hand, reserved, shortfall and to ship, as the ledger has them."""


class Seen(NamedTuple):
    """The whole state: the model and the tables must agree on it after each step."""

    locations: dict[str, tuple[int, bool, bool, str | None]]
    stock: dict[tuple[str, str], dict[str, Any]]
    orders: dict[str, dict[str, Any]]
    policies: dict[str, dict[str, Any]]


def of_model(shop: Shop) -> Seen:
    """Return the state by the model."""
    names = ("on_hand", "reserved", "available", "shortfall")
    stock: dict[tuple[str, str], dict[str, Any]] = {
        place: dict(zip(names, counters.shown, strict=True))
        | {"to_ship": counters.to_ship}
        | {"product_id": row.product_id, "stated": row.stated, "threshold": row.threshold, "sells": row.sells}
        | {"noted": row.noted, "safety": row.safety, "version": row.version}
        for place, row in sorted(shop.rows.items())
        for counters in [shop.counters(place)]
    }
    orders = {
        order_id: {
            "status": order.status,
            "lines": order.told_lines(),
            "left": _left(order),
            "ends": order.ends if order.status == "pending" else None,
            "said": len(order.said) + (order.asked is not None),
            "cancels": order.cancels,
            "nothing left": order.nothing_left,
            "late": order.late,
            "wished": tuple(wished_with(order.lines)),
            "version": order.version,
        }
        for order_id, order in sorted(shop.orders.items())
    }
    policies = {
        sku: {
            "tracked": policy.tracked,
            "discontinued": bool(policy.rule("discontinued")),
            "sellable_from": policy.rule("sellable_from"),
            "sellable_until": policy.rule("sellable_until"),
            "stated": sorted(at for at, _ in policy.said.values()),
            "stock": dict(policy.stock),
            "version": policy.version,
        }
        for sku, policy in sorted(shop.policies.items())
    }
    sites = {
        name: (site.priority, site.sells, site.active, site.returns_to) for name, site in sorted(shop.sites.items())
    }
    return Seen(sites, stock, orders, policies)


def of_tables(tables: Tables) -> Seen:
    """Return the state by PostgreSQL."""
    stock = {
        (row.sku, row.location): {
            "on_hand": row.quantity_on_hand,
            "reserved": row.quantity_reserved,
            "available": row.quantity_available,
            "shortfall": row.quantity_shortfall,
            "to_ship": row.quantity_to_ship,
            "product_id": row.product_id,
            "stated": row.catalog_quantity,
            "threshold": row.low_stock_threshold,
            "sells": row.sells,
            "noted": None if row.noted_at is None else (row.noted_at, row.noted_quantity, row.noted_by),
            "safety": row.safety_stock,
            "version": row.version,
        }
        for row in tables.stock
    }
    orders = {
        row.order_id: {
            "status": row.status,
            "lines": _lines(row.lines),
            "left": _shipping(row),
            "ends": row.expires_at if row.status == "pending" else None,
            **_said(row),
            **_cancelled(row.cancelled_lines or {"cancels": []}),
            "version": row.version,
        }
        for row in tables.orders
    }
    sites = {row.name: (row.priority, row.sells, row.active, row.returns_to) for row in tables.locations}
    if all(at != RETURNS for _, at in stock):
        # It is made with the first return, and stays, even if nothing comes to lie there.
        sites.pop(RETURNS, None)
    return Seen(sites, stock, orders, _policies(tables.policies))


def _said(row: Any) -> dict[str, Any]:
    """The number of statements, and the wishes of the one in force: it stands among the others if
    it has any, or if lines of the order were cancelled.
    """
    counts = (row.ordered_at, row.ordered_by_event)
    others = [one for one in row.statements or () if (_moment(one["at"]), one["by_event"]) != counts]
    wished: dict[str, Any] = {"locations": [], "only": False, "whole": False}
    for one in row.statements or ():
        wished |= one.get("preference", {}) if one not in others else {}
    return {
        "said": len(others) + (row.ordered_at is not None),
        "wished": (tuple(wished["locations"]), wished["only"], wished["whole"]),
    }


def _left(order: Order) -> dict[str, Any]:
    """Return all that the model knows of goods that have left, and when the others are due."""
    return {
        "dispatches": order.dispatches,
        "completed": order.completed_at,
        "gone": order.gone,
        "unexpected": order.unexpected,
        "assumed": order.assumed,
        "due": order.due,
        "returns": order.returns,
        "landed": order.landed,
    }


def _shipping(row: Any) -> dict[str, Any]:
    known = row.shipping or {"dispatches": []}
    return {
        "dispatches": {
            one["id"]: (
                _moment(one["at"]),
                {(line["sku"], line.get("location")): line["quantity"] for line in one["lines"]},
            )
            for one in known["dispatches"]
        },
        "completed": _moment(known["completed_at"]) if "completed_at" in known else None,
        **{name: _places(known.get(name, [])) for name in ("gone", "unexpected", "assumed")},
        "due": row.dispatch_due_at,
        **_returned(row.returned or {"returns": [], "landed": []}),
    }


def _returned(known: dict[str, Any]) -> dict[str, Any]:
    return {
        "returns": {
            one["id"]: (
                _moment(one["at"]),
                {(line["sku"], line["disposition"], line.get("location")): line["quantity"] for line in one["lines"]},
            )
            for one in known["returns"]
        },
        "landed": {
            (one["id"], one["sku"], one["disposition"], one.get("named"), one.get("excess", False)): (
                one["location"],
                one["quantity"],
            )
            for one in known["landed"]
        },
    }


def _cancelled(known: dict[str, Any]) -> dict[str, Any]:
    return {
        "cancels": {
            one["id"]: (
                _moment(one["at"]),
                {(line["sku"], line.get("location")): line["quantity"] for line in one["lines"]},
            )
            for one in known["cancels"]
        },
        "nothing left": known.get("nothing_left", False),
        "late": {line["sku"]: line["quantity"] for line in known.get("late", [])},
    }


def _moment(told: str) -> datetime:
    return datetime.fromisoformat(told).astimezone(UTC)


def _places(told: list[dict[str, Any]]) -> dict[Place, int]:
    return {(one["sku"], one["location"]): one["quantity"] for one in told}


def _policies(rows: Rows) -> dict[str, dict[str, Any]]:
    return {
        row.sku: {
            "tracked": row.tracked,
            "discontinued": row.discontinued_at is not None,
            "sellable_from": row.sellable_from,
            "sellable_until": row.sellable_until,
            "stated": sorted(
                at
                for at in (row.tracked_at, row.discontinued_stated_at, row.sellable_from_at, row.sellable_until_at)
                if at is not None
            ),
            "stock": {
                (rule, one["location"]): (datetime.fromisoformat(one[name]["at"]).astimezone(UTC), one[name]["units"])
                for one in row.stock_rules or ()
                for rule, name in (("safety_stock", "safety_stock"), ("threshold", "low_stock_threshold"))
                if one[name] is not None
            },
            "version": row.version,
        }
        for row in rows
    }


def _lines(lines: list[dict[str, Any]]) -> dict[Ask, ToldLine]:
    return {
        (line["sku"], line.get("location")): (
            line["quantity"],
            {at["location"]: (at["held"], at["taken"]) for at in line["allocations"]},
            line.get("tracked", True),
        )
        for line in lines
    }


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
        missing=[
            Short(s["sku"], s.get("location"), s["requested"], s["available"], payload.get("best_single_location"))
            for s in payload.get("shortfalls", [])
        ],
        restocked={(r["sku"], r["location"]): r["quantity"] for r in payload["restocked"]}
        if "restocked" in payload
        else None,
        gone={(m["sku"], m["location"]): m["quantity"] for m in payload.get("missing", [])},
        lost=_lost(payload),
        waiting={(one["sku"], one.get("location")): one["quantity"] for one in payload.get("awaiting_payment", [])},
        rules=tuple((one["sku"], one["rule"]) for one in payload.get("policies", [])),
        left=Left(
            _places(payload["dispatched"]),
            {one["sku"]: one["quantity"] for one in payload["remaining"]},
            _places(payload.get("unexpected", [])),
        )
        if "dispatched" in payload
        else None,
        dispatch_id=payload.get("dispatch_id"),
        reduced=(payload["cancel_id"], {one["sku"]: one["quantity"] for one in payload["cancelled"]})
        if "cancel_id" in payload
        else None,
        back=Back(_back(payload["returned"]), _back(payload.get("unexpected", []))) if "returned" in payload else None,
        return_id=payload.get("return_id"),
    )


def _lost(payload: dict[str, Any]) -> dict[Place, int] | None:
    """Return the units that the order has no longer where they were."""
    if moved := payload.get("reassigned"):
        return {(one["sku"], one["from_location"]): one["quantity"] for one in moved}
    told = payload.get("given_back")
    return None if told is None else {(g["sku"], g["location"]): g["quantity"] for g in told}


def _back(told: list[dict[str, Any]]) -> dict[tuple[str, str, str], int]:
    return {(one["sku"], one["location"], one["disposition"]): one["quantity"] for one in told}


def movements(rows: Rows, balances: dict[Place, Balance], times: dict[Place, datetime]) -> list[Movement]:
    """These lines of the ledger. Each must leave the running balance of its place at its sum, and
    must not be of before the last of its place.
    """
    for row in rows:
        moved = (row.on_hand_delta, row.reserved_delta, row.shortfall_delta, row.to_ship_delta or 0)
        known = balances.get((row.sku, row.location), (0, 0, 0, 0))
        balance = (known[0] + moved[0], known[1] + moved[1], known[2] + moved[2], known[3] + moved[3])
        assert balance == (row.on_hand_after, row.reserved_after, row.shortfall_after, row.to_ship_after or 0), row
        assert row.occurred_at >= times.get((row.sku, row.location), row.occurred_at), row
        times[row.sku, row.location] = row.occurred_at
        balances[row.sku, row.location] = balance
    return [_movement(row) for row in rows]


def reversible(rows: Rows) -> list[int]:
    """The ids of adjustments and moves of units among these lines of the ledger. A count is taken
    back by none.
    """
    by_people = (row for row in rows if row.kind == "moved" or (row.kind == "adjusted" and row.reason != "cycle_count"))
    return [row.id for row in by_people if row.on_hand_delta != row.shortfall_delta]


def on_shelves(rows: Rows) -> dict[str, int]:
    """The units that lie on all shelves, by SKU."""
    return {row.sku: int(row.lies) for row in rows}


def taken_back(rows: Rows) -> dict[int, str | None]:
    """The references of reversals, by the movements that they took back. Each must be the
    opposite.
    """
    for row in rows:
        assert row.place == row.place_back, row
        assert row.units == -row.units_back, row
    return {row.id: row.reference for row in rows}


def _movement(row: Any) -> Movement:
    return Movement(
        place=(row.sku, row.location),
        kind=row.kind,
        reason=row.reason,
        reference=row.reference,
        order_id=row.order_id,
        physical=row.on_hand_delta - row.shortfall_delta,
        reserved=row.reserved_delta,
        other_end=row.other_location,
        to_ship=row.to_ship_delta or 0,
    )


class Level(NamedTuple):
    """A SKU as the world last heard of it: counters by location that sells, and its level."""

    places: dict[str, tuple[int, ...]]
    """On hand, reserved, available, shortfall, sellable and to ship."""
    name: str

    def is_news(self, before: Level | None) -> bool:
        """Return True for other units, another level, or a location that comes or goes."""
        return bool(self.places) if before is None else self != before


def levels(shop: Shop) -> dict[str, Level]:
    return {sku: _level(shop, sku) for sku in {sku for sku, _ in shop.rows}}


def _level(shop: Shop, sku: str) -> Level:
    selling: dict[str, tuple[int, ...]] = {
        place[1]: (*counters.shown, shop.sellable(place), counters.to_ship)
        for place in shop.places(sku)
        if shop.rows[place].sells
        for counters in [shop.counters(place)]
    }
    return Level(selling, shop.level(sku))


def level_changes(shop: Shop, before: dict[str, Level]) -> dict[str, dict[str, Any]]:
    """Return the announcement of each SKU that has other counters than `before`, new places, or
    another level.
    """
    news = {sku: level for sku, level in levels(shop).items() if level.is_news(before.get(sku))}
    return {
        sku: {
            "sku": sku,
            "product_id": shop.rows[shop.places(sku)[0]].product_id,
            **_counters([sum(counter) for counter in zip((0, 0, 0, 0, 0, 0), *level.places.values(), strict=True)]),
            "level": level.name,
            "previous_level": before[sku].name if sku in before else "out_of_stock",
            "locations": [
                {"location": location, **_counters(shown)} for location, shown in sorted(level.places.items())
            ],
        }
        for sku, level in news.items()
    }


def _counters(shown: Sequence[int]) -> dict[str, int]:
    names = ("quantity_on_hand", "quantity_reserved", "quantity_available", "quantity_shortfall")
    *counters, sellable, to_ship = shown
    told = dict(zip(names, counters, strict=True))
    told |= {} if sellable == told["quantity_available"] else {"quantity_sellable": sellable}
    return told | {"quantity_to_ship": to_ship} if to_ship else told
