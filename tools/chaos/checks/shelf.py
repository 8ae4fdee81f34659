"""The check of the shelf: it is as all that came and went has left it."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from tools.chaos.checks.evidence import Evidence
from tools.chaos.checks.facts import calls, may_be, must_be
from tools.chaos.checks.found import Moved
from tools.chaos.checks.units import of_orders
from tools.chaos.load.assortment import ASIDE, MAIN, SWITCHED, VOUCHER
from tools.chaos.load.client_log import Operation
from tools.shop.catalogue import DAMAGED, LOCATIONS, NOT_FOR_SALE, TO_INSPECT, Line, thirds
from tools.shop.goods import SELLABLE, came_back, sent
from tools.shop.orders import units
from tools.shop.shelf import Shelf
from tools.shop.verdict import Check, Problem


def shelf_is_as_it_was_left(evidence: Evidence) -> Check:
    """Check `quantity_on_shelf` of each SKU and place against a shelf of its own: supplies,
    adjustments, counts, moves, parcels and returns as they were sent and acknowledged. The state
    decides on calls of unknown outcome alone.
    """
    shelf = _shelf(evidence)
    stock = evidence.found.shop.stock
    known = {sku for sku, _ in shelf.units} | stock.keys()
    skus = sorted(known - evidence.buried - {SWITCHED, VOUCHER})
    levels = [level for sku in skus for level in stock.get(sku, ())]
    to_ship = sum(level.to_ship for level in levels)
    back = sum(level.on_shelf for level in levels if level.location in NOT_FOR_SALE)
    figures = (
        f"{len(skus)} SKUs, {sum(level.on_shelf for level in levels):,} units on the shelf, {to_ship:,} of them to "
        f"ship, {back:,} {DAMAGED} or {TO_INSPECT}"
    )
    problems = [*shelf.differences(stock, skus), *_still_to_ship(evidence, skus)]
    return Check("the shelf is as it was left", figures, tuple(problems))


def _still_to_ship(evidence: Evidence, skus: Sequence[str]) -> Iterator[Problem]:
    """Yield the SKUs with units to ship, if all of them are taken for gone by now."""
    for sku in skus if evidence.assumes else ():
        if to_ship := evidence.found.shop.to_ship(sku):
            yield Problem(f"units to ship of {sku}", "0: they are taken for gone", str(to_ship))


def _shelf(evidence: Evidence) -> Shelf:
    shelf = Shelf(frozenset({VOUCHER}), aside=NOT_FOR_SALE | {ASIDE})
    for sku, supplied in evidence.supplied.items():
        for location, count in zip(LOCATIONS, thirds(supplied), strict=True):
            shelf.change(sku, location, count)
    _take_calls(evidence, shelf)
    for story in evidence.stories.values():
        shelf.send(sent(story, lambda event: not evidence.is_dead(event)))
        shelf.take_back(came_back(story, lambda event: not evidence.is_dead(event)))
    if evidence.assumes:
        shelf.send(_unreported(evidence))
    return shelf


def _unreported(evidence: Evidence) -> Iterator[Line]:
    """Yield the paid units that left without a report: the shop of this run reports no parcel that
    left late. The state decides on orders over HTTP and on those with a dead event.
    """
    parcels = of_orders(evidence.found.parcels)
    for order_id, there in evidence.found.shop.reservations.items():
        story = evidence.stories.get(order_id)
        if story is None or order_id in evidence.buried:
            paid, reported = there.taken if there.status == "confirmed" else Counter[str](), parcels[order_id]
        else:
            paid = units(story.ending.taken)
            reported = units(tuple(sent(story, lambda event: not evidence.is_dead(event))))
        for sku, count in (paid - reported).items():
            yield Line(sku, count)


def _take_calls(evidence: Evidence, shelf: Shelf) -> None:
    found = evidence.found
    for one in _made(evidence, "adjust", lambda one: found.adjustments[one.sku, one.reference, one.quantity] > 0):
        shelf.change(one.sku, MAIN, one.quantity)
    for one in _made(evidence, "count", lambda one: found.adjustments[one.sku, one.reference, one.quantity] > 0):
        [location] = one.way
        shelf.change(one.sku, location, one.quantity)
    for one in _made(evidence, "move", lambda one: found.left[Moved.of(one)] > 0):
        source, destination = one.way
        shelf.move(one.sku, source, destination, one.quantity)
    for one in _made(evidence, "dispatch", lambda one: (one.order_id, one.reference) in found.parcels):
        shelf.send(_lines(one))
    for one in _made(evidence, "return", lambda one: (one.order_id, one.reference) in found.returns):
        shelf.take_back(_landed(one))


def _made(evidence: Evidence, kind: str, is_there: Callable[[Operation], bool]) -> Iterator[Operation]:
    """Yield the calls of this kind that took effect, each once. The state that was found is asked
    where nobody else knows.
    """
    for operation, exchanges in calls(evidence, kind).items():
        if must_be(evidence, exchanges) or (may_be(exchanges) and is_there(operation)):
            yield operation


def _lines(operation: Operation) -> list[Line]:
    location = operation.way[0] if operation.way else None
    return [Line(sku, count, location) for sku, count in operation.lines]


def _landed(operation: Operation) -> list[Line]:
    """Return the lines of a return at their places. None is beyond the order: such a call is
    refused.
    """
    lines = _lines(operation)
    if operation.value == SELLABLE:
        return lines
    return [line if line.location in NOT_FOR_SALE else replace(line, location=TO_INSPECT) for line in lines]
