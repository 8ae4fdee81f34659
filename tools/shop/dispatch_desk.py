"""The stories of the dispatch desk: orders whose goods leave, in one parcel or several, and what it
was told twice, too early, or of too much.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from tools.shop.orders import Ending, Order, Part, Step, Steps, Story

ONCE, MAYBE, AT_MOST_TWICE = range(1, 2), range(2), range(3)
ONCE_OR_TWICE = range(1, 3)


def sent_in_parcels(order: Order) -> Story:
    """The paid order leaves in parcels: a line, and then the others. The desk may be heard
    first.
    """
    parcels = _parcels(order)
    steps = order.in_any_order(order.created(), order.paid(), *parcels)
    return _told(order, steps, Ending("confirmed", order.lines, announced=_announced(len(parcels))))


def sent_in_the_evening(order: Order) -> Story:
    """The order is paid in the rush, and its parcels leave when the shop has closed."""
    parcels = _parcels(order)
    steps: dict[Part, Steps] = {Part.RUSH: (order.created(), order.paid()), Part.EVENING: parcels}
    announced = _announced(len(parcels))
    return Story(order.id, steps, Ending("confirmed", order.lines, announced=announced), order.lines)


def sent_and_restated(order: Order) -> Story:
    """The parcel is told again, with fewer units. The newer statement counts, even if it arrives
    first.
    """
    fewer = tuple(replace(line, quantity=1) for line in order.lines)
    told = order.dispatched("parcel", order.lines, timedelta(minutes=2))
    restated = order.dispatched("parcel", fewer, timedelta(minutes=1))
    steps = order.in_any_order(order.created(), order.paid(), told, restated)
    return _told(order, steps, Ending("confirmed", order.lines, announced=_announced(2)))


def sent_unpaid(order: Order) -> Story:
    """A line leaves before the payment, which never comes. The other lines stay held."""
    first, others = order.lines[:1], order.lines[1:]
    steps = order.in_any_order(order.created(), order.dispatched("parcel", first))
    announced = {"StockReserved": MAYBE, "StockDispatched": ONCE}
    return _told(order, steps, Ending("pending", taken=first, held=others, announced=announced))


def sent_in_part_and_cancelled(order: Order) -> Story:
    """A line has left when the paid order is cancelled. The other lines go back on the shelf."""
    first = order.lines[:1]
    steps = order.in_any_order(order.created(), order.paid(), order.dispatched("parcel", first), order.cancelled())
    announced = {
        "StockReserved": MAYBE,
        "StockConfirmed": MAYBE,
        "StockReleased": ONCE_OR_TWICE,
        "StockConfirmationRejected": MAYBE,
        "StockDispatched": ONCE,
    }
    return _told(order, steps, Ending("released", taken=first, announced=announced))


def sent_too_much(order: Order) -> Story:
    """The parcel has a unit that nobody ordered."""
    first, *others = order.lines
    parcel = (replace(first, quantity=first.quantity + 1), *others)
    steps = order.in_any_order(order.created(), order.paid(), order.dispatched("parcel", parcel))
    one = (replace(first, quantity=1),)
    ending = Ending("confirmed", order.lines, announced=_announced(1), beyond=one)
    return Story(order.id, {Part.RUSH: steps}, ending, (*order.lines, *one))


def sent_for_nothing(order: Order) -> Story:
    """A parcel leaves for an order that never comes."""
    ending = Ending("awaiting_order", announced={"StockDispatched": ONCE}, beyond=order.lines)
    return _told(order, (order.dispatched("parcel", order.lines),), ending)


def completed(order: Order) -> Story:
    """The shop hears of no payment. The completion says that the order is paid and has left."""
    steps = order.in_any_order(order.created(), order.completed())
    announced = {"StockReserved": MAYBE, "StockConfirmed": MAYBE, "StockDispatched": ONCE}
    return _told(order, steps, Ending("confirmed", order.lines, announced=announced))


def packed_and_sent(order: Order) -> Story:
    """The desk reports the parcel over HTTP, and once more."""
    parcel = order.dispatch("parcel", order.lines)
    steps = (order.reserve(), order.call("confirm"), parcel, parcel)
    announced = {"StockReserved": ONCE, "StockConfirmed": ONCE, "StockDispatched": ONCE}
    return _told(order, steps, Ending("confirmed", order.lines, announced=announced))


def sent_and_cancelled(order: Order) -> Story:
    """The order is cancelled when its goods are on their way, so nothing is restocked."""
    calls = (order.reserve(), order.call("confirm"), order.dispatch("parcel", order.lines), order.call("cancel"))
    announced = {"StockReserved": ONCE, "StockConfirmed": ONCE, "StockDispatched": ONCE, "StockReleased": ONCE}
    return _told(order, calls, Ending("released", order.lines, announced=announced))


def _parcels(order: Order) -> tuple[Step, ...]:
    lines = [lines for lines in (order.lines[:1], order.lines[1:]) if lines]
    return tuple(order.dispatched(f"parcel-{number}", parcel) for number, parcel in enumerate(lines, 1))


def _announced(parcels: int) -> Mapping[str, range]:
    return {"StockReserved": MAYBE, "StockConfirmed": ONCE, "StockDispatched": range(1, parcels + 1)}


def _told(order: Order, steps: Steps, ending: Ending) -> Story:
    return Story(order.id, {Part.RUSH: steps}, ending, order.lines)
