"""The specification of histories: one SKU and its orders, one call after the other.

It is written from the documents alone. A SKU has two counters, physical and reserved. On hand,
available and shortfall follow from them. Units that were moved aside are in neither.
An order has one line of this SKU. All its units leave in one parcel, and then they are off the
shelf, until they come back. Paid units that have not left are to ship.
`hear` is an OrderCreated that comes over Kafka. `keep` and `set_back` are the two steps of a
database that is restored: its copy, and the return to it.
"""

from typing import Any

from tools.chaos.checks import goods_model
from tools.chaos.checks.stock import Call, Expected, Stock
from tools.chaos.load.assortment import MAIN
from tools.chaos.load.client_log import Operation


def perform(stock: Stock, operation: Operation) -> Expected:
    """Return the stock after the operation, and the answers that are right."""
    return _SPECIFICATION[operation.kind](stock, operation)


def step(stock: Stock, call: Call) -> Stock | None:
    """Return the stock after the call, or None if the call was answered wrongly."""
    if call.undone_by and call.undone_by != stock.ahead:
        return stock
    if stock.is_ruled and call.answer == ("not_sellable",) and call.operation.kind == "reserve":
        return stock if _begins_a_hold(stock, call.operation) else None
    after, right = perform(stock, call.operation)
    if stock.assumes and call.answer is not None:
        if goods_model.may_be_assumed(stock, call):
            return goods_model.assumed_and_back(stock, call.operation)
        return after if _without_to_ship(call.answer) in map(_without_to_ship, right) else None
    return after if call.answer is None or call.answer in right else None


def _without_to_ship(answer: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the answer without the units to ship, where it tells of any."""
    return (*answer[:4], *answer[5:]) if answer[0] in {"stock", "adjusted", "moved"} else answer


def _begins_a_hold(stock: Stock, operation: Operation) -> bool:
    status, _ = stock.order(operation.order_id) or ("", 0)
    return status not in {"pending", "confirmed", "cancelled"}


def _reserve(stock: Stock, operation: Operation) -> Expected:
    quantity = operation.quantity
    match stock.order(operation.order_id):
        case ("pending" | "confirmed", ordered):
            # Units of it may be cancelled. Then it has other lines.
            return stock, [("replayed",) if ordered == quantity else ("reservation_conflict",)]
        case ("cancelled", _):
            return stock, [("reservation_conflict",)]
    if stock.physical is None:
        return stock, [("unknown_sku",)]
    if operation.order_id not in stock.gone and stock.available < quantity:
        return stock, [("insufficient_stock", stock.available)]
    # The service itself may have lost the outcome of its commit and repeated the call: then its
    # first answer is a replay.
    return stock.with_order(operation.order_id, "pending", quantity), [("held",), ("replayed",)]


def _hear(stock: Stock, operation: Operation) -> Expected:
    """Apply an OrderCreated. It moves nothing of a known order. It has no answer: a refusal is an
    outcome.
    """
    if stock.order(operation.order_id) is not None:
        return stock, []
    met = stock.physical is not None and stock.available >= operation.quantity
    return stock.with_order(operation.order_id, "pending" if met else "rejected", operation.quantity), []


def _keep(stock: Stock, operation: Operation) -> Expected:
    return stock._replace(kept=stock, ahead=operation.reference), [("done",)]


def _set_back(stock: Stock, _: Operation) -> Expected:
    assert stock.kept is not None, "it is kept before"
    return stock.kept, [("done",)]


def _confirm(stock: Stock, operation: Operation) -> Expected:
    match stock.order(operation.order_id):
        case None:
            return stock, [("unknown_reservation",)]
        case ("confirmed", _):
            return stock, [("done",)]
        case ("cancelled", _):
            return stock, [("reservation_conflict",)]
        case (_, quantity) if operation.order_id in stock.gone:
            return stock.with_order(operation.order_id, "confirmed", quantity), [("done",)]
        case ("released" | "rejected", quantity) if stock.available < quantity:
            return stock, [("insufficient_stock", stock.available)]
        case (_, quantity):
            return stock.with_order(operation.order_id, "confirmed", quantity).moved(-quantity), [("done",)]
    raise AssertionError("every order has a status and a quantity")


def _release(stock: Stock, operation: Operation) -> Expected:
    match stock.order(operation.order_id):
        case None:
            return stock, [("unknown_reservation",)]
        case ("confirmed", _):
            return stock, [("reservation_conflict",)]
        case ("pending" | "rejected", quantity):
            return stock.with_order(operation.order_id, "released", quantity), [("done",)]
    return stock, [("done",)]


def _cancel(stock: Stock, operation: Operation) -> Expected:
    match stock.order(operation.order_id):
        case None:
            return stock, [("unknown_reservation",)]
        case (status, quantity):
            after = stock.with_order(operation.order_id, "cancelled", quantity)
            comes_back = status == "confirmed" and operation.order_id not in stock.gone
            return (after.moved(quantity) if comes_back else after), [("done",)]
    raise AssertionError("every order has a status and a quantity")


def _adjust(stock: Stock, operation: Operation) -> Expected:
    if operation.reference in stock.references:
        return stock, [("replayed",)]
    if operation.quantity < 0 and (stock.physical or 0) + operation.quantity < 0:
        return stock, [("quantity_below_zero",)]
    after = stock.moved(operation.quantity)._replace(references=stock.references | {operation.reference})
    return after, [("adjusted", *after.figures), ("replayed",)]


def _move(stock: Stock, operation: Operation) -> Expected:
    """Move units aside or back. They may be promised: then orders fall short."""
    if operation.reference in stock.references:
        return stock, [("replayed",)]
    if stock.physical is None:
        return stock, [("unknown_sku",)]
    goes = operation.way[0] == MAIN
    if operation.quantity > (stock.physical if goes else stock.aside):
        return stock, [("quantity_below_zero",)]
    units = operation.quantity if goes else -operation.quantity
    references = stock.references | {operation.reference}
    after = stock.moved(-units)._replace(aside=stock.aside + units, references=references)
    return after, [("moved", *after.figures, after.aside), ("replayed",)]


def _read_stock(stock: Stock, _: Operation) -> Expected:
    return stock, [("unknown_sku",) if stock.physical is None else ("stock", *stock.figures, stock.aside)]


def _read_order(stock: Stock, operation: Operation) -> Expected:
    order = stock.order(operation.order_id)
    if order is None:
        return stock, [("unknown_reservation",)]
    return stock, [("order", "released" if order[0] == "cancelled" else order[0])]


_SPECIFICATION = {
    "reserve": _reserve,
    "hear": _hear,
    "keep": _keep,
    "set_back": _set_back,
    "confirm": _confirm,
    "release": _release,
    "cancel": _cancel,
    "dispatch": goods_model.dispatch,
    "return": goods_model.bring_back,
    "reduce": goods_model.reduce,
    "reassign": goods_model.reassign,
    "adjust": _adjust,
    "move": _move,
    "read_stock": _read_stock,
    "read_order": _read_order,
}
