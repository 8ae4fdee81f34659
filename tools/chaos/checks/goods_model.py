"""The specification of goods that leave and come back, of units that are cancelled, and of units
that come from another place. All units of an order leave in one parcel.
"""

from tools.chaos.checks.stock import Call, Expected, Stock
from tools.chaos.load.client_log import Operation


def dispatch(stock: Stock, operation: Operation) -> Expected:
    order = stock.order(operation.order_id)
    if order is None:
        return stock, [("unknown_reservation",)]
    if operation.order_id in stock.gone:
        return stock, [("replayed",)]
    if order[0] == "cancelled":
        return stock, [("reservation_conflict",)]
    after = stock._replace(gone=stock.gone | {operation.order_id})
    # Units that were paid for are off the counters since then.
    return (after if order[0] == "confirmed" else after.moved(-order[1])), [("dispatched",), ("replayed",)]


def bring_back(stock: Stock, operation: Operation) -> Expected:
    """Bring goods back to the place that sells. They must have left."""
    if stock.order(operation.order_id) is None:
        return stock, [("unknown_reservation",)]
    if operation.order_id in stock.back:
        return stock, [("replayed",)]
    if operation.order_id not in stock.gone:
        return stock, [("return_exceeds_order",)]
    after = stock._replace(back=stock.back | {operation.order_id}).moved(operation.quantity)
    return after, [("returned",), ("replayed",)]


def may_be_assumed(stock: Stock, call: Call) -> bool:
    """Return True if goods came back that no parcel had. They are paid, and were taken for gone."""
    order_id, answer = call.operation.order_id, call.answer
    is_paid = (stock.order(order_id) or ("", 0))[0] == "confirmed"
    is_back = call.operation.kind == "return" and answer in {("returned",), ("replayed",)}
    return is_back and is_paid and order_id not in stock.gone


def assumed_and_back(stock: Stock, operation: Operation) -> Stock:
    order_id = operation.order_id
    return stock._replace(gone=stock.gone | {order_id}, back=stock.back | {order_id}).moved(operation.quantity)


def reduce(stock: Stock, operation: Operation) -> Expected:
    """Cancel some units, of which others are left. Those that are out are not cancelled."""
    order = stock.order(operation.order_id)
    if order is None:
        return stock, [("unknown_reservation",)]
    if operation.reference in stock.references:
        return stock, [("done",)]
    status, quantity = order
    is_gone = operation.order_id in stock.gone
    if status == "cancelled":
        return stock, [("reservation_conflict",)]
    if is_gone and operation.order_id not in stock.back:
        return stock, [("cancel_exceeds_order",)]
    after = stock.with_order(operation.order_id, status, quantity - operation.quantity)
    after = after._replace(references=stock.references | {operation.reference})
    return (after.moved(operation.quantity) if status == "confirmed" and not is_gone else after), [("done",)]


def reassign(stock: Stock, operation: Operation) -> Expected:
    """Have units come from another place. Nothing of the SKU changes in sum. They may have been
    elsewhere.
    """
    match stock.order(operation.order_id):
        case None:
            return stock, [("unknown_reservation",)]
        case ("pending" | "confirmed", _):
            return stock, [("done",), ("reservation_conflict",)]
    return stock, [("reservation_conflict",)]
