"""Events as other services publish them, and the meaning of each by the contract (docs/events),
apart from `commands_of`.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import orjson
from hypothesis import strategies as st

from inventory.domain.commands import (
    Cause,
    Command,
    Line,
    StateCancellation,
    StateCompletion,
    StateDispatch,
    StateLinesCancelled,
    StateOrder,
    StatePayment,
    StatePaymentFailure,
    StatePolicy,
    StateReturn,
    StateSupply,
)
from inventory.domain.lines import Disposition, ReturnLine
from inventory.domain.locations import Preference
from inventory.domain.policies import Bound, PolicyStatement
from inventory.domain.stock_rules import Amount, StockRulesStatement
from inventory.inbox.decoded import Origin, Usable
from inventory.inbox.events import EventType, heard_data, stored_data
from tests.inventory.making import after_noon
from tests.inventory.model.commands import LOCATIONS, MINUTES, SECONDS, SKUS

SOURCE = "shop"


@dataclass(frozen=True)
class Said:
    """One event: its type, its data as JSON, and when it happened, in minutes after noon."""

    type: str
    data: dict[str, Any]
    minutes: int

    def heard(self, event_id: str, offset: int, received_at: datetime | None = None) -> Usable:
        """As the bridge hands it to the inbox. Another offset is another delivery."""
        data = heard_data(EventType(self.type), self.data)
        return Usable(
            source=SOURCE,
            event_id=event_id,
            digest=hashlib.sha256(orjson.dumps([self.type, self.data])).digest(),
            occurred_at=after_noon(self.minutes),
            origin=Origin("events", 0, offset),
            type=self.type,
            key=data.key,
            payload=stored_data(data),
            operation=EventType(self.type).operation,
            received_at=received_at,
        )

    def means(self, event_id: str, received_at: datetime | None = None) -> list[Command]:
        """Return the event's commands: it happened at its time, but not after its receipt."""
        at, cause, data = after_noon(self.minutes), Cause(f"event:{SOURCE}", event_id), self.data
        at = at if received_at is None or at < received_at else received_at
        if self.type == "ProductDeleted":
            sku = data.get("sku", data["product_id"])
            return [StatePolicy(sku, data["product_id"], PolicyStatement(discontinued=True), at, cause)]
        if self.type.startswith("Product"):
            return [one for variant in data.get("variants", [data]) for one in _stated(variant, self, at, cause)]
        order_id = data["order_id"]
        match self.type:
            case "OrderCreated":
                lines, wishes = _lines(data["items"]), _wishes(data)
                return [StateOrder(order_id, lines, cause, at, data.get("ttl_seconds"), preference=wishes)]
            case "PaymentSucceeded":
                return [StatePayment(order_id, cause, at)]
            case "OrderDispatched":
                return [StateDispatch(order_id, data["dispatch_id"], _lines(data["items"]), cause, at)]
            case "OrderLinesCancelled":
                return [StateLinesCancelled(order_id, data["cancel_id"], _lines(data["items"]), cause, at)]
            case "ItemsReturned":
                return [StateReturn(order_id, data["return_id"], _returned(data["items"]), cause, at)]
            case "OrderCompleted":
                return [StateCompletion(order_id, cause, at)]
            case "PaymentFailed":
                return [StatePaymentFailure(order_id, data.get("reason", "payment_failed"), cause, at)]
        reason = data.get("reason", "order_failed" if self.type == "OrderFailed" else "order_cancelled")
        return [StateCancellation(order_id, reason, cause, at, data.get("restock", True))]


def _stated(variant: dict[str, Any], said: Said, at: datetime, cause: Cause) -> list[Command]:
    """The supply, and the rules of the variant, or else those of its product."""
    supply = _supply(variant, said, at, cause)
    rules = {name: said.data[name] for name in _RULES if name in said.data}
    rules |= {name: variant[name] for name in _RULES if name in variant}
    if not rules:
        return [supply]
    bounds = {name: Bound(datetime.fromisoformat(at)) for name, at in rules.items() if isinstance(at, str)}
    safety = rules.pop("safety_stock", None)
    stock = () if safety is None else (StockRulesStatement(None, Amount(safety)),)
    statement = PolicyStatement(**rules | bounds, stock=stock)
    return [supply, StatePolicy(supply.sku, supply.product_id, statement, at, cause)]


