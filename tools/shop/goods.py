"""Goods of an order on their way, as its events and calls tell of them: parcels that left, and
units that came back.
"""

from collections.abc import Callable, ItemsView, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from tools.shop.catalogue import NOT_FOR_SALE, TO_INSPECT, Line
from tools.shop.messages import NOW, Event
from tools.shop.orders import DONE, RESERVED_OR_REPLAYED, Step, Story, units

Parcels = dict[str, list[Line]]
IsKnown = Callable[[Event], bool]
SELLABLE, BROKEN, INSPECT = "sellable", "damaged", "inspect"
STATES = (SELLABLE, BROKEN, INSPECT)
"""The states of goods that come back."""


@dataclass(frozen=True, slots=True)
class Back:
    """A line of a return, and the state of its units."""

    line: Line
    state: str


def known_steps(story: Story, is_known: IsKnown = lambda _: True) -> list[Step]:
    """Return the steps of the story. An event that is not known has said nothing."""
    told = [step for steps in story.steps.values() for step in steps]
    return [step for step in told if not isinstance(step, Event) or is_known(step)]


def sent(story: Story, is_known: IsKnown = lambda _: True) -> list[Line]:
    """Return the units that left for an order: its parcels, the rest of its lines where an event
    says that all of it is gone, and the units that came back although no parcel had them.
    """
    known = known_steps(story, is_known)
    gone = [line for lines in parcels(known).values() for line in lines]
    if any(_says_all_is_gone(step) for step in known):
        rest = units(story.ending.taken) - units(tuple(gone))
        gone += [Line(sku, quantity) for sku, quantity in rest.items()]
    back = units(tuple(one.line for lines in returns(known).values() for one in lines))
    untold = (back & units(story.wanted)) - units(tuple(gone))
    return gone + [Line(sku, quantity) for sku, quantity in untold.items()]


def came_back(story: Story, is_known: IsKnown = lambda _: True) -> list[Line]:
    """Return the units that came back, at the places where they lie. Those that may be sold and
    that nobody brought to a named place lie where the others left, wherever that was.

    Units beyond the order lie where they are to be inspected.
    """
    rest, lie = units(story.wanted), list[Line]()
    for one in (one for lines in returns(known_steps(story, is_known)).values() for one in lines):
        expected = min(one.line.quantity, rest[one.line.sku])
        rest[one.line.sku] -= expected
        lie.append(replace(one.line, quantity=expected, location=_place(one)))
        lie.append(replace(one.line, quantity=one.line.quantity - expected, location=TO_INSPECT))
    return [line for line in lie if line.quantity]


def parcels(steps: Iterable[Step]) -> Parcels:
    """Return the lines of each parcel by its id. Of a parcel that was told twice the newer
    statement counts.
    """
    return {id_: _lines(items) for id_, items in _newest(steps, "OrderDispatched", "/dispatches", "dispatch_id")}


def returns(steps: Iterable[Step]) -> dict[str, list[Back]]:
    """Return the lines of each return by its id. The newer statement counts."""
    told = _newest(steps, "ItemsReturned", "/returns", "return_id")
    return {id_: [*map(Back, _lines(items), (item["disposition"] for item in items))] for id_, items in told}


def cancels(steps: Iterable[Step]) -> Parcels:
    """Return the units of each partial cancel by its id."""
    return {id_: _lines(items) for id_, items in _newest(steps, "OrderLinesCancelled", "/cancel", "cancel_id")}


def _newest(steps: Iterable[Step], type_: str, path: str, name: str) -> ItemsView[str, Sequence[Mapping[str, Any]]]:
    """Return the items of each fact of a type by its id, the oldest in front."""
    told = sorted((step for step in steps if _is_told(step, type_, path)), key=_age, reverse=True)
    said = [step.data if isinstance(step, Event) else step.body or {} for step in told]
    return {one[name]: one["items"] for one in said if name in one}.items()


def _age(step: Step) -> timedelta:
    return step.age if isinstance(step, Event) else NOW


def _is_told(step: Step, type_: str, path: str) -> bool:
    if isinstance(step, Event):
        return step.type == type_
    return step.path.endswith(path) and not step.answers.isdisjoint(RESERVED_OR_REPLAYED | DONE)


def _says_all_is_gone(step: Step) -> bool:
    """Return True if the order is completed, or cancelled without units that come back."""
    if not isinstance(step, Event):
        return False
    return step.type == "OrderCompleted" or (step.type == "OrderCancelled" and not step.data["restock"])


def _place(one: Back) -> str | None:
    named = one.line.location
    return named if one.state == SELLABLE or named in NOT_FOR_SALE else TO_INSPECT


def _lines(items: Sequence[Mapping[str, Any]]) -> list[Line]:
    return [Line(item["sku"], item["quantity"], item.get("location")) for item in items]
