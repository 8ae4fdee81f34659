"""Is a history linearizable? A search in the manner of Wing and Gong, with Lowe's memory of what was tried before.

Each operation takes effect at one moment between its invocation and its return. The search looks for an order of these
moments in which a sequential specification would have given the same answers. An operation without an answer may take
effect at any time after its invocation, or never: it is tried everywhere, and nothing is asked of it.

J. Wing, C. Gong: Testing and Verifying Concurrent Objects (1993). G. Lowe: Testing for Linearizability (2017).
"""

import math
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

State = TypeVar("State", bound=Hashable)
Call = TypeVar("Call")

NEVER = math.inf


@dataclass(frozen=True, slots=True)
class Event(Generic[Call]):
    """One operation: `call` carries what was asked and, where `returned` is not `NEVER`, what was answered."""

    call: Call
    invoked: float
    returned: float = NEVER


@dataclass(frozen=True, slots=True)
class Unexplained(Generic[State, Call]):
    """No order explains the history. The best one explains `explained` answers, ends in `state`, and then can't explain `event`."""

    event: Event[Call]
    state: State
    explained: int


Step = Callable[[State, Call], State | None]
"""The specification: the state after the call, or None when its answer would have been another one."""


def explain(history: Sequence[Event[Call]], initial: State, step: Step[State, Call]) -> Unexplained[State, Call] | None:
    """None when the history is linearizable with respect to `step` from `initial` on; else where the search got stuck."""
    return _Search(history, step).run(initial)


class _Search(Generic[State, Call]):
    """Depth first over the operations that may come next: those invoked before the earliest return that is still open."""

    def __init__(self, history: Sequence[Event[Call]], step: Step[State, Call]) -> None:
        self._events = sorted(history, key=lambda event: event.invoked)
        self._step = step
        self._answered = sum(1 << number for number, event in enumerate(self._events) if event.returned != NEVER)

    def run(self, initial: State) -> Unexplained[State, Call] | None:
        seen: set[tuple[int, State]] = {(0, initial)}
        open_: list[tuple[int, State]] = [(0, initial)]
        best, deepest = (0, initial), -1
        while open_:
            done, state = open_.pop()
            if done & self._answered == self._answered:
                return None
            if (depth := (done & self._answered).bit_count()) > deepest:
                best, deepest = (done, state), depth
            # Last in, first out: what returned first most likely came first, what never returned is tried last.
            for number in sorted(self._candidates(done), key=lambda number: -self._events[number].returned):
                after = self._step(state, self._events[number].call)
                # Without an answer to explain, an operation that changes nothing may as well come later, or never.
                idle = after == state and not self._answered >> number & 1
                if after is None or idle:
                    continue
                following = (done | 1 << number, after)
                if following not in seen:
                    seen.add(following)
                    open_.append(following)
        done, state = best
        return Unexplained(self._events[self._most_urgent(done)], state, deepest)

    def _candidates(self, done: int) -> list[int]:
        """Those not done that were invoked before any of them had to have taken effect."""
        candidates: list[int] = []
        until = NEVER
        for number in range(self._first_open(done), len(self._events)):
            event = self._events[number]
            if event.invoked > until:
                break
            if not done >> number & 1:
                candidates.append(number)
                until = min(until, event.returned)
        return candidates

    def _most_urgent(self, done: int) -> int:
        return min(self._candidates(done), key=lambda number: self._events[number].returned)

    @staticmethod
    def _first_open(done: int) -> int:
        """The lowest number that is not done."""
        return (~done & (done + 1)).bit_length() - 1
