"""The stories of orders: their events and calls, and their right endings. One function for each.

The endings are written down from the contract (the tables of events and outcomes in the
documentation), not computed by the service's code. They hold for any sequence and number of
deliveries. So they give a range of times for each announcement: a release that overtakes its order,
for example, is announced at once, and again when the order's lines are known.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from tools.shop import returns_desk as back
from tools.shop.catalogue import Line
from tools.shop.dispatch_desk import packed_and_sent, sent_and_cancelled, sent_in_the_evening
from tools.shop.orders import DONE, LONG_TTL, Ending, Order, Part, Steps, Story

ONCE = range(1, 2)
TWICE = range(2, 3)
MAYBE = range(2)
ONCE_OR_TWICE = range(1, 3)
AT_MOST_TWICE = range(3)

SHORT_TTL = 3
IMPOSSIBLE = Line("moon-rock", 1)
FAR_TOO_MANY = 900_000_000

REFUSED = frozenset({409})
NOT_FOUND = frozenset({404})


def bought(order: Order) -> Story:
    ending = _sold(order.lines, {"StockReserved": MAYBE, "StockConfirmed": ONCE})
    return _rush(order, order.in_any_order(order.created(), order.paid()), ending)


def card_declined(order: Order) -> Story:
    ending = _ended("released", {"StockReserved": MAYBE, "StockReleased": ONCE_OR_TWICE})
    return _rush(order, order.in_any_order(order.created(), order.payment_failed()), ending)


def second_card(order: Order) -> Story:
    """The first payment is declined. Another card pays."""
    steps = order.in_any_order(order.created(), order.payment_failed(), order.paid())
    announced = {"StockReserved": MAYBE, "StockReleased": AT_MOST_TWICE, "StockConfirmed": ONCE}
    return _rush(order, steps, _sold(order.lines, announced))


def cancelled(order: Order) -> Story:
    ending = _ended("released", {"StockReserved": MAYBE, "StockReleased": ONCE_OR_TWICE})
    return _rush(order, order.in_any_order(order.created(), order.cancelled()), ending)


def order_failed(order: Order) -> Story:
    ending = _ended("released", {"StockReserved": MAYBE, "StockReleased": ONCE_OR_TWICE})
    return _rush(order, order.in_any_order(order.created(), order.failed()), ending)


_AFTER_PAYMENT = {
    "StockReserved": MAYBE,
    "StockConfirmed": MAYBE,
    "StockReleased": ONCE_OR_TWICE,
    "StockConfirmationRejected": MAYBE,
}


def returned(order: Order) -> Story:
    """The order is cancelled after the payment. The units go back on the shelf."""
    steps = order.in_any_order(order.created(), order.paid(), order.cancelled())
    return _rush(order, steps, _ended("released", _AFTER_PAYMENT))


def lost_on_the_way_back(order: Order) -> Story:
    """The order is cancelled after the payment, without restock. The units stay off the shelf."""
    steps = order.in_any_order(order.created(), order.paid(), order.cancelled(restock=False))
    return _rush(order, steps, Ending("released", taken=order.lines, announced=_AFTER_PAYMENT))


def amended(order: Order) -> Story:
    """The order is stated again with more units. The newer statement counts, even if it arrives
    first.
    """
    more = tuple(replace(line, quantity=line.quantity + 1) for line in order.lines)
    first, second = order.created(age=timedelta(minutes=2)), order.created(more, age=timedelta(minutes=1))
    announced = {"StockReserved": AT_MOST_TWICE, "StockConfirmed": ONCE_OR_TWICE}
    return _rush(order, order.in_any_order(first, second, order.paid()), _sold(more, announced), wanted=more)


def left_open(order: Order) -> Story:
    return _rush(order, (order.created(),), _held(order, {"StockReserved": ONCE}))


def left_to_expire(order: Order) -> Story:
    ending = _ended("expired", {"StockReserved": ONCE, "StockReservationExpired": ONCE})
    return _rush(order, (order.created(ttl=SHORT_TTL),), ending)


def paid_too_late(order: Order) -> Story:
    """The payment comes after the hold has ended. There is stock, so it is confirmed all the
    same.
    """
    steps: dict[Part, Steps] = {Part.RUSH: (order.created(ttl=SHORT_TTL),), Part.EVENING: (order.paid(),)}
    announced = {"StockReserved": ONCE, "StockReservationExpired": ONCE, "StockConfirmed": ONCE}
    return Story(order.id, steps, _sold(order.lines, announced), wanted=order.lines)


def paid_too_early(order: Order) -> Story:
    """The payment comes hours before its order."""
    steps: dict[Part, Steps] = {Part.MORNING: (order.paid(),), Part.EVENING: (order.created(),)}
    return Story(order.id, steps, _sold(order.lines, {"StockConfirmed": ONCE}), wanted=order.lines)


def paid_for_nothing(order: Order) -> Story:
    """A payment whose order never comes."""
    return Story(order.id, {Part.MORNING: (order.paid(),)}, Ending("awaiting_order"))


def impossible(order: Order) -> Story:
    """One line can't be met, so no line is. The payment comes, and its rejection is announced."""
    line = order.rng.choice((IMPOSSIBLE, Line(order.lines[0].sku, FAR_TOO_MANY)))
    lines = (*(other for other in order.lines if other.sku != line.sku), line)
    announced = {"StockReservationRejected": MAYBE, "StockConfirmationRejected": ONCE}
    return _rush(
        order, order.in_any_order(order.created(lines), order.paid()), _ended("rejected", announced), wanted=()
    )


