"""Checks of goods that left: each parcel is known as it was told, and the shelf is as all that came
and went has left it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from tools.chaos.checks.evidence import Evidence
from tools.chaos.checks.found import Content, Moved
from tools.chaos.load.assortment import MAIN, SWITCHED, VOUCHER
from tools.chaos.load.client_log import Exchange, Fate, Operation
from tools.shop.catalogue import LOCATIONS, Line, thirds
from tools.shop.goods import parcels, sent
from tools.shop.messages import Event
from tools.shop.orders import Story
from tools.shop.shelf import Shelf
from tools.shop.verdict import Check, Problem

Key = tuple[str, str]
"""Order and id of a parcel."""


def parcels_are_known_once(evidence: Evidence) -> Check:
    """Check each parcel: known with its newest content if it was told over Kafka or acknowledged
    over HTTP, never if it was refused, and perhaps if the call is unknown or a fault may have lost
    it.
    """
    told = {key: content for story in evidence.stories.values() for key, content in _told(evidence, story)}
    calls = _calls(evidence, "dispatch")
    asked = {(one.order_id, one.reference): (one, exchanges) for one, exchanges in calls.items()}

    def problems() -> Iterator[Problem]:
        for key in sorted(told.keys() | evidence.found.parcels.keys()):
            there = evidence.found.parcels.get(key, Counter())
            if key in told and there != told[key]:
                yield _problem(key, f"left with {dict(told[key])}", there)
            elif key not in told and key not in asked:
                yield _problem(key, "nothing: nobody told of it", there)
        for key, (operation, exchanges) in asked.items():
            there = evidence.found.parcels.get(key, Counter())
            allowed = [_content(operation)] if _may_be(exchanges) else []
            allowed += [] if _must_be(evidence, exchanges) else [Counter()]
            if there not in allowed:
                yield _problem(key, " or ".join(str(dict(one)) for one in allowed), there)

    figures = f"{len(told):,} parcels over Kafka, {len(asked):,} over HTTP"
    return Check("parcels are known as they left", figures, tuple(problems()))


def shelf_is_as_it_was_left(evidence: Evidence) -> Check:
    """Check `quantity_on_shelf` of each SKU and place against a shelf of its own: supplies,
    adjustments, counts, moves and parcels as they were sent and acknowledged. The state decides on
    calls of unknown outcome alone.
    """
    shelf = _shelf(evidence)
    stock = evidence.found.shop.stock
    known = {sku for sku, _ in shelf.units} | stock.keys()
    skus = sorted(known - evidence.buried - {SWITCHED, VOUCHER})
    lies_there = sum(level.on_shelf for sku in skus for level in stock.get(sku, ()))
    to_ship = sum(level.to_ship for sku in skus for level in stock.get(sku, ()))
    figures = f"{len(skus)} SKUs, {lies_there:,} units on the shelf, {to_ship:,} of them to ship"
    return Check("the shelf is as it was left", figures, tuple(shelf.differences(stock, skus)))


def _shelf(evidence: Evidence) -> Shelf:
    shelf = Shelf(frozenset({VOUCHER}))
    for sku, supplied in evidence.supplied.items():
        for location, units in zip(LOCATIONS, thirds(supplied), strict=True):
            shelf.change(sku, location, units)
    _take_calls(evidence, shelf)
    for story in evidence.stories.values():
        shelf.send(sent(story, lambda event: not evidence.is_dead(event)))
    return shelf


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
        shelf.send(Line(sku, units, location) for (sku, location), units in _content(one).items())


def _made(evidence: Evidence, kind: str, is_there: Callable[[Operation], bool]) -> Iterator[Operation]:
    """Yield the calls of this kind that took effect, each once. The state that was found is asked
    where nobody else knows.
    """
    for operation, exchanges in _calls(evidence, kind).items():
        if _must_be(evidence, exchanges) or (_may_be(exchanges) and is_there(operation)):
            yield operation


def _calls(evidence: Evidence, kind: str) -> dict[Operation, list[Exchange]]:
    calls: dict[Operation, list[Exchange]] = defaultdict(list)
    for one in evidence.exchanges:
        if one.operation.kind == kind:
            calls[one.operation].append(one)
    return calls


def _must_be(evidence: Evidence, exchanges: Sequence[Exchange]) -> bool:
    return any(one.fate is Fate.ACKNOWLEDGED and not evidence.may_be_lost(one) for one in exchanges)


def _may_be(exchanges: Sequence[Exchange]) -> bool:
    return any(one.fate in {Fate.ACKNOWLEDGED, Fate.UNKNOWN} for one in exchanges)


def _told(evidence: Evidence, story: Story) -> Iterator[tuple[Key, Content]]:
    """Yield the parcels that the events of a story tell of, with their newest content."""
    steps = [step for steps in story.steps.values() for step in steps]
    known = [step for step in steps if isinstance(step, Event) and not evidence.is_dead(step)]
    for id_, lines in parcels(known).items():
        yield (story.order_id, id_), Counter({(line.sku, line.location): line.quantity for line in lines})


def _content(operation: Operation) -> Content:
    location = operation.way[0] if operation.way else None
    return Counter({(sku, location): units for sku, units in operation.lines})


def _problem(key: Key, right: str, there: Content) -> Problem:
    return Problem(f"parcel {key[1]} of {key[0]}", right, str(dict(there)) if there else "nothing")
