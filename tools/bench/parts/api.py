"""The API under load: reserves, reserves of a SKU that is sold out, and availability checks of
three lines.

Each is measured with the API as it is, with a transaction for each request, and with two processes.
Figures that name no number of connections are of 32.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial

from tools.bench.load.http import Request, load
from tools.bench.load.orders import Pattern
from tools.bench.load.requests import SOLD_OUT, availabilities, refused, reserves
from tools.bench.load.service import api
from tools.bench.load.trivial import trivial_server
from tools.bench.load.warehouse import Warehouse, warehouse
from tools.bench.parts.floor import reserves_floor
from tools.bench.suite import Suite, percentile

ROUNDS = 3
SECONDS = 1.5
FLOOR_SECONDS = 1
CONNECTIONS = (1, 8, 32, 128)
USUAL = 32
WITHOUT_GROUP_COMMIT = "without_group_commit"
TWO_PROCESSES = "2_processes"
SETTINGS: dict[str, dict[str, str]] = {
    "": {},
    WITHOUT_GROUP_COMMIT: {"INVENTORY_API_BATCH": "1"},
    TWO_PROCESSES: {"INVENTORY_API_PROCESSES": "2"},
}
"""Settings of the API, by the name that figures give it. The first is the API as it is."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A request, and the status that answers it. `floor` is the pattern under which pgbench does
    the same.
    """

    name: str
    request: Callable[[], Request]
    status: int
    floor: Pattern | None = None


RESERVES = [Kind(f"reserve.{pattern}", partial(reserves, pattern), 201, pattern) for pattern in Pattern]
REFUSED = Kind("refused", refused, 409)
AVAILABILITIES = [
    Kind("availability", partial(availabilities, Pattern.UNIFORM), 200),
    Kind("availability.hot", partial(availabilities, Pattern.HOT), 200),
]


@dataclass(frozen=True, slots=True)
class Case:
    """A kind of request, the number of connections, and the name of the API's `SETTINGS`."""

    kind: Kind
    connections: int
    settings: str = ""

    @property
    def name(self) -> str:
        connections = f".{self.connections}_connections" if self.connections != USUAL else ""
        return f"api.{self.kind.name}{connections}{self.settings and f'.{self.settings}'}"

    @property
    def floor(self) -> str | None:
        return None if self.kind.floor is None else f"floor.reserve.{self.kind.floor}.{self.connections}_clients"


ALL = [
    *(Case(kind, count) for kind in (*RESERVES, REFUSED, *AVAILABILITIES) for count in CONNECTIONS),
    *(Case(kind, count, WITHOUT_GROUP_COMMIT) for kind in (*RESERVES, REFUSED) for count in CONNECTIONS),
    *(
        Case(kind, count, TWO_PROCESSES)
        for kind in (*RESERVES, REFUSED, AVAILABILITIES[0])
        for count in CONNECTIONS[-2:]
    ),
]
QUICK = [Case(kind, USUAL) for kind in (*RESERVES, REFUSED, AVAILABILITIES[0])]


def run(suite: Suite) -> None:
    """Measure each case several times, beside pgbench with as many clients, and the generator
    alone.
    """
    cases = [case for case in (QUICK if suite.quick else ALL) if suite.wanted(case.name)]
    floors = {case.floor: case for case in cases if case.floor is not None}
    with warehouse(suite.directory / "api") as opened, trivial_server() as trivial, ExitStack() as stack:
        opened.supply([SOLD_OUT], 0)
        ports = {
            settings: stack.enter_context(api(opened.url, suite.directory, **SETTINGS[settings]))
            for settings in {case.settings for case in cases}
        }
        for _ in suite.rounds(ROUNDS):
            generated = load(trivial, reserves(Pattern.UNIFORM), connections=USUAL, seconds=SECONDS)
            suite.sample("api.generator", generated.rate)
            for case in floors.values():
                _measure_floor(suite, opened, case)
            for case in cases:
                measure(suite, opened, ports[case.settings], case, case.name)
    for name in ["api.generator", *floors]:
        suite.enter(name, "requests/s")
    for case in cases:
        enter(suite, case.name, floor=case.floor)


def enter(suite: Suite, name: str, *, floor: str | None = None) -> None:
    """Enter the figures that `measure` has sampled under `name`."""
    suite.enter(name, "requests/s", floor=floor)
    suite.enter_all([f"{name}.p50_ms", f"{name}.p99_ms"], "ms")


def measure(suite: Suite, opened: Warehouse, port: int, case: Case, name: str) -> None:
    """Run a case once and sample it under `name`.

    A run with a wrong answer is not counted, because a rate of errors is no figure.
    """
    opened.clear_orders()
    answers = load(port, case.kind.request(), connections=case.connections, seconds=SECONDS)
    if set(answers.statuses) != {case.kind.status}:
        suite.console.print(f"  {name}: not counted, the answers were {dict(answers.statuses)}", style="red")
        return
    suite.sample(name, answers.rate)
    for measured, share in (("p50_ms", 0.5), ("p99_ms", 0.99)):
        suite.sample(f"{name}.{measured}", 1_000 * percentile(answers.latencies, share))


def _measure_floor(suite: Suite, opened: Warehouse, case: Case) -> None:
    pattern, name = case.kind.floor, case.floor
    assert pattern is not None
    assert name is not None
    floor = reserves_floor(opened, suite.directory, pattern, clients=case.connections, seconds=FLOOR_SECONDS)
    suite.sample(name, floor)
