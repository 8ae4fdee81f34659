"""A search that tells if a history is linearizable, in the manner of Wing and Gong, with Lowe's
memory of earlier tries.

Each operation takes effect at one moment between its invocation and its return. The search looks
for an order of these moments in which a sequential specification would have given the same answers.
An operation without an answer may take effect at any time after its invocation, or never, and any
answer would be right.

The search holds a limited number of states, because some histories would take all the memory there
is. A history that needs more is `Undecided`.

J. Wing, C. Gong: Testing and Verifying Concurrent Objects (1993). G. Lowe: Testing for
Linearizability (2017).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeVar

State = TypeVar("State", bound=Hashable)
Call = TypeVar("Call")

NEVER = math.inf
MAX_STATES = 200_000
"""Maximum number of states of a search: remembered ones, and those on the way to the next answer. A
history of a run takes some hundreds.
"""
_DOUBTFUL = (0, 1, 3)
"""Maximum numbers of doubtful operations in an order, tried in this sequence before all are
allowed.
"""


@dataclass(frozen=True, slots=True)
class Event(Generic[Call]):
    """One operation: `call` carries the request and, unless `returned` is `NEVER`, the answer."""

    call: Call
    invoked: float
    returned: float = NEVER
    doubtful: bool = False
    """No answer, and most likely no effect: orders without the operation are tried first."""


@dataclass(frozen=True, slots=True)
class Unexplained(Generic[State, Call]):
    """No order explains the history. The best one explains `explained` answers, ends in `state`,
    and then can't explain `event`.
    """

    event: Event[Call]
    state: State
    explained: int


@dataclass(frozen=True, slots=True)
class Undecided:
    """The search gave up after `states` states. The best order so far explains `explained`
    answers.
    """

    states: int
    explained: int


Verdict = Unexplained[State, Call] | Undecided | None
"""None means that some order explains the history."""


Step = Callable[[State, Call], State | None]
"""The specification: returns the state after the call, or None when its answer would have been
another one.
"""


def explain(
    history: Sequence[Event[Call]], initial: State, step: Step[State, Call], max_states: int = MAX_STATES
) -> Verdict[State, Call]:
    """Search for an order of the history that `step` explains from `initial` on. Returns None if
    there is one, `Unexplained` if there is none, `Undecided` if the search gave up.
    """
    doubtful = sum(event.doubtful for event in history)
    states = 0
    for most in (*(few for few in _DOUBTFUL if few < doubtful), doubtful):
        search = _Search(history, step, max_states - states, most)
        verdict = search.run(initial)
        states += search.states
        match verdict:
            case None:
                return None
            case Undecided():
                return Undecided(states, verdict.explained)
            case Unexplained() if most == doubtful:
                return verdict
    raise AssertionError("the last search has the last word")


@dataclass(frozen=True, slots=True)
class _Chain(Generic[State]):
    """Operations without an answer, done since the last answer: the `last` of them, and the state
    `before` that. `done` has all operations done.
    """

    done: int
    state: State
    last: int | None = None
    before: State | None = None


class _Search(Generic[State, Call]):
    """A search, depth first, over the answers that may come next: of operations invoked before the
    earliest return that is still open.

    An operation without an answer is done only where it makes a difference: directly before an
    answer that would be another one, or lead to another state, without it. Any order that explains
    a history can be brought to that form, since an operation that makes no difference can be put
    off, again and again. So a search that fails does not try all of them everywhere.
    """

    def __init__(
        self, history: Sequence[Event[Call]], step: Step[State, Call], max_states: int, max_doubtful: int
    ) -> None:
        self._events = sorted(history, key=lambda event: event.invoked)
        self._step = step
        self._answered = sum(1 << number for number, event in enumerate(self._events) if event.returned != NEVER)
        self._doubtful = sum(1 << number for number, event in enumerate(self._events) if event.doubtful)
        self._max_states, self._max_doubtful = max_states, max_doubtful
        self.states = 0
        """Number of states so far."""
        self._seen: dict[tuple[int, State], list[int]] = {}

    def run(self, initial: State) -> Verdict[State, Call]:
        best, deepest = (0, initial), -1
        path = [iter([(0, initial)])]
        while path:
            node = next(path[-1], None)
            if self.states >= self._max_states:
                return Undecided(self.states, max(deepest, 0))
            if node is None:
                path.pop()
                continue
            done, state = node
            if done & self._answered == self._answered:
                return None
            if not self._is_new(done, state):
                continue
            if (depth := (done & self._answered).bit_count()) > deepest:
                best, deepest = (done, state), depth
            path.append(self._following(done, state))
        done, state = best
        return Unexplained(self._events[self._most_urgent(done)], state, deepest)

    def _is_new(self, done: int, state: State) -> bool:
        """Return True, and remember the node, if nothing as good was tried: the same answers in the
        same state, with no more of the operations done that have no answer.
        """
        beside = done & ~self._answered
        tried = self._seen.setdefault((done & self._answered, state), [])
        if any(fewer & beside == fewer for fewer in tried):
            return False
        tried.append(beside)
        self.states += 1
        return True

    def _following(self, done: int, state: State) -> Iterator[tuple[int, State]]:
        """Yield the states after one more answer: first as things are, then with more and more of
        the operations done that have no answer.
        """
        candidates = self._candidates(done)
        # The operation that returned first most likely came first.
        answered = sorted(
            (number for number in candidates if self._answered >> number & 1),
            key=lambda number: self._events[number].returned,
        )
        silent = [number for number in candidates if not self._answered >> number & 1]
        chains = [_Chain(done, state)]
        while chains and self.states < self._max_states:
            for chain in chains:
                for number in answered:
                    after = self._step(chain.state, self._events[number].call)
                    if after is not None and not self._may_be_put_off(chain, number, after):
                        yield chain.done | 1 << number, after
            longer = (one for chain in chains for one in self._longer(chain, silent))
            chains = list(islice(longer, self._max_states - self.states))

    def _longer(self, chain: _Chain[State], silent: Sequence[int]) -> Iterator[_Chain[State]]:
        spent = (chain.done & self._doubtful).bit_count() >= self._max_doubtful
        for number in silent:
            if chain.done >> number & 1 or (spent and self._doubtful >> number & 1):
                continue
            after = self._step(chain.state, self._events[number].call)
            if after is None or after == chain.state:
                continue  # it explains no answer and changes nothing, so it may as well come later, or never
            if chain.last is not None and number < chain.last and self._may_be_put_off(chain, number, after):
                continue  # the two may be done in their order
            self.states += 1
            yield _Chain(chain.done | 1 << number, after, number, chain.state)

    def _may_be_put_off(self, chain: _Chain[State], number: int, after: State) -> bool:
        """Return True if the last operation of a chain makes no difference to operation `number`,
        or leads to the same state when it is done after that.
        """
        if chain.last is None:
            return False
        assert chain.before is not None
        without = self._step(chain.before, self._events[number].call)
        return without is not None and (without == after or self._step(without, self._events[chain.last].call) == after)

    def _candidates(self, done: int) -> list[int]:
        """Return the operations that may come next: invoked before the earliest open return."""
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
        """Return the lowest number that is not done."""
        return (~done & (done + 1)).bit_length() - 1
