"""Clients over HTTP who keep the warehouse: they move units between places, count a shelf while its
units sell, close and open a place, and change the rules of SKUs.
"""

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle
from threading import Event

from tools.chaos.load.assortment import ANNEX, ASIDE, FADING, SKUS, SWITCHED
from tools.chaos.load.client import Client
from tools.chaos.load.client_log import Fate, Operation
from tools.shop.catalogue import LOCATIONS

PAUSE_SECONDS = 0.15
RETRY_SECONDS = 0.3
ATTEMPTS = 8
LOADING_BAY = LOCATIONS[0]
"""The place that all units come from, and go back to."""
WAYS = ((LOADING_BAY, ANNEX), (ANNEX, LOADING_BAY), (LOADING_BAY, ASIDE), (ASIDE, LOADING_BAY))
MOVES_A_CHANGE, COUNTS_A_CHANGE = 6, 2

CHARGES: tuple[tuple[tuple[str, str, tuple[str, str]], ...], ...] = (
    (("place", ANNEX, ("closed", "open")),),
    (("policy", FADING, ("discontinued", "sold")), ("policy", SWITCHED, ("untracked", "sold"))),
)
"""The places and policies of each keeper, and their states in turn. Nobody else sets them, so their
last state is known.
"""


class Keeper:
    """One client with one call after the other."""

    def __init__(self, client: Client, charges: Sequence[tuple[str, str, tuple[str, str]]], rng: random.Random) -> None:
        self._client = client
        self._changes = {subject: (kind, cycle(states)) for kind, subject, states in charges}
        self._rng = rng
        self._made = 0

    def run(self, stopping: Event) -> None:
        """Keep the warehouse until `stopping` is set."""
        while not stopping.wait(self._rng.expovariate(1 / PAUSE_SECONDS)):
            self._made += 1
            chosen = self._rng.randrange(MOVES_A_CHANGE + COUNTS_A_CHANGE + 2)
            if chosen < MOVES_A_CHANGE:
                self._move(stopping)
            elif chosen < MOVES_A_CHANGE + COUNTS_A_CHANGE:
                self._count(stopping)
            else:
                self._set(stopping, read=chosen == MOVES_A_CHANGE + COUNTS_A_CHANGE)
        self._client.close()

    def _move(self, stopping: Event) -> None:
        """Move units. Both keepers move to and fro, so that they meet."""
        line = (self._rng.choice(SKUS), self._rng.randint(1, 9))
        reference = f"{self._client.name}.{self._made}"
        strict = "strict" if self._rng.random() < 0.5 else ""  # noqa: PLR2004 - each other move
        move = Operation("move", lines=(line,), reference=reference, way=self._rng.choice(WAYS), value=strict)
        self._insist(move, stopping)
        if self._rng.random() < 0.2:  # noqa: PLR2004 - some are sent again, which is a replay
            self._insist(move, stopping)

    def _count(self, stopping: Event) -> None:
        """Count all units of a SKU at a place. A parcel that leaves meanwhile makes it stale."""
        sku, place = self._rng.choice(SKUS), self._rng.choice(LOCATIONS)
        look = self._client.do(Operation("read_stock", lines=((sku, 0),)))
        if look.fate is not Fate.ACKNOWLEDGED:
            return
        shown = next(one for one in look.body["locations"] if one["location"] == place)
        line = (sku, self._rng.choice((-2, -1, 0, 0, 3)))
        reference = f"{self._client.name}.{self._made}"
        expected = str(shown["quantity_on_shelf"])
        self._insist(Operation("count", lines=(line,), reference=reference, way=(place,), value=expected), stopping)

    def _set(self, stopping: Event, *, read: bool) -> None:
        subject = self._rng.choice(list(self._changes))
        kind, states = self._changes[subject]
        operation = Operation(f"set_{kind}", reference=subject)
        if read:
            self._insist(replace(operation, kind=f"read_{kind}"), stopping)
        else:
            self._insist(replace(operation, value=next(states)), stopping)

    def _insist(self, operation: Operation, stopping: Event) -> None:
        """Make a call until there is an answer, for a while."""
        for _ in range(ATTEMPTS):
            settled = self._client.do(operation).fate in {Fate.ACKNOWLEDGED, Fate.REFUSED}
            if settled or stopping.wait(RETRY_SECONDS):
                return