def reserved_and_paid(order: Order) -> Story:
    ending = _sold(order.lines, {"StockReserved": ONCE, "StockConfirmed": ONCE})
    return _rush(order, (order.reserve(), order.paid()), ending)


def reserved_and_confirmed(order: Order) -> Story:
    ending = _sold(order.lines, {"StockReserved": ONCE, "StockConfirmed": ONCE})
    return _rush(order, (order.reserve(), order.call("confirm")), ending)


def reserved_again(order: Order) -> Story:
    """The units are released, reserved again, and confirmed."""
    steps = (order.reserve(), order.call("release"), order.reserve(), order.call("confirm"))
    return _rush(
        order, steps, _sold(order.lines, {"StockReserved": TWICE, "StockReleased": ONCE, "StockConfirmed": ONCE})
    )


def reserved_and_cancelled(order: Order) -> Story:
    steps = (order.reserve(), order.call("cancel", {"reason": "customer_changed_mind"}), order.reserve(answers=REFUSED))
    return _rush(order, steps, _ended("released", {"StockReserved": ONCE, "StockReleased": ONCE}))


def reserved_and_declined(order: Order) -> Story:
    steps = (order.reserve(), order.payment_failed())
    return _rush(order, steps, _ended("released", {"StockReserved": ONCE, "StockReleased": ONCE}))


def reserved_to_expire(order: Order) -> Story:
    ending = _ended("expired", {"StockReserved": ONCE, "StockReservationExpired": ONCE})
    return _rush(order, (order.reserve(ttl=SHORT_TTL),), ending)


def haunted_by_yesterday(order: Order) -> Story:
    """A payment failed yesterday, and its event comes today. It does not touch today's hold."""
    steps = (order.reserve(), order.payment_failed(age=timedelta(days=1)))
    return _rush(order, steps, _held(order, {"StockReserved": ONCE}))


def retried_and_extended(order: Order) -> Story:
    """The same call again is a replay. An extended hold has a new end, so it is announced."""
    extend = order.call("extend", {"ttl_seconds": 2 * LONG_TTL})
    steps = (order.reserve(), order.reserve(answers=DONE), extend)
    return _rush(order, steps, _held(order, {"StockReserved": TWICE}))


def refused(order: Order) -> Story:
    """The order asks for far too many units over HTTP. It is refused, and nothing of it is kept."""
    lines = (*order.lines[1:], Line(order.lines[0].sku, FAR_TOO_MANY))
    return _rush(order, (order.reserve(lines, answers=REFUSED), order.look(NOT_FOUND)), Ending(None), wanted=())


def told_twice(order: Order) -> Story:
    """The Order Service reserves over HTTP while its OrderCreated is on the way."""
    ending = _sold(order.lines, {"StockReserved": ONCE, "StockConfirmed": ONCE})
    return _rush(order, (order.created(), order.reserve(), order.paid()), ending)


# Frequency of each story in a hundred: first the stories over Kafka, then those over HTTP.
STORIES: dict[Callable[[Order], Story], int] = {
    bought: 12,
    card_declined: 5,
    second_card: 4,
    cancelled: 4,
    order_failed: 3,
    returned: 4,
    lost_on_the_way_back: 2,
    amended: 3,
    left_open: 4,
    left_to_expire: 3,
    paid_too_late: 2,
    paid_too_early: 2,
    paid_for_nothing: 1,
    sent_in_the_evening: 4,
    impossible: 2,
    back.in_the_evening(back.came_back_in_part): 2,
    back.in_the_evening(back.came_back_restated): 1,
    back.in_the_evening(back.came_back_unreported): 1,
    back.in_the_evening(back.came_back_too_much): 1,
    back.cancelled_in_part: 2,
    back.cancelled_line_by_line: 1,
    reserved_and_paid: 8,
    reserved_and_confirmed: 6,
    reserved_again: 2,
    reserved_and_cancelled: 2,
    reserved_and_declined: 3,
    reserved_to_expire: 2,
    haunted_by_yesterday: 1,
    retried_and_extended: 1,
    refused: 1,
    told_twice: 3,
    packed_and_sent: 3,
    sent_and_cancelled: 1,
    back.sent_without_a_unit: 1,
    back.handed_back: 1,
    back.handed_back_and_refunded: 1,
    back.handed_back_and_cancelled: 1,
}


def _rush(order: Order, steps: Steps, ending: Ending, *, wanted: tuple[Line, ...] | None = None) -> Story:
    return Story(order.id, {Part.RUSH: steps}, ending, order.lines if wanted is None else wanted)


def _sold(lines: tuple[Line, ...], announced: Mapping[str, range]) -> Ending:
    return Ending("confirmed", taken=lines, announced=announced)


def _held(order: Order, announced: Mapping[str, range]) -> Ending:
    return Ending("pending", held=order.lines, announced=announced)


def _ended(status: str, announced: Mapping[str, range]) -> Ending:
    return Ending(status, announced=announced)
