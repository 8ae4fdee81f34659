"""The results of actions on several events, in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from console.words.reasons import why_dead
from inventory.errors import InventoryError
from inventory.inbox.errors import EventForgotten, EventNotDead, EventNotPending, EventSuperseded, EventUnusable

_WHY: dict[type[InventoryError], str] = {
    EventForgotten: "content not kept any more.",
    EventNotDead: "no dead letter any more.",
    EventNotPending: "not pending any more.",
    EventSuperseded: "replaced by a corrected event.",
}


def results(answers: Mapping[int, InventoryError | None], state: str) -> str:
    """Return how many events are in a state now, and why others are not, the most frequent reason
    first.
    """
    refusals = [refusal for refusal in answers.values() if refusal is not None]
    moved = len(answers) - len(refusals)
    none = "The event is not" if len(answers) == 1 else f"None of {len(answers):,} is"
    told = [f"{_events(moved)} {state}."] if moved else [f"{none} {state}. Nothing was changed."]
    told += [f"{number:,} could not be: {why}" for why, number in Counter(map(_why, refusals)).most_common()]
    return " ".join(told)


def _events(number: int) -> str:
    return f"{number:,} {'event is' if number == 1 else 'events are'}"


def _why(refusal: InventoryError) -> str:
    """Return the reason in the console's words."""
    if isinstance(refusal, EventUnusable):
        return f"still unusable. {why_dead(refusal.reason)}"
    return _WHY.get(type(refusal)) or str(refusal)
