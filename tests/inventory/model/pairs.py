"""Histories that are aimed at pairs of facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import fields, replace
from datetime import timedelta

from hypothesis import strategies as st

from inventory.domain.commands import (
    Command,
    Fact,
    FollowLocation,
    Line,
    OrderCommand,
    Reassign,
    Reserve,
    StateOrder,
    merge_lines,
)
from inventory.write_path.reversals import taking_back
from tests.inventory.making import CALLER, NOON, moved
from tests.inventory.model.commands import STOCKED
from tests.inventory.model.coverage import Coverage, Earlier, Pair
from tests.inventory.model.facts import (
    BEFOREHAND,
    FACTS,
    FOCUS,
    LATE,
    NEED_UNITS,
    SCENES,
    Act,
    Follow,
    Given,
    Kind,
    SetUp,
    TakeBack,
)
from tests.inventory.model.machine import SideBySide
from tests.inventory.model.shop import Shop

TRIES = 4
"""Number of facts that are drawn until one has an effect."""


class Aimed:
    """One history, of the shop and its model side by side. Facts are applied in batches."""

    def __init__(self, both: SideBySide, coverage: Coverage, data: st.DataObject) -> None:
        self._both = both
        self._data = data
        self._earlier = Earlier(coverage)
        self._orders = ["o0", "o1"]
        """Names of the orders so far. The last one is in focus."""
        self._batch: list[Command] = []
        self._ahead = both.model
        """The model as the batch will leave it."""

    def run(self, pairs: Sequence[Pair]) -> None:
        """Have each pair come about, mostly with others before and between."""
        self._batch += self._data.draw(st.lists(STOCKED, min_size=3, max_size=5))
        self._apply()
        anything = st.lists(st.sampled_from(list(FACTS)), max_size=1)
        for pair in pairs:
            anew: bool = self._data.draw(st.booleans())
            if anew or self._is_cancelled():
                self._orders.append(f"o{len(self._orders)}")
            if pair in SCENES:
                self._try(SCENES[pair])
            for kind in pair:
                if pair not in SCENES:
                    for other in self._data.draw(anything):
                        self.fact(other)
                self.fact(kind)
        self._apply()

    def fact(self, kind: Kind) -> None:
        """Give a fact of this kind that has an effect. A hold, time and units for the hold come
        before where it needs them.
        """
        if kind in LATE:
            self._later(61)
        elif self._data.draw(st.integers(0, 9)) == 0:
            self._later(self._data.draw(st.sampled_from([1, 16])))
        if self._try(FACTS[kind]) or kind not in BEFOREHAND:
            return
        first, *more = BEFOREHAND[kind]
        if not self._try(first) and kind in NEED_UNITS:
            self._give(moved("a", 60, reference=f"for {self._both.now} {len(self._orders)}"))
            self._try(first)
        for other in more:
            self._try(other)
        if kind in LATE:
            self._later(61)
        self._try(FACTS[kind])

    def _later(self, minutes: int) -> None:
        self._apply()
        self._both.now += timedelta(minutes=minutes)

    def _try(self, strategy: st.SearchStrategy[Act]) -> bool:
        """Draw until a fact has an effect, and give it. Without any, give the last one, and return
        False.
        """
        for _ in range(TRIES):
            drawn = self._data.draw(strategy)
            given = self._resolved(self._timed(self._named(drawn)))
            before, after = self._ahead, None if given is None else self._after(given)
            if given is not None and after is not None:
                self._earlier.hear(type(drawn), subjects(given, before, after))
                break
        if given is not None:
            self._give(given)
        return after is not None

    def _named(self, act: Act) -> Act:
        """Give the fact its order, and sometimes the lines or the places that the order has."""
        if not isinstance(act, OrderCommand):
            return act
        order_id = self._orders[-1 if act.order_id == FOCUS else -2]
        if isinstance(act, Reserve | StateOrder) and order_id in self._ahead.orders:
            lines = self._ahead.orders[order_id].lines
            is_same: bool = self._data.draw(st.booleans())
            if lines and is_same:
                said = [Line(sku, units, location) for (sku, location), units in lines.items()]
                return replace(act, order_id=order_id, lines=merge_lines(said))
        return self._placed(replace(act, order_id=order_id))

    def _placed(self, act: OrderCommand) -> OrderCommand:
        """Have units be reassigned from where the order has some, mostly to where some are."""
        order = self._ahead.orders.get(act.order_id)
        if not isinstance(act, Reassign) or order is None:
            return act
        has = [(sku, at) for (sku, named), places in order.units.items() if named is None for at in places]
        if not has:
            return act
        sku, origin = self._data.draw(st.sampled_from(has))
        free = [
            at for of, at in self._ahead.places(sku) if at != origin and self._ahead.counters((of, at)).shown[2] > 0
        ]
        destination = self._data.draw(st.sampled_from(free or [act.to_location]))
        return replace(act, sku=sku, from_location=origin, to_location=destination)

    def _resolved(self, act: Act) -> Given | None:
        """Return the command that takes a movement back, or None if the ledger has none for it."""
        if not isinstance(act, TakeBack):
            return act
        self._apply()
        known = self._both.known.reversible
        if not known:
            return None
        wrong = known[act.number % len(known)]
        return taking_back(self._both.session, wrong, reference=act.reference, cause=CALLER)

    def _timed(self, act: Act) -> Act:
        """Have a fact from elsewhere be of the time of now or of earlier."""
        if isinstance(act, Fact) and self._data.draw(st.booleans()):
            return replace(act, at=act.at + (self._both.now - NOON))
        return act

    def _is_cancelled(self) -> bool:
        order = self._ahead.orders.get(self._orders[-1])
        return order is not None and order.over

    def _after(self, act: Given) -> Shop | None:
        """Return the model as the fact would leave it, or None if it has no effect."""
        model = self._ahead
        match act:
            case SetUp(name, site):
                return model if model.sites.get(name) != site else None
            case Follow():
                return model if any(_lags(model)) else None
        after = _copied(model)
        return after if after.do(act, self._both.now).changed else None

    def _give(self, act: Given) -> None:
        """Give the fact now, or with others as one batch."""
        match act:
            case SetUp(name, site):
                self._apply()
                self._both.set_up(name, site)
            case Follow():
                self._apply()
                self._both.follow()
            case _:
                self._ahead = _copied(self._ahead)
                self._ahead.do(act, self._both.now)
                self._batch.append(act)
                if self._data.draw(st.integers(0, 5)) == 0:
                    self._apply()

    def _apply(self) -> None:
        if self._batch:
            self._both.apply(self._batch)
        self._batch, self._ahead = [], self._both.model


def _copied(model: Shop) -> Shop:
    """Return a model that may go on by itself. Its orders and rows are replaced, never altered."""
    return replace(model, **{one.name: copy(getattr(model, one.name)) for one in fields(model)})


def subjects(act: Given, *models: Shop) -> frozenset[str]:
    """Return the subjects of a fact: its order, and each SKU that it is about."""
    match act:
        case SetUp(name, _):
            return frozenset(f"sku {sku}" for model in models for sku, at in model.rows if at == name)
        case Follow():
            return frozenset(f"sku {sku}" for model in models for sku in _lags(model))
    if isinstance(act, FollowLocation):
        raise NotImplementedError("the sweep gives it, see `Follow`")
    if isinstance(act, OrderCommand):
        orders = [model.orders[act.order_id] for model in models if act.order_id in model.orders]
        return frozenset({f"order {act.order_id}", *(f"sku {sku}" for order in orders for sku, _ in order.lines)})
    return frozenset({f"sku {act.sku}"})


def _lags(model: Shop) -> Iterator[str]:
    """Yield the SKU of each row that does not follow its place yet."""
    return (sku for (sku, at), row in model.rows.items() if row.sells is not model.sites[at].serves)
