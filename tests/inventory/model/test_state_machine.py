"""For any commands, in any batches, tables, answers, outbox and ledger agree with the model."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from inventory.database.tables import InboxEvent
from inventory.domain.commands import AssumeDispatched, Command, Expire, Reassign
from inventory.inbox import claiming, parking
from inventory.inbox import store as inbox
from inventory.inbox.decoded import Dead, DecodedEvent, Usable
from inventory.inbox.events import commands_of
from inventory.inbox.insertion import RecordingResult
from inventory.inbox.namesakes import stated
from inventory.partitions.receipts import TICK
from inventory.write_path import overdue as sweep
from inventory.write_path.reversals import taking_back
from tests.inventory.making import (
    CALLER,
    NOON,
    Ordered,
    after_noon,
    dispatch,
    moved,
    order_created,
    payment_succeeded,
    reserve,
)
from tests.inventory.model.commands import (
    HELD,
    LOCATIONS,
    ORDERS,
    PARCELS,
    POLICY,
    PRIORITIES,
    SITE,
    STOCKED,
    commands,
)
from tests.inventory.model.hearsay import Said, said, said_rules
from tests.inventory.model.machine import SideBySide
from tests.inventory.model.orders import Ask, Order
from tests.inventory.model.settings import SOON, TIMEOUT, look
from tests.inventory.model.shipping import not_gone, to_ship
from tests.inventory.model.stock import Site
from tests.inventory.post import spoilt

logger = logging.getLogger(__name__)

Name = tuple[str, str]
"""The stream of an event, and its id: products, orders and payments have ids of their own (ADR
0035).
"""
PATIENCE = parking.Patience(timedelta(minutes=1), timedelta(minutes=10))


class Machine(RuleBasedStateMachine):
    """Requests and events, alone and in batches. Events delivered late, twice and in any order.
    Time that goes on.
    """

    dispatched_after = timedelta()

    def __init__(self, engine: Engine, answers: Counter[str]) -> None:
        """`answers` counts the answers to requests to reassign units."""
        super().__init__()
        self.answers = answers
        self.session = Session(engine)
        self.both = SideBySide(self.session, self.dispatched_after)
        self.heard: list[tuple[str, Said]] = []
        self.waiting: dict[int, list[Command]] = {}
        self.done: list[int] = []
        self.spoilt: list[tuple[str, Said]] = []
        self.refused: list[DecodedEvent] = []
        self.received = NOON - timedelta(days=1)

    def teardown(self) -> None:
        self.session.close()

    @initialize(supplied=st.lists(STOCKED, min_size=3, max_size=5), held=st.lists(HELD, max_size=5))
    def open(self, supplied: Sequence[Command], held: Sequence[Command]) -> None:
        self.both.apply([*supplied, *held])

    @rule(minutes=st.sampled_from([0.02, 1, 5, 15, 60, -0.01]))
    def later(self, minutes: float) -> None:
        """Also a little earlier: who waited for others may have begun before them."""
        self.both.now += timedelta(minutes=minutes)

    @rule(data=st.data())
    def one(self, data: st.DataObject) -> None:
        self.both.apply([data.draw(commands(self._standing()))])

    @rule(data=st.data(), minutes=st.sampled_from([0, 0, 1, 16, 61]))
    def batch(self, data: st.DataObject, minutes: float) -> None:
        self.later(minutes)
        self.both.apply_both_ways(data.draw(st.lists(commands(self._standing()), min_size=2, max_size=8)))

    @precondition(lambda self: self._standing())
    @rule(data=st.data())
    def rush(self, data: st.DataObject) -> None:
        """Holds are over, and others want their units: before, after and between later facts about
        them.
        """
        self.later(61)
        lines = st.sampled_from(list(self._standing().values()))
        wanting = st.builds(lambda o, ordered: reserve(o, *ordered), st.sampled_from(ORDERS), lines)
        anything = commands(self._standing())
        self.both.apply_both_ways(data.draw(st.lists(wanting | anything, min_size=2, max_size=8)))

    @rule(data=st.data(), quantity=st.sampled_from([None, None, None, 1, 2]))
    def elsewhere(self, data: st.DataObject, quantity: int | None) -> None:
        """Units that an order has come from elsewhere, among other commands. Mostly there are some,
        often others of the order have left, or came later.
        """
        if not self._places_of_units():
            self.both.apply([self._brought("a", "west"), reserve(data.draw(st.sampled_from(ORDERS)), ("a", 3))])
        if not (has := self._places_of_units()):
            return
        order_id, sku, origin = data.draw(st.sampled_from(has))
        others = [at for at in PRIORITIES if at != origin]
        destination = data.draw(st.sampled_from([*others * 3, *PRIORITIES, "new"]))
        before = data.draw(st.lists(self._making_ready(order_id, sku), max_size=2))
        if self.both.model.orders[order_id].due is not None and data.draw(st.booleans()):
            self.later(31)  # what is to ship is taken for gone, and more is ordered
            before = [[AssumeDispatched(order_id, CALLER)], data.draw(self._ordering_more(order_id, sku)), *before]
        if data.draw(st.integers(0, 3)):
            before.append([self._brought(sku, destination)])
        versions = data.draw(st.sampled_from([None] * 6 + [range(1, 4)]))
        command = Reassign(order_id, sku, origin, destination, quantity, CALLER, versions)
        after = data.draw(st.lists(commands(self._standing()), max_size=2))
        ready = [one for some in before for one in some]
        if ready:
            self.both.apply_both_ways(ready)
        order = self.both.model.orders[order_id]
        self.both.apply_both_ways([command, *after])
        answer = self.both.answers[0]
        self.answers[answer.error or ("made" if answer.changed else "nothing to do")] += 1
        if answer.changed:
            self.answers[f"made: {kind_of_units(order, sku)}"] += 1

    def _brought(self, sku: str, location: str) -> Command:
        return moved(sku, 6, location=location, reference=f"brought-{len(self.both.model.adjusted)}")

    def _making_ready(self, order_id: str, sku: str) -> st.SearchStrategy[list[Command]]:
        """Commands before units of the order are reassigned: some leave, or it gets more."""
        paid: st.SearchStrategy[list[Command]] = st.integers(41, 90).map(
            lambda at: [payment_succeeded(order_id, at=at)]
        )
        left: st.SearchStrategy[list[Command]] = PARCELS.map(lambda parcel: [dispatch(order_id, parcel, (sku, 1))])
        anything: st.SearchStrategy[list[Command]] = commands(self._standing()).map(lambda one: [one])
        return st.one_of(left, left, self._ordering_more(order_id, sku), paid, anything)

    def _ordering_more(self, order_id: str, sku: str) -> st.SearchStrategy[list[Command]]:
        """Commands that give the order two units more, paid for at once."""
        lines = self.both.model.orders[order_id].lines
        more = ordered({**lines, (sku, None): lines.get((sku, None), 0) + 2})
        return st.integers(41, 90).map(
            lambda at: [order_created(order_id, *more, at=at), payment_succeeded(order_id, at=at)]
        )

    def _places_of_units(self) -> list[tuple[str, str, str]]:
        """Return each order, SKU and place with units under a line that names none."""
        return [
            (order_id, sku, at)
            for order_id, order in sorted(self.both.model.orders.items())
            for (sku, named), places in order.units.items()
            if named is None and order.status in {"pending", "confirmed"}
            for at in places
        ]

    @precondition(lambda self: self.both.known.reversible)
    @rule(data=st.data(), number=st.integers(0, 3))
    def take_back(self, data: st.DataObject, number: int) -> None:
        """Adjustments and moves are taken back, some twice, among other commands."""
        wrong = st.sampled_from(self.both.known.reversible)
        references = st.sampled_from([f"undo-{number}", "undo-0", "ref-0"])
        back = st.builds(
            lambda one, reference: taking_back(self.session, one, reference=reference, cause=CALLER), wrong, references
        )
        undone = data.draw(st.lists(back, min_size=1, max_size=3))
        self.both.apply_both_ways([*undone, *data.draw(st.lists(commands(self._standing()), max_size=3))])

    @rule(limit=st.integers(1, 3))
    def sweep(self, limit: int) -> None:
        """The sweep finds the oldest overdue holds, neighbours by SKU beside each other, and ends
        them.
        """
        orders = self.both.model.orders
        overdue = sorted(
            (order.ends, order_id) for order_id, order in orders.items() if order.overdue(self.both.now) and order.ends
        )
        due = sweep.due_orders(self.session, now=self.both.now, limit=limit)
        assert sorted(orders[order_id].ends or self.both.now for order_id in due) == [
            ends for ends, _ in overdue[:limit]
        ]
        places = [
            (min(sku for sku, _ in orders[order_id].lines), orders[order_id].ends or self.both.now) for order_id in due
        ]
        assert places == sorted(places)
        # Of holds that end at the same instant the disk chooses the found ones; a history must be
        # the same each time.
        self.both.apply_both_ways([Expire(order_id, CALLER) for _, order_id in overdue[:limit]])

    @rule(name=LOCATIONS, site=SITE, at_once=st.booleans())
    def set_up(self, name: str, site: Site, at_once: bool) -> None:  # noqa: FBT001 - drawn by name
        """A place stops selling, or sells again. The sweep comes by at once, or later."""
        self.both.set_up(name, site)
        if at_once:
            self.both.follow()

    @rule()
    def follow(self) -> None:
        """The sweep announces what sells, and what does not."""
        self.both.follow()

    @rule(events=st.lists(said(ORDERS), min_size=1, max_size=4))
    def hear(self, events: Sequence[Said]) -> None:
        """The bridge takes events into the inbox. They are not done yet."""
        self._hear(events)

    def _hear(self, events: Sequence[Said]) -> None:
        new = _named("event", events, self.heard)
        self.heard += new
        received = self._received(new)
        messages = [one.heard(event_id, 0, received[_name(event_id, one)]) for event_id, one in new]
        recorded = inbox.record(self.session, messages, now=self.both.now, retry_after=SOON)
        assert {(_stream(one.event.type), stated(one.event.event_id)) for one in recorded.ahead} == {
            _name(*one) for one in new if after_noon(one[1].minutes) > received[_name(*one)]
        }
        ids = self._dispatched(recorded)
        assert len(ids) == len(new)
        self.waiting |= {ids[_name(*one)]: one[1].means(one[0], received[_name(*one)]) for one in new}

    @rule(data=st.data(), order_id=st.sampled_from(ORDERS))
    def contradict(self, data: st.DataObject, order_id: str) -> None:
        """An order is said to be one thing and another, as of the same instant."""
        one, other = (data.draw(said([order_id], ["OrderCreated"])) for _ in range(2))
        self.both.apply_both_ways([*one.means("one"), *replace(other, minutes=one.minutes).means("other")])

    @rule(data=st.data())
    def hear_again(self, data: st.DataObject) -> None:
        """Kafka delivers earlier events again: nothing is to be done."""
        if not self.heard:
            return
        again = data.draw(st.lists(st.sampled_from(self.heard), max_size=4))
        messages = [one.heard(event_id, 1) for event_id, one in again]
        recorded = inbox.record(self.session, messages, now=self.both.now, retry_after=SOON)
        assert (recorded.dispatch, recorded.dead, recorded.redelivered) == ({}, [], len(again))

    @rule(events=st.lists(said(ORDERS), min_size=1, max_size=3), wrongly=st.integers(1, 2))
    def spoil(self, events: Sequence[Said], wrongly: int) -> None:
        """Events arrive so that they can't be used, some of them in two ways one after the other:
        dead, and no order hears them.
        """
        for one in events:
            [(event_id, _)] = _named("spoilt", [one], self.spoilt)
            self.spoilt.append((event_id, one))
            letters = [unusable(one.heard(event_id, 2), way) for way in range(wrongly)]
            recorded = inbox.record(self.session, letters, now=self.both.now, retry_after=SOON)
            assert (recorded.dispatch, len(recorded.dead), recorded.superseded) == ({}, wrongly, [])
            self.refused += letters

    @precondition(lambda self: self.spoilt)
    @rule(data=st.data())
    def mend(self, data: st.DataObject) -> None:
        """Some are published again under their ids, as they should have been: each is to be done,
        once.
        """
        known = {_name(*one) for one in self.heard}
        some = st.lists(st.sampled_from(self.spoilt), min_size=1, max_size=3, unique_by=lambda one: _name(*one))
        chosen = data.draw(some)
        new = [one for one in chosen if _name(*one) not in known]
        received = self._received(chosen)
        messages = [one.heard(event_id, 3, received[_name(event_id, one)]) for event_id, one in chosen]
        twice = [*messages, *(replace(message) for message in messages)]
        recorded = inbox.record(self.session, twice, now=self.both.now, retry_after=SOON)
        assert (recorded.dead, recorded.redelivered) == ([], 2 * len(chosen) - len(new))
        assert len(recorded.superseded) == len(new)
        ids = self._dispatched(recorded)
        self.waiting |= {ids[_name(*one)]: one[1].means(one[0], received[_name(*one)]) for one in new}
        assert len(ids) == len(new)
        self.heard += new

    @rule(data=st.data())
    def hear_refused_again(self, data: st.DataObject) -> None:
        """Kafka delivers unusable events again, mended or not."""
        if not self.refused:
            return
        again = data.draw(st.lists(st.sampled_from(self.refused), max_size=4))
        messages = [replace(message) for message in again]
        recorded = inbox.record(self.session, messages, now=self.both.now, retry_after=SOON)
        assert (recorded.dispatch, recorded.dead, recorded.redelivered) == ({}, [], len(again))

    def _received(self, told: Sequence[tuple[str, Said]]) -> dict[Name, datetime]:
        """The receipt of each: one after the other, also where the clock is set back in between."""
        self.received = max(self.both.now, self.received + TICK)
        first, self.received = self.received, self.received + TICK * len(told)
        return {_name(*one): first + TICK * number for number, one in enumerate(told)}

    def _dispatched(self, recorded: RecordingResult) -> dict[Name, int]:
        """The id in the inbox of each event that is to be done."""
        ids = [sent.id for sendable in recorded.dispatch.values() for sent in sendable]
        query = select(InboxEvent.id, InboxEvent.type, InboxEvent.event_id).where(InboxEvent.id.in_(ids))
        found = {(_stream(type_), stated(event_id)): id_ for id_, type_, event_id in self.session.execute(query)}
        assert len(found) == len(ids)
        return found

    @rule(data=st.data())
    def work(self, data: st.DataObject) -> None:
        """A worker gets some pending events, and some that are done already, in any order. Orders
        of SKUs that nobody has named stay.
        """
        some = data.draw(st.lists(st.sampled_from(sorted(self.waiting) or [0]), max_size=5))
        claimed = claiming.claim(self.session, [*some, *self.done])
        assert [row.id for row in claimed] == sorted({*some} & self.waiting.keys())
        assert [commands_of(row.event) for row in claimed] == [self.waiting[row.id] for row in claimed]
        meant = [commands_of(row.event, patient=not row.waited) for row in claimed]
        self.both.apply_both_ways([command for commands in meant for command in commands])
        answers = iter(self.both.answers)
        refused = {
            row.id: [next(answers).error for _ in commands] for row, commands in zip(claimed, meant, strict=True)
        }
        parked = {id_: ["c"] for id_, errors in refused.items() if "unknown_sku" in errors}
        parking.park(self.session, parked, now=self.both.now, patience=PATIENCE)
        done = [row.id for row in claimed if row.id not in parked]
        claiming.complete(self.session, done)
        self.done += done
        for id_ in done:
            self.waiting.pop(id_)
        assert [row.id for row in claiming.claim(self.session, some)] == sorted({*some} & parked.keys())

    @rule()
    def wait_no_more(self) -> None:
        """Redispatch lets orders go on whose SKUs are named, or that have waited enough."""
        parking.release(self.session, catalogue="products", now=self.both.now, patience=PATIENCE)

    def _standing(self) -> dict[str, list[Ordered]]:
        """The lines of the orders that hold units."""
        return {
            order_id: ordered(order.lines)
            for order_id, order in self.both.model.orders.items()
            if order.status == "pending"
        }


def ordered(lines: Mapping[Ask, int]) -> list[Ordered]:
    return [(sku, units, at) if at else (sku, units) for (sku, at), units in lines.items()]


def kind_of_units(order: Order, sku: str) -> str:
    """Return the kinds of units of a SKU that the order has, to be counted."""
    gone = [sku for (of, _), left in order.pinned.items() if of == sku and any(left.values())]
    ships = [of for of, _ in to_ship(order) if of == sku]
    assumed = [of for of, _ in not_gone(order) if of == sku] if order.due is None else order.assumed
    kinds = {"gone": gone, "to ship": ships, "assumed": assumed}
    return " ".join([order.status, *(name for name, units in kinds.items() if units)])


def unusable(message: Usable, way: int) -> Dead:
    """The same message spoilt, each `way` with other bytes."""
    raw = b"spoilt %d" % way
    return spoilt(message, raw, digest=sha256(raw).digest())


def _name(event_id: str, one: Said) -> Name:
    return _stream(one.type), event_id


def _stream(type_: str | None) -> str:
    """The subject of a type: the first word. Items are those of an order."""
    word = (type_ or "").replace("ItemsReturned", "OrderReturned")
    return next(stream for stream in ("Product", "Order", "Payment") if word.startswith(stream))


def _named(word: str, events: Sequence[Said], before: Sequence[tuple[str, Said]]) -> list[tuple[str, Said]]:
    """Events under ids that are counted from 0 within each stream: services know nothing of each
    other's.
    """
    counts = Counter(_stream(one.type) for _, one in before)
    named = []
    for one in events:
        named.append((f"{word}-{counts[_stream(one.type)]}", one))
        counts[_stream(one.type)] += 1
    return named


def play(machine: type[Machine], answers: Counter[str]) -> None:
    """Play histories. The log tells the `answers` to requests to reassign units."""
    run_state_machine_as_test(machine, settings=look(50))
    logger.info("reassignments: %s", answers)


@pytest.mark.timeout(TIMEOUT)
def test_the_tables_say_what_the_model_says(engine: Engine, database_url: str) -> None:
    answers: Counter[str] = Counter()

    class ThisShop(Machine):
        def __init__(self) -> None:
            super().__init__(engine, answers)

    play(ThisShop, answers)


class TrackedMachine(Machine):
    """The same in a shop that reports what leaves: paid units are to ship for a while."""

    dispatched_after = timedelta(minutes=30)

    @rule(limit=st.integers(1, 3))
    def assume(self, limit: int) -> None:
        """The sweep takes paid units for gone that nobody reported in time."""
        orders = self.both.model.orders
        overdue = sorted((order.due, order_id) for order_id, order in orders.items() if order.due is not None)
        found = sweep.due_dispatches(self.session, now=self.both.now, limit=limit)
        due = [due for due, _ in overdue if due <= self.both.now]
        assert sorted(orders[order_id].due or NOON for order_id in found) == due[:limit]
        self.both.apply_both_ways([AssumeDispatched(order_id, CALLER) for _, order_id in overdue[: len(found)]])


@pytest.mark.timeout(TIMEOUT)
def test_what_is_to_ship_is_as_the_model_says(engine: Engine, database_url: str) -> None:
    answers: Counter[str] = Counter()

    class ThisShop(TrackedMachine):
        def __init__(self) -> None:
            super().__init__(engine, answers)

    play(ThisShop, answers)


class RuledMachine(Machine):
    """The same in a shop with policies: what is untracked or not sold changes all the time."""

    @initialize(stated=st.lists(POLICY, min_size=1, max_size=3))
    def rule_early(self, stated: Sequence[Command]) -> None:
        self.both.apply(stated)

    @rule(data=st.data())
    def set_rules(self, data: st.DataObject) -> None:
        anything = POLICY | commands(self._standing())
        self.both.apply_both_ways(data.draw(st.lists(anything, min_size=1, max_size=6)))

    @rule(events=st.lists(said_rules(), min_size=1, max_size=3))
    def hear_rules(self, events: Sequence[Said]) -> None:
        self._hear(events)


@pytest.mark.timeout(TIMEOUT)
def test_policies_are_as_the_model_says(engine: Engine, database_url: str) -> None:
    answers: Counter[str] = Counter()

    class ThisShop(RuledMachine):
        def __init__(self) -> None:
            super().__init__(engine, answers)

    play(ThisShop, answers)
