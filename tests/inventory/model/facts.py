"""Every kind of fact that a shop can hear, declared once, for histories with each pair of them.

A new command needs a line in `FACTS`. Then its pairs with all others are counted and aimed at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import NamedTuple, get_args

from hypothesis import strategies as st

from inventory.domain.commands import (
    AdjustStock,
    Amend,
    AssumeDispatched,
    Cancel,
    CancelLines,
    Command,
    Confirm,
    Dispatch,
    Expire,
    Extend,
    FollowLocation,
    Move,
    OrderCommand,
    Reassign,
    Release,
    Reserve,
    Return,
    SetPolicy,
    StateCancellation,
    StateCompletion,
    StateDispatch,
    StateLinesCancelled,
    StateOrder,
    StatePayment,
    StatePaymentFailure,
    StatePolicy,
    StateReturn,
    StateSupply,
)
from inventory.domain.policies import PolicyStatement
from tests.inventory.making import (
    CALLER,
    EVENT,
    Brought,
    Ordered,
    after_noon,
    amend,
    assume_dispatched,
    bring_back,
    came_back,
    cancel,
    cancel_lines,
    completed,
    confirm,
    dispatch,
    dispatched,
    expire,
    extend,
    lines_cancelled,
    moved,
    order_cancelled,
    order_created,
    payment_failed,
    payment_succeeded,
    release,
    reserve,
)
from tests.inventory.model.commands import (
    ADJUSTMENT,
    CANCELS,
    DISPOSITIONS,
    LOCATIONS,
    MINUTES,
    MOVE,
    PARCELS,
    PRIORITIES,
    RETURNS,
    RULES,
    SECONDS,
    SITE,
    STOCK_RULE,
    SUPPLY,
    WISHES,
    reassigning,
)
from tests.inventory.model.stock import Site


class SetUp(NamedTuple):
    """People set a place up: it stops selling, sells again, or serves earlier or later."""

    name: str
    site: Site


class KeepBack(SetPolicy):
    """People state safety stock and thresholds, and no other rule."""


class ReserveAll(Reserve):
    """Somebody reserves into the safety stock."""


class Follow(NamedTuple):
    """The sweep comes by each place that was set up."""


class TakeBack(NamedTuple):
    """Somebody takes a movement of the ledger back: one of those that can be."""

    number: int
    reference: str


Given = Command | SetUp | Follow
"""A fact as the shop and its model are given it."""
Act = Given | TakeBack
"""A fact as it is drawn."""
Kind = type[Act]
Strategy = st.SearchStrategy[Act]

FOCUS, BEFORE = "focus", "before"
"""Names for the order that a history is about at the moment, and for the one that it was about."""
_ORDER = st.sampled_from([FOCUS] * 5 + [BEFORE])
_SKU = st.sampled_from(["a"] * 5 + ["b"])
_UNITS = st.integers(1, 4)
_LINE: st.SearchStrategy[Ordered] = st.tuples(_SKU, _UNITS) | st.tuples(_SKU, _UNITS, LOCATIONS)
_ONE: st.SearchStrategy[Ordered] = st.tuples(_SKU, st.just(1))
_LINES = st.lists(_LINE, min_size=1, max_size=2)
_BACK: st.SearchStrategy[Brought] = st.tuples(_SKU, _UNITS, DISPOSITIONS) | st.tuples(
    _SKU, _UNITS, DISPOSITIONS, LOCATIONS
)
_ONE_BACK: st.SearchStrategy[Brought] = st.tuples(_SKU, st.just(1), DISPOSITIONS)
_POLICY = st.builds(StatePolicy, _SKU, st.just("p"), RULES, MINUTES.map(after_noon), st.just(EVENT))
_KEPT_BACK = STOCK_RULE.map(lambda one: PolicyStatement(stock=(one,)))


def _reserve_all(order_id: str, lines: list[Ordered]) -> ReserveAll:
    one = reserve(order_id, *lines, use_safety_stock=True)
    return ReserveAll(**{field.name: getattr(one, field.name) for field in fields(one)})


FACTS: Mapping[Kind, Strategy] = {
    Reserve: st.builds(
        lambda o, s, ttl, wishes: reserve(o, *s, ttl_seconds=ttl, wishes=wishes), _ORDER, _LINES, SECONDS, WISHES
    ),
    ReserveAll: st.builds(_reserve_all, _ORDER, _LINES),
    Amend: st.builds(lambda o, s, wishes: amend(o, *s, wishes=wishes), _ORDER, _LINES, st.none() | WISHES),
    Extend: st.builds(extend, _ORDER, st.sampled_from([60, 1_200, 3_000, 9_999])),
    Confirm: st.builds(confirm, _ORDER),
    Release: st.builds(release, _ORDER),
    Reassign: reassigning(_ORDER),
    Cancel: st.builds(lambda o, back: cancel(o, restock=back), _ORDER, st.booleans()),
    Expire: st.builds(expire, _ORDER),
    StateOrder: st.builds(
        lambda o, s, at, ttl, wishes: order_created(o, *s, at=at, ttl_seconds=ttl, wishes=wishes),
        _ORDER,
        _LINES,
        MINUTES,
        SECONDS,
        WISHES,
    ),
    StatePayment: st.builds(lambda o, at: payment_succeeded(o, at=at), _ORDER, MINUTES),
    StatePaymentFailure: st.builds(lambda o, at: payment_failed(o, at=at), _ORDER, MINUTES),
    StateCancellation: st.builds(
        lambda o, at, back: order_cancelled(o, at=at, restock=back), _ORDER, MINUTES, st.booleans()
    ),
    StateDispatch: st.builds(
        lambda o, parcel, s, at: dispatched(o, parcel, *s, at=at), _ORDER, PARCELS, _LINES, MINUTES
    ),
    StateLinesCancelled: st.builds(
        lambda o, one, s, at: lines_cancelled(o, one, *s, at=at), _ORDER, CANCELS, _LINES, MINUTES
    ),
    StateCompletion: st.builds(lambda o, at: completed(o, at=at), _ORDER, MINUTES),
    Dispatch: st.builds(dispatch, _ORDER, PARCELS, _ONE),
    CancelLines: st.builds(cancel_lines, _ORDER, CANCELS, _ONE),
    AssumeDispatched: st.builds(assume_dispatched, _ORDER),
    StateReturn: st.builds(
        lambda o, name, s, at: came_back(o, name, *s, at=at),
        _ORDER,
        RETURNS,
        st.lists(_BACK, min_size=1, max_size=2),
        MINUTES,
    ),
    Return: st.builds(bring_back, _ORDER, RETURNS, _ONE_BACK),
    StateSupply: SUPPLY,
    AdjustStock: ADJUSTMENT,
    Move: MOVE,
    StatePolicy: _POLICY,
    SetPolicy: st.builds(SetPolicy, _SKU, RULES, st.just(CALLER)),
    KeepBack: st.builds(KeepBack, _SKU, _KEPT_BACK, st.just(CALLER)),
    TakeBack: st.builds(TakeBack, st.integers(0, 60), st.integers(0, 60).map(lambda one: f"undo-{one}")),
    SetUp: st.builds(SetUp, LOCATIONS, SITE),
    Follow: st.just(Follow()),
}
"""Each kind of fact, and any fact of it."""
ABOUT_ORDERS: frozenset[Kind] = frozenset(kind for kind in FACTS if issubclass(kind, get_args(OrderCommand)))
GIVEN_BY_OTHERS: frozenset[Kind] = frozenset({FollowLocation})
"""Commands that are not given by themselves: the sweep gives this one when `Follow` comes."""

NEED_A_HOLD: frozenset[Kind] = frozenset({Amend, Extend, Confirm, Release, Expire})
"""Facts that change nothing where no units are held."""
_LATER = st.integers(41, 90)
_MORE = st.builds(lambda units, at: order_created(FOCUS, ("a", units), at=at), st.integers(5, 20), _LATER)
_ELSEWHERE = st.integers(0, 10**6).map(lambda one: moved("a", 9, location="east", reference=f"elsewhere {one}"))
_PAID_AGAIN = st.builds(lambda at: payment_succeeded(FOCUS, at=at), _LATER)
NEED_UNITS: frozenset[Kind] = NEED_A_HOLD | {CancelLines, Reassign, Dispatch, AssumeDispatched}
"""Facts that need units of an order."""
BEFOREHAND: Mapping[Kind, Sequence[Strategy]] = dict.fromkeys(NEED_UNITS, (FACTS[Reserve],)) | {
    AssumeDispatched: [FACTS[Reserve], FACTS[Confirm], _MORE, _PAID_AGAIN],
    Reassign: [FACTS[Reserve], _ELSEWHERE],
    CancelLines: [FACTS[Reserve], FACTS[StateReturn]],
    Return: [FACTS[Reserve], FACTS[StateDispatch]],
    TakeBack: [FACTS[AdjustStock]],
    Follow: [st.builds(SetUp, st.sampled_from(list(PRIORITIES)), st.builds(Site, sells=st.booleans()))],
}
"""Facts that another kind of fact may need before it, to have an effect."""
LATE: frozenset[Kind] = frozenset({Expire, AssumeDispatched})
"""Facts that come when a hold is over, or the time to report a dispatch."""
TOO_MUCH: Strategy = st.builds(lambda at: order_created(FOCUS, ("a", 40), at=at), MINUTES)
SCENES: Mapping[tuple[Kind, Kind], Strategy] = {(StatePayment, kind): TOO_MUCH for kind in NEED_A_HOLD}
"""Facts that come before a pair. A payment that is refused leaves an order that can be held yet."""

_CANCELLED = "a cancelled order stays cancelled: such a request is refused"
_GONE = "a completed order is paid, and all of it has left"
_PAID = "a paid order stays paid: such a request is refused, or changes nothing"
IMPOSSIBLE: Mapping[tuple[Kind, Kind], str] = {
    **{
        (kind, other): _CANCELLED
        for kind in (Cancel, StateCancellation)
        for other in (Reserve, ReserveAll, *NEED_UNITS)
    },
    **{
        (kind, other): _PAID
        for kind in (Confirm, AssumeDispatched)
        for other in (Reserve, ReserveAll, Extend, Confirm, Release, Expire)
    },
    **{
        (StateCompletion, other): _GONE
        for other in (Extend, Confirm, Release, Expire, Reassign, Dispatch, AssumeDispatched)
    },
}
"""Pairs that no history can have, each with its reason."""


def names(kinds: Sequence[Kind]) -> str:
    """Return the names of these kinds, for people."""
    return " then ".join(kind.__name__ for kind in kinds)