def _supply(stated: dict[str, Any], said: Said, at: datetime, cause: Cause) -> StateSupply:
    return StateSupply(
        sku=stated.get("sku", said.data["product_id"]),
        product_id=said.data["product_id"],
        quantity=stated.get("quantity_supplied", stated.get("quantity_on_hand")),
        at=at,
        cause=cause,
        location=stated.get("location", "main"),
        low_stock_threshold=stated.get("low_stock_threshold"),
    )


def _lines(items: list[dict[str, Any]]) -> tuple[Line, ...]:
    units: Counter[tuple[str, str]] = Counter()
    for item in items:
        units[item.get("sku") or item["product_id"], item.get("location") or ""] += item["quantity"]
    return tuple(Line(sku, units[sku, location], location or None) for sku, location in sorted(units))


def _returned(items: list[dict[str, Any]]) -> tuple[ReturnLine, ...]:
    units: Counter[tuple[str, str, str]] = Counter()
    for item in items:
        units[item.get("sku") or item["product_id"], item["disposition"], item.get("location") or ""] += item[
            "quantity"
        ]
    return tuple(ReturnLine(sku, units[sku, how, at], Disposition(how), at or None) for sku, how, at in sorted(units))


def _wishes(data: dict[str, Any]) -> Preference:
    only, first = data.get("locations", []), data.get("locations_first", [])
    ranked = sorted(only, key=lambda at: first.index(at) if at in first else len(first)) if only else first
    return Preference(tuple(dict.fromkeys(ranked)), bool(only), data.get("split") == "never")


_STATED = {
    "low_stock_threshold": st.integers(0, 6),
    "location": LOCATIONS,
}


def _supplied(quantity: str) -> dict[str, st.SearchStrategy[Any]]:
    return {**_STATED, quantity: st.integers(0, 20)}


_SUPPLIED = _supplied("quantity_on_hand")
_VARIANT = st.fixed_dictionaries({"sku": SKUS}, optional=_SUPPLIED) | st.fixed_dictionaries(
    {"sku": SKUS}, optional=_supplied("quantity_supplied")
)
_PRODUCT = st.sampled_from(["a", "p"])
_ITEM = st.fixed_dictionaries({"sku": SKUS, "quantity": st.integers(1, 5)}, optional={"location": LOCATIONS})
_BY_PRODUCT = st.fixed_dictionaries({"product_id": SKUS, "quantity": st.integers(1, 5)})
_STATE = {"disposition": st.sampled_from(["sellable", "damaged", "inspect"])}
_BACK = st.fixed_dictionaries({"sku": SKUS, "quantity": st.integers(1, 3), **_STATE}, optional={"location": LOCATIONS})
_BACK_BY_PRODUCT = st.fixed_dictionaries({"product_id": SKUS, "quantity": st.integers(1, 3), **_STATE})
_REASON = st.sampled_from(["out of patience", "fraud"])


ABOUT_ORDERS = [
    "OrderCreated",
    "OrderLinesCancelled",
    "PaymentSucceeded",
    "PaymentFailed",
    "OrderCancelled",
    "OrderFailed",
]
OFTEN = ["ProductCreated", "ProductUpdated", *ABOUT_ORDERS, "OrderCreated", "OrderCreated", "PaymentSucceeded"]
OF_GOODS = ["OrderDispatched", "OrderDispatched", "OrderCompleted", "ItemsReturned", "ItemsReturned"]
"""Their locations depend on the order of arrival, unless they are named."""


def said(orders: Sequence[str], types: Sequence[str] = (*OFTEN, *OF_GOODS)) -> st.SearchStrategy[Said]:
    """An event of one of these types, about one of these orders if it is about an order."""
    return _said(tuple(orders), tuple(types))


