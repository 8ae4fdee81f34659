"""The API with its database a millisecond away. A request with many statements suffers most,
because each of them waits.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import product

from sqlalchemy.engine import make_url

from tools.bench.load.proxy import distance
from tools.bench.load.service import api
from tools.bench.load.warehouse import Warehouse, warehouse
from tools.bench.parts.api import AVAILABILITIES, RESERVES, SETTINGS, USUAL, WITHOUT_GROUP_COMMIT, Case, enter, measure
from tools.bench.suite import Suite

ROUNDS = 3
ROUND_TRIP_MILLISECONDS = (0, 1)
"""Delays to measure. The first is none, so that the cost of the proxy is not taken for distance."""
QUICK = [Case(RESERVES[-1], USUAL)]
ALL = [
    *(Case(kind, USUAL, settings) for kind, settings in product(RESERVES, ("", WITHOUT_GROUP_COMMIT))),
    Case(AVAILABILITIES[0], USUAL),
]


def run(suite: Suite) -> None:
    """Measure some of the API's cases with the database here, and further away."""
    cases = list(product(QUICK if suite.quick else ALL, ROUND_TRIP_MILLISECONDS))
    with warehouse(suite.directory / "distance") as opened, ExitStack() as stack:
        ports = {
            (milliseconds, settings): stack.enter_context(_api_at(suite, opened, milliseconds, settings))
            for milliseconds, settings in {(milliseconds, case.settings) for case, milliseconds in cases}
        }
        for _ in suite.rounds(ROUNDS):
            for case, milliseconds in cases:
                measure(suite, opened, ports[milliseconds, case.settings], case, _name(case, milliseconds))
    for case, milliseconds in cases:
        enter(suite, _name(case, milliseconds))


@contextmanager
def _api_at(suite: Suite, opened: Warehouse, milliseconds: int, settings: str) -> Iterator[int]:
    """Yield the port of an API at this distance from the database."""
    url = make_url(opened.url)
    assert url.port is not None
    with (
        distance(url.port, milliseconds / 1_000) as port,
        api(url.set(port=port).render_as_string(), suite.directory, **SETTINGS[settings]) as served,
    ):
        yield served


def _name(case: Case, milliseconds: int) -> str:
    return f"{case.name.replace('api.', 'distance.', 1)}.at_{milliseconds}_ms"
