"""The commands that stored events mean: one function for each operation, or for each kind of end.

The functions read the payload as the inbox keeps it. It was validated when it was heard and is not
validated again. A payload that an earlier version stored may lack later fields, so each later field
has its default here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from inventory.domain.catalogue_quantity import CatalogueQuantity
from inventory.domain.commands import (
    DEFAULT_LOCATION,
    Cause,
    Fact,
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
    merge_lines,
)
from inventory.domain.lines import Disposition, ReturnLine, merge_return_lines
from inventory.domain.locations import NO_PREFERENCE, preference
from inventory.domain.policies import Bound, PolicyStatement
from inventory.domain.stock_rules import Amount, StockRulesStatement

Payload = Mapping[str, Any]


class Occurrence(NamedTuple):
    """The time that counts for an event, and its origin as the ledger has it."""

    at: datetime
    cause: Cause
    patient: bool
    """True if an order, a dispatch or a return waits for SKUs that the catalogue has not named."""
    counts: CatalogueQuantity = CatalogueQuantity.SUPPLIED
    """The meaning of the quantity of a product."""


Meaning = Callable[[Payload, Occurrence], Sequence[Fact]]


def stated(payload: Payload) -> Sequence[Payload]:
    """Return a product's statements about stock: one for each variant, or the product itself."""
    variants = payload.get("variants")
    # With stock of its own, an empty list of variants only says that it has none.
    if variants is None or "sku" in payload or "quantity_on_hand" in payload:
        return [payload]
    return list(variants)


def supplies(payload: Payload, it: Occurrence) -> list[Fact]:
    """Return the supply of each variant, or of the product, and its rules if any are stated."""
    facts: list[Fact] = []
    for one in stated(payload):
        sku, product_id = one.get("sku", payload["product_id"]), payload["product_id"]
        facts.append(
            StateSupply(
                sku=sku,
                product_id=product_id,
                quantity=one.get("quantity_on_hand"),
                at=it.at,
                cause=it.cause,
                location=one.get("location", DEFAULT_LOCATION),
                low_stock_threshold=one.get("low_stock_threshold"),
                counts=it.counts,
            )
        )
        if rules := _rules({**payload, **one}):
            facts.append(StatePolicy(sku, product_id, rules, it.at, it.cause))
    return facts


def _rules(stated: Payload) -> PolicyStatement:
    return PolicyStatement(
        tracked=stated.get("tracked"),
        discontinued=stated.get("discontinued"),
        sellable_from=_bound(stated.get("sellable_from")),
        sellable_until=_bound(stated.get("sellable_until")),
        stock=() if (units := stated.get("safety_stock")) is None else (StockRulesStatement(None, Amount(units)),),
    )


def _bound(stated: str | None) -> Bound | None:
    return None if stated is None else Bound(datetime.fromisoformat(stated).astimezone(UTC))


def discontinues(payload: Payload, it: Occurrence) -> list[Fact]:
    """Return the end of the sale of a SKU."""
    sku = payload.get("sku", payload["product_id"])
    return [StatePolicy(sku, payload["product_id"], PolicyStatement(discontinued=True), it.at, it.cause)]


def reserves(payload: Payload, it: Occurrence) -> list[Fact]:
    """Return the order: its lines are to be held."""
    ttl = payload.get("ttl_seconds")
    stated = {name: payload[name] for name in _PREFERRING if name in payload}
    wishes = preference(**stated) if stated else NO_PREFERENCE
    return [StateOrder(payload["order_id"], _lines(payload), it.cause, it.at, ttl, it.patient, wishes)]


_PREFERRING = ("locations", "locations_first", "split")
"""Later fields of an order: the wishes for its locations."""


def _lines(payload: Payload) -> tuple[Line, ...]:
    return merge_lines(Line(_sku(item), item["quantity"], item.get("location")) for item in payload["items"])


def _sku(item: Payload) -> str:
    sku: str = item["sku"] if "sku" in item else item["product_id"]
    return sku


def dispatches(payload: Payload, it: Occurrence) -> list[Fact]:
    """Return the dispatch: these goods of the order have left."""
    order_id, dispatch_id, lines = payload["order_id"], payload["dispatch_id"], _lines(payload)
    return [StateDispatch(order_id, dispatch_id, lines, it.cause, it.at, patient=it.patient)]


def cancels_lines(payload: Payload, it: Occurrence) -> list[Fact]:
    """Return the partial cancel: the order has these units no longer."""
    return [StateLinesCancelled(payload["order_id"], payload["cancel_id"], _lines(payload), it.cause, it.at)]


def completes(payload: Payload, it: Occurrence) -> list[Fact]:
    """Return the completion: the order is paid, and all of it has left."""
    return [StateCompletion(payload["order_id"], it.cause, it.at)]


def takes_back(payload: Payload, it: Occurrence) -> list[Fact]:
    """Return the return: these goods of the order came back."""
    lines = merge_return_lines(
        ReturnLine(_sku(item), item["quantity"], Disposition(item["disposition"]), item.get("location"))
        for item in payload["items"]
    )
    return [StateReturn(payload["order_id"], payload["return_id"], lines, it.cause, it.at, patient=it.patient)]


def confirms(payload: Payload, it: Occurrence) -> list[Fact]:
    """Return the payment: held units leave the shelf."""
    return [StatePayment(payload["order_id"], it.cause, it.at)]


def releases(payload: Payload, it: Occurrence) -> list[Fact]:
    """Return the failure of the payment: held units are given back."""
    return [StatePaymentFailure(payload["order_id"], payload.get("reason") or "payment_failed", it.cause, it.at)]


def cancels(reason: str) -> Meaning:
    """Return the meaning of the end of an order. `reason` is for events that name none."""

    def meaning(payload: Payload, it: Occurrence) -> list[Fact]:
        why, restock = payload.get("reason") or reason, payload.get("restock", True)
        return [StateCancellation(payload["order_id"], why, it.cause, it.at, restock=restock)]

    return meaning
