"""The first sentence of the overview: all that needs somebody now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from console.pages.overview.figure import Figure, FigureState
from console.pages.overview.processes import ProcessShown


class Needs(NamedTuple):
    """The sentence, and the worst state that it tells of."""

    sentence: str
    state: FigureState


def needs(figures: Iterable[Figure], processes: Sequence[ProcessShown]) -> Needs:
    """Return the things for somebody now, and those worth a look, in words."""
    states = [*((one.label, one.state) for one in figures), *((f"process {one.name}", one.state) for one in processes)]
    urgent, others = (list(_in(states, state)) for state in (FigureState.BAD, FigureState.WARN))
    told = [_told(urgent, "needs you", "need you") if urgent else "Nothing needs you now."]
    told += [_told(others, "is worth a look", "are worth a look")] if others else []
    state = FigureState.BAD if urgent else FigureState.WARN if others else FigureState.GOOD
    return Needs(" ".join(told), state)


def _in(states: Iterable[tuple[str, FigureState]], asked: FigureState) -> Iterator[str]:
    return (label[:1].lower() + label[1:] for label, state in states if state is asked)


def _told(labels: Sequence[str], one: str, several: str) -> str:
    number = "1 thing" if len(labels) == 1 else f"{len(labels)} things"
    return f"{number} {one if len(labels) == 1 else several}: {', '.join(labels)}."
