"""The stories of the returns desk: goods that came back, in part or too many, told twice or too
early, and units that were cancelled one by one.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import wraps

from tools.shop.catalogue import DAMAGED, Line
from tools.shop.goods import BROKEN, INSPECT, SELLABLE, STATES
from tools.shop.messages import Event
from tools.shop.orders import Ending, Order, Part, Step, Steps, Story

ONCE, MAYBE, ONCE_OR_TWICE = range(1, 2), range(2), range(1, 3)
REFUSED = frozenset({409})
PLACED = ("OrderCreated", "PaymentSucceeded")
BEFORE = timedelta(minutes=2)
"""Age of an order whose units were cancelled since. A newer one would say itself what is left."""
SOLD: Mapping[str, range] = {"StockReserved": MAYBE, "StockConfirmed": ONCE}
SENT: Mapping[str, range] = {**SOLD, "StockDispatched": ONCE}
ENDED: Mapping[str, range] = {
    "StockReserved": MAYBE,
    "StockConfirmed": MAYBE,
    "StockReleased": range(3),
    "StockConfirmationRejected": MAYBE,
}
"""A payment that comes before an order without units left is rejected, and nothing is released."""


def came_back_in_part(order: Order) -> Story:
    """A unit of the parcel comes back. The desk may be heard first."""
    steps = order.in_any_order(order.created(), order.paid(), _parcel(order), _back(order, _one(order)))
    return _told(order, steps, Ending("confirmed", order.lines, announced={**SENT, "StockReturned": ONCE}))


def came_back_restated(order: Order) -> Story:
    """All is said to be back and fine. Then somebody opens the box: it is one unit, to be
    inspected. The newer statement counts, even if it arrives first.
    """
    tracked = tuple(line for line in order.lines if line.tracked)
    told = order.returned("rma", tracked, SELLABLE, timedelta(minutes=2))
    restated = order.returned("rma", _unnamed(_one(order)), INSPECT, timedelta(minutes=1))
    steps = order.in_any_order(order.created(), order.paid(), _parcel(order), told, restated)
    return _told(order, steps, Ending("confirmed", order.lines, announced={**SENT, "StockReturned": ONCE_OR_TWICE}))


def came_back_unreported(order: Order) -> Story:
    """No parcel was reported. A unit comes back, so it had left."""
    steps = order.in_any_order(order.created(), order.paid(), _back(order, _one(order)))
    return _told(order, steps, Ending("confirmed", order.lines, announced={**SOLD, "StockReturned": ONCE}))


def came_back_too_much(order: Order) -> Story:
    """The box has a unit that was never ordered. It is not for sale."""
    first = order.lines[0]
    too_much = (replace(first, quantity=first.quantity + 1),)
    back = order.returned("rma", too_much, SELLABLE)
    steps = order.in_any_order(order.created(), order.paid(), _parcel(order), back)
    return _told(order, steps, Ending("confirmed", order.lines, announced={**SENT, "StockReturned": ONCE}))


def came_back_of_nothing(order: Order) -> Story:
    """Goods come back for an order that never comes."""
    steps = (order.returned("rma", order.lines[:1], order.rng.choice(STATES)),)
    ending = Ending("awaiting_order", announced={"StockReturned": ONCE})
    return Story(order.id, {Part.RUSH: steps}, ending)


def came_back_and_cancelled(order: Order) -> Story:
    """A line came back when the order is cancelled. The units of it are not given back again."""
    back = order.returned("rma", order.lines[:1], SELLABLE)
    steps = order.in_any_order(order.created(), order.paid(), _parcel(order), back, order.cancelled())
    announced = {**ENDED, "StockDispatched": ONCE, "StockReturned": ONCE}
    return _told(order, steps, Ending("released", order.lines, announced=announced))


def refunded(order: Order) -> Story:
    """A unit comes back, and is cancelled: it is no second one on the shelf."""
    order = _with_two(order)
    one = _one(order)
    cancel = order.lines_cancelled("refund", one)
    steps = order.in_any_order(
        order.created(age=BEFORE), order.paid(), _parcel(order), order.returned("rma", one, SELLABLE), cancel
    )
    announced = {**SENT, "StockReturned": ONCE, "StockReduced": MAYBE}
    return _told(order, steps, Ending("confirmed", _less(order), announced=announced, beyond=one))


def cancelled_in_part(order: Order) -> Story:
    """A unit of the paid order is cancelled before it leaves."""
    order = _with_two(order)
    cancel = order.lines_cancelled("refund", _one(order))
    steps = order.in_any_order(order.created(age=BEFORE), order.paid(), cancel)
    return _told(order, steps, Ending("confirmed", _less(order), announced={**SOLD, "StockReduced": MAYBE}))


def cancelled_line_by_line(order: Order) -> Story:
    """All units are cancelled, line by line. The order has ended."""
    cancels = [order.lines_cancelled(f"refund-{number}", (line,)) for number, line in enumerate(order.lines)]
    steps = order.in_any_order(order.created(age=BEFORE), order.paid(), *cancels)
    return _told(order, steps, Ending("released", announced={**ENDED, "StockReduced": range(len(cancels))}))


def in_the_evening(tell: Callable[[Order], Story]) -> Callable[[Order], Story]:
    """Have the order placed and paid in the rush. The parcel and the return are told when the shop
    has closed, so that goods leave from where the order has its units.
    """

    @wraps(tell)
    def told(order: Order) -> Story:
        story = tell(order)
        steps = story.steps[Part.RUSH]
        rush = tuple(step for step in steps if isinstance(step, Event) and step.type in PLACED)
        evening = tuple(step for step in steps if step not in rush)
        return replace(story, steps={Part.RUSH: rush, Part.EVENING: evening})

    return told


def sent_without_a_unit(order: Order) -> Story:
    """A unit is cancelled over HTTP, and once more. The others leave."""
    order = _with_two(order)
    cancel = order.cancel_lines("refund", _one(order))
    steps = (order.reserve(), order.call("confirm"), cancel, cancel, order.dispatch("parcel", _less(order)))
    announced = dict.fromkeys(("StockReserved", "StockConfirmed", "StockReduced", "StockDispatched"), ONCE)
    return _told(order, steps, Ending("confirmed", _less(order), announced=announced))


def handed_back(order: Order) -> Story:
    """A unit is handed back at the desk in the evening, and told once more. More than left is
    refused.
    """
    state = order.rng.choice(STATES)
    back = order.take_back("rma", _landing(_one(order), state), state)
    first = order.lines[0]
    too_much = order.take_back("rma-2", (replace(first, quantity=first.quantity + 1),), SELLABLE, REFUSED)
    return _evening(order, Ending("confirmed", order.lines), back, back, too_much)


def handed_back_and_refunded(order: Order) -> Story:
    """The unit that is handed back is cancelled, too."""
    order = _with_two(order)
    one = _one(order)
    calls = order.take_back("rma", one, SELLABLE), order.cancel_lines("refund", one)
    return _evening(order, Ending("confirmed", _less(order), announced={"StockReduced": ONCE}, beyond=one), *calls)


def handed_back_and_cancelled(order: Order) -> Story:
    """A line is handed back, and the order is cancelled. Nothing is given back a second time."""
    calls = order.take_back("rma", order.lines[:1], SELLABLE), order.call("cancel")
    return _evening(order, Ending("released", order.lines, announced={"StockReleased": ONCE}), *calls)


def _evening(order: Order, ending: Ending, *calls: Step) -> Story:
    parcel = order.dispatch("parcel", order.lines)
    steps: dict[Part, Steps] = {Part.RUSH: (order.reserve(), order.call("confirm"), parcel), Part.EVENING: calls}
    told = dict.fromkeys(("StockReserved", "StockConfirmed", "StockDispatched", "StockReturned"), ONCE)
    return Story(order.id, steps, replace(ending, announced={**told, **ending.announced}), order.lines)


def _back(order: Order, lines: tuple[Line, ...]) -> Step:
    state = order.rng.choice(STATES)
    return order.returned("rma", _landing(lines, state), state)


def _landing(lines: tuple[Line, ...], state: str) -> tuple[Line, ...]:
    """Return the lines as they are brought to a place: damaged ones to that of damaged goods."""
    if state == SELLABLE:
        return lines
    return tuple(replace(line, location=DAMAGED if state == BROKEN else None) for line in lines)


def _unnamed(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(replace(line, location=None) for line in lines)


def _parcel(order: Order) -> Step:
    return order.dispatched("parcel", order.lines)


def _one(order: Order) -> tuple[Line, ...]:
    """Return a unit of the first line."""
    return (replace(order.lines[0], quantity=1),)


def _with_two(order: Order) -> Order:
    """Return the order with one unit more of its first line, so that a unit is left of it."""
    first, *others = order.lines
    return Order(order.id, (replace(first, quantity=first.quantity + 1), *others), order.rng)


def _less(order: Order) -> tuple[Line, ...]:
    """Return the lines without a unit of the first."""
    first, *others = order.lines
    return (replace(first, quantity=first.quantity - 1), *others)


def _told(order: Order, steps: Steps, ending: Ending) -> Story:
    return Story(order.id, {Part.RUSH: steps}, ending, order.lines)
