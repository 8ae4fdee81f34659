"""Ours beside another shop system, in turns on one server: whole lives of orders of one line, by
clients in one process. `python -m tools.bench others`.

A life is a reserve and a confirm. A figure is refused unless the books of the shop add up. Rates
need a quiet machine. The processor time of a life needs it less.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import product
from statistics import median
from typing import NamedTuple, Protocol

from tools.bench.compare.ratios import ratios
from tools.bench.compare.turns import Entered
from tools.bench.load.orders import Pattern
from tools.bench.load.usage import server_seconds
from tools.bench.load.warehouse import Warehouse, warehouse
from tools.bench.machine import describe
from tools.bench.others.books import Books, require_even
from tools.bench.others.clients import Lived
from tools.bench.others.ours import OURS, our_shop
from tools.bench.others.theirs import their_shop
from tools.bench.parts.floor import lives_floor
from tools.bench.suite import Suite

CLIENTS = 8
ROUNDS = 5
SECONDS = 3.0
FLOOR_SECONDS = 2
HEAD = (
    "| beside | times | lowest | highest | rounds | ours | theirs | unit |",
    "|---|---:|---:|---:|---:|---:|---:|---|",
)
RATE, WORK = "lives/s", "ms of processor/life"

Samples = Mapping[str, Mapping[int, float]]
"""A value of each shop and round."""


class Measured(NamedTuple):
    """Lives a second, and the processor time of one, of client and PostgreSQL together."""

    rate: float
    work_ms: float


class Shop(Protocol):
    """A shop that can be measured."""

    @property
    def name(self) -> str: ...
    def prepare(self, pattern: Pattern, seconds: float, /) -> None: ...
    def books(self) -> Books: ...
    def live(self, pattern: Pattern, *, clients: int, seconds: float) -> Lived: ...


def run(suite: Suite) -> None:
    """Measure each pattern in several rounds, and print the ratios. Raises `DoesNotAddUp`."""
    rates, works = ({pattern: defaultdict[str, dict[int, float]](dict) for pattern in Pattern} for _ in range(2))
    with _shops(suite) as (opened, shops):
        pid = opened.server_pid()
        for number, pattern in product(suite.rounds(ROUNDS), Pattern):
            floor = lives_floor(opened, suite.directory, pattern, clients=CLIENTS, seconds=FLOOR_SECONDS)
            rates[pattern]["floor"][number] = floor / 2
            for shop in in_turn(shops, number):
                found = measure(shop, pattern, pid, seconds=SECONDS)
                rates[pattern][shop.name][number], works[pattern][shop.name][number] = found
            told = ", ".join(f"{name} {values[number]:,.0f}" for name, values in rates[pattern].items())
            suite.console.print(f"  {number + 1}. {pattern}: {told}", highlight=False, soft_wrap=True)
    print("\n".join(["", *HEAD]))
    for pattern in Pattern:
        print("\n".join([*beside(pattern, RATE, rates[pattern]), *beside(pattern, WORK, works[pattern])]))


@contextmanager
def _shops(suite: Suite) -> Iterator[tuple[Warehouse, list[Shop]]]:
    with (
        warehouse(suite.directory / "others") as opened,
        their_shop(opened, suite.directory) as (versions, theirs),
        our_shop(opened) as ours,
    ):
        told = ", ".join(f"{name} {version}" for name, version in {**versions, **describe()}.items())
        suite.console.print(f"  {told}", highlight=False, soft_wrap=True)
        yield opened, [ours, *theirs]


def in_turn(shops: Sequence[Shop], number: int) -> list[Shop]:
    """Return the shops in the order of a round: the one that was first is last in the next."""
    return list(shops) if number % 2 == 0 else list(reversed(shops))


def measure(shop: Shop, pattern: Pattern, pid: int, *, seconds: float) -> Measured:
    """Measure the shop on the server `pid`. Raises `DoesNotAddUp` if the books lack a life, or have
    one that was not counted.
    """
    shop.prepare(pattern, seconds)
    before, server = shop.books(), server_seconds(pid)
    lived = shop.live(pattern, clients=CLIENTS, seconds=seconds)
    work = lived.processor_seconds + server_seconds(pid) - server
    require_even(shop.name, before, shop.books(), lives=lived.done)
    return Measured(lived.rate, 1_000 * work / lived.done)


def beside(pattern: Pattern, unit: str, samples: Samples) -> Iterator[str]:
    """Yield a row for each other shop, and for the floor: how many times ours is better."""
    for name, theirs in samples.items():
        if name != OURS:
            told = f"{name}, {pattern}"
            sides = [
                ({told: Entered(unit, median(one.values()), None)}, {told: one}) for one in (samples[OURS], theirs)
            ]
            (now, measured_now), (then, measured_then) = sides if unit == RATE else reversed(sides)
            for ratio in ratios(now, then, measured_now, measured_then):
                ends = f"{ratio.median:.1f} | {ratio.min:.1f} | {ratio.max:.1f} | {ratio.rounds}"
                both = " | ".join(f"{entered[told].median:,.4g}" for entered, _ in sides)
                yield f"| {told} | {ends} | {both} | {unit} |"
