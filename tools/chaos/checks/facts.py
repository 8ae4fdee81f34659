"""Checks of facts with an id of their own: each parcel, return and partial cancel is known as it
was told, and no other.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tools.chaos.checks.evidence import Evidence
from tools.chaos.checks.found import Content, Found, Key
from tools.chaos.load.client_log import Exchange, Fate, Operation
from tools.shop.goods import cancels, known_steps, parcels, returns
from tools.shop.orders import Step
from tools.shop.verdict import Check, Problem


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts of one kind: the events of a story that `told` them, the calls of this `kind` with the
    same `content`, and the ones that are `found`.
    """

    title: str
    noun: str
    kind: str
    told: Callable[[Iterable[Step]], Mapping[str, Content]]
    found: Callable[[Found], Mapping[Key, Content]]


def content(operation: Operation) -> Content:
    """Return the units that a call is about, as the service keeps them."""
    location = operation.way[0] if operation.way else None
    state = (operation.value,) if operation.kind == "return" else ()
    return Counter({(sku, location, *state): units for sku, units in operation.lines})


def calls(evidence: Evidence, kind: str) -> dict[Operation, list[Exchange]]:
    """Return the exchanges about each call of this kind."""
    made: dict[Operation, list[Exchange]] = defaultdict(list)
    for one in evidence.exchanges:
        if one.operation.kind == kind:
            made[one.operation].append(one)
    return made


def must_be(evidence: Evidence, exchanges: Sequence[Exchange]) -> bool:
    """Return True if a call was acknowledged, and no fault may have lost it."""
    return any(one.fate is Fate.ACKNOWLEDGED and not evidence.may_be_lost(one) for one in exchanges)


def may_be(exchanges: Sequence[Exchange]) -> bool:
    """Return True if a call may have taken effect."""
    return any(one.fate in {Fate.ACKNOWLEDGED, Fate.UNKNOWN} for one in exchanges)


def parcels_are_known_once(evidence: Evidence) -> Check:
    return _known_once(evidence, PARCELS)


def returns_are_known_once(evidence: Evidence) -> Check:
    return _known_once(evidence, RETURNS)


def cancels_are_known_once(evidence: Evidence) -> Check:
    return _known_once(evidence, CANCELS)


def _known_once(evidence: Evidence, facts: Facts) -> Check:
    """Check each fact: known with its newest content if it was told over Kafka or acknowledged over
    HTTP, never if it was refused, and perhaps if the call is unknown or a fault may have lost it.
    """
    told = {
        (order_id, id_): units
        for order_id, story in evidence.stories.items()
        for id_, units in facts.told(known_steps(story, lambda event: not evidence.is_dead(event))).items()
    }
    made = calls(evidence, facts.kind)
    asked = {(one.order_id, one.reference): (one, exchanges) for one, exchanges in made.items()}
    found = facts.found(evidence.found)

    def problems() -> Iterator[Problem]:
        for key in sorted(told.keys() | found.keys()):
            there = found.get(key, Counter())
            if key in told and there != told[key]:
                yield _problem(facts, key, f"told with {dict(told[key])}", there)
            elif key not in told and key not in asked:
                yield _problem(facts, key, "nothing: nobody told of it", there)
        for key, (operation, exchanges) in asked.items():
            there = found.get(key, Counter())
            allowed = [content(operation)] if may_be(exchanges) else []
            allowed += [] if must_be(evidence, exchanges) else [Counter()]
            if there not in allowed:
                yield _problem(facts, key, " or ".join(str(dict(one)) for one in allowed), there)

    figures = f"{len(told):,} {facts.noun}s over Kafka, {len(asked):,} over HTTP"
    return Check(facts.title, figures, tuple(problems()))


def _parcels(steps: Iterable[Step]) -> dict[str, Content]:
    return {
        id_: Counter({(one.sku, one.location): one.quantity for one in lines}) for id_, lines in parcels(steps).items()
    }


def _cancels(steps: Iterable[Step]) -> dict[str, Content]:
    return {
        id_: Counter({(one.sku, one.location): one.quantity for one in lines}) for id_, lines in cancels(steps).items()
    }


def _returns(steps: Iterable[Step]) -> dict[str, Content]:
    return {
        id_: Counter({(one.line.sku, one.line.location, one.state): one.line.quantity for one in lines})
        for id_, lines in returns(steps).items()
    }


def _problem(facts: Facts, key: Key, right: str, there: Content) -> Problem:
    return Problem(f"{facts.noun} {key[1]} of {key[0]}", right, str(dict(there)) if there else "nothing")


PARCELS = Facts("parcels are known as they left", "parcel", "dispatch", _parcels, lambda found: found.parcels)
RETURNS = Facts("returns are known as they came back", "return", "return", _returns, lambda found: found.returns)
CANCELS = Facts(
    "partial cancels are known as they were told", "cancel", "reduce", _cancels, lambda found: found.cancels
)