@cache  # to build and check a strategy takes longer than to draw from it
def _said(orders: tuple[str, ...], types: tuple[str, ...]) -> st.SearchStrategy[Said]:
    order = {"order_id": st.sampled_from(orders)}
    data: dict[str, st.SearchStrategy[dict[str, Any]]] = {
        "ProductCreated": st.builds(lambda product, one: {"product_id": product, **one}, _PRODUCT, _VARIANT),
        "ProductUpdated": st.fixed_dictionaries({"product_id": _PRODUCT, "variants": st.lists(_VARIANT, max_size=3)}),
        "OrderCreated": st.fixed_dictionaries(
            order | {"items": st.lists(_ITEM | _BY_PRODUCT, min_size=1, max_size=3)},
            optional={"ttl_seconds": SECONDS.filter(bool)},
        )
        | _preferring(order),
        "OrderDispatched": st.fixed_dictionaries(
            order
            | {
                "dispatch_id": st.sampled_from(["d1", "d2"]),
                "items": st.lists(_ITEM | _BY_PRODUCT, min_size=1, max_size=2),
            }
        ),
        "ItemsReturned": st.fixed_dictionaries(
            order
            | {
                "return_id": st.sampled_from(["r1", "r2"]),
                "items": st.lists(_BACK | _BACK_BY_PRODUCT, min_size=1, max_size=2),
            }
        ),
        "OrderCompleted": st.fixed_dictionaries(order),
        "OrderLinesCancelled": st.fixed_dictionaries(
            order
            | {
                "cancel_id": st.sampled_from(["c1", "c2"]),
                "items": st.lists(_ITEM | _BY_PRODUCT, min_size=1, max_size=2),
            }
        ),
        "PaymentSucceeded": st.fixed_dictionaries(order, optional={"payment_id": st.just("pay-1")}),
        "PaymentFailed": st.fixed_dictionaries(order, optional={"reason": _REASON}),
        "OrderCancelled": st.fixed_dictionaries(order, optional={"reason": _REASON, "restock": st.booleans()}),
        "OrderFailed": st.fixed_dictionaries(order, optional={"restock": st.booleans()}),
    }
    of_type = {type_: st.builds(Said, st.just(type_), data[type_], MINUTES) for type_ in types}
    return st.sampled_from(types).flatmap(of_type.__getitem__)


_RANKED = st.lists(LOCATIONS, min_size=1, max_size=3)


def _preferring(order: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """An order with wishes. An order that is not to be split names one place at most."""
    split = st.fixed_dictionaries(
        order | {"items": st.lists(_ITEM | _BY_PRODUCT, min_size=1, max_size=3)},
        optional={"locations": _RANKED, "locations_first": _RANKED, "split": st.just("allowed")},
    )
    whole = st.fixed_dictionaries(
        order | {"items": st.lists(_BY_PRODUCT, min_size=1, max_size=3), "split": st.just("never")},
        optional={"locations": _RANKED, "locations_first": _RANKED},
    )
    return split | whole


_TIME = MINUTES.map(lambda at: after_noon(at).isoformat())
_RULES: dict[str, st.SearchStrategy[Any]] = {
    "tracked": st.booleans(),
    "discontinued": st.sampled_from([False, False, True]),
    "sellable_from": _TIME,
    "sellable_until": _TIME,
    "safety_stock": st.integers(0, 4),
}
_RULED = st.fixed_dictionaries({"sku": SKUS}, optional=_SUPPLIED | _RULES)
_PRODUCT_RULED = st.fixed_dictionaries(
    {"product_id": _PRODUCT, "variants": st.lists(_RULED, max_size=3)}, optional=_RULES
)
_DELETED = st.fixed_dictionaries({"product_id": _PRODUCT}, optional={"sku": SKUS})


def said_rules() -> st.SearchStrategy[Said]:
    """An event that states rules by which SKUs are sold."""
    return st.builds(Said, st.just("ProductUpdated"), _PRODUCT_RULED, MINUTES) | st.builds(
        Said, st.just("ProductDeleted"), _DELETED, MINUTES
    )
