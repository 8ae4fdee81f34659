"""The model: a shop that knows its stock and its orders, and does one command after the other, in
memory.

Written from docs/life-of-a-reservation.md and the ADRs, apart from the code that it judges. Of that
it takes only the commands, as the question, never an answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from inventory.domain.adjustments import Change, ShelfCount
from inventory.domain.commands import (
    DEFAULT_LOCATION,
    AdjustStock,
    Amend,
    AssumeDispatched,
    Cause,
    Command,
    Confirm,
    Dispatch,
    Expire,
    FollowLocation,
    Line,
    Move,
    OrderCommand,
    PolicyCommand,
    Reassign,
    Reserve,
    Return,
    SetPolicy,
    StateDispatch,
    StateLinesCancelled,
    StateOrder,
    StatePayment,
    StatePolicy,
    StateReturn,
    StateSupply,
)
from inventory.domain.lines import Disposition, ReturnLine
from tests.inventory.model.dispatches import Gone, gone
from tests.inventory.model.hearing import Refused, hear, is_request
from tests.inventory.model.orders import Order, Verdict, counting, fewer, keeping, units_of, verdict
from tests.inventory.model.policies import Policy, stated
from tests.inventory.model.returns import RETURNS, land
from tests.inventory.model.shipping import shipping, taken_for_gone_elsewhere, to_ship
from tests.inventory.model.sourcing import CLOSED, Giving, Plan, needs_units, only_gone, plan
from tests.inventory.model.stock import Adjusted, Counters, Place, Row, Site, level_name, supplied
from tests.inventory.model.telling import (
    CONFIRMATION_REJECTED,
    REDUCED,
    RESERVATION_REJECTED,
    CameBack,
    Dispatched,
    LineCancel,
    Movement,
    Refusal,
    Rules,
    Short,
    Told,
    back_of,
    outcome,
    told_of,
)
from tests.inventory.model.wishes import wished_with

NOTHING = Verdict("released", needs=False)
INSUFFICIENT = "insufficient_stock"
KIND = {"pending": "reserved", "confirmed": "confirmed", "expired": "expired"}
NEEDED = Cause(actor="inventory", reference="needed_by_another_order")


class Answer(NamedTuple):
    """The answer to a command: a refusal's code and the missing units, or True for a change. And
    True if a request to reserve began a hold.
    """

    error: str | None = None
    changed: bool = False
    created: bool = False
    missing: tuple[Short, ...] = ()
    gone: dict[Place, int] | None = None
    """The missing units of an order that somebody confirms."""
    rules: Rules = ()


@dataclass
class Shop:
    """The present state, and since these were last emptied: announcements and moved units."""

    sites: dict[str, Site]
    rows: dict[Place, Row] = field(default_factory=dict)
    orders: dict[str, Order] = field(default_factory=dict)
    policies: dict[str, Policy] = field(default_factory=dict)
    adjusted: dict[tuple[str, str, str], Adjusted] = field(default_factory=dict)
    made: dict[tuple[str, str, str], tuple[str, int, str]] = field(default_factory=dict)
    """Moves by SKU, place and reference: the destination, the quantity and the reason."""
    taken_back: dict[int, str] = field(default_factory=dict)
    """The references of reversals, by the ids of the movements that they took back."""
    patience: timedelta = timedelta()
    """The time after which paid units are taken for gone. None at all: from the start."""
    told: list[Told] = field(default_factory=list)
    movements: list[Movement] = field(default_factory=list)

    def do(self, command: Command, now: datetime) -> Answer:
        """Do one command at this time, and return its answer."""
        try:
            if isinstance(command, StateSupply):
                return self._supply(command)
            if isinstance(command, AdjustStock):
                return self._adjust(command)
            if isinstance(command, StatePolicy | SetPolicy):
                return self._policy(command, now)
            if isinstance(command, Move):
                return self._move(command)
            if isinstance(command, FollowLocation):
                raise NotImplementedError("the sweep gives it, see `follow`")
            return self._order(command, now)._replace(gone=self._gone_when_paid(command))
        except Refused as refusal:
            return Answer(refusal.code, missing=refusal.missing, rules=refusal.rules)

    def counters(self, place: Place) -> Counters:
        brought = self.rows[place].brought if place in self.rows else 0
        orders = self.orders.values()
        left, held = (sum(count(one, *place) for one in orders) for count in (Order.left_at, Order.held_at))
        landed = sum(one.landed_at(*place) for one in orders)
        return Counters(brought - left + landed, held, sum(to_ship(one).get(place, 0) for one in orders))

    def places(self, sku: str) -> list[Place]:
        return sorted(place for place in self.rows if place[0] == sku)

    def version(self, sku: str) -> int:
        return sum(self.rows[place].version for place in self.places(sku))

    def level(self, sku: str) -> str:
        selling = [place for place in self.places(sku) if self.rows[place].sells]
        thresholds = [self.rows[place].threshold for place in selling]
        missing = sum(self.counters(place).shown[3] for place in selling)
        sellable = sum(self.sellable(place) for place in selling)
        return level_name(missing, sellable, [threshold for threshold in thresholds if threshold is not None])

    def sellable(self, place: Place) -> int:
        return max(self.counters(place).shown[2] - (self.rows[place].safety or 0), 0)

    def set_up(self, name: str, site: Site) -> None:
        """People set a place up. Orders are sourced by it from now on."""
        self.sites[name] = site

    def _serves(self, place: Place) -> bool:
        return self.sites[place[1]].serves and self.rows[place].sells

    def follow(self, name: str) -> None:
        """The sweep comes by: the world counts the units of the place as it is now."""
        for place, row in sorted(self.rows.items()):
            if place[1] == name and row.sells is not self.sites[name].serves:
                self._keep(place, replace(row, sells=self.sites[name].serves))

    def _require_usable(self, name: str) -> None:
        if name not in self.sites and name != DEFAULT_LOCATION:
            raise Refused("location_not_set_up")
        if name in self.sites and not self.sites[name].active:
            raise Refused("location_inactive")

    def _require_well_named(self, command: OrderCommand, before: Order) -> None:
        """Units that the order has at a place may stay there, whatever the place is now."""
        for line in command.lines if isinstance(command, Reserve | Amend | Dispatch) else ():
            if line.location is not None and line.quantity > before.has_at(line.sku, line.location):
                self._require_usable(line.location)
        if isinstance(command, Return) and not self._know(command.lines):
            raise Refused("unknown_sku")
        for _, _, disposition, location in command.lines if isinstance(command, Return) else ():
            if location is not None:
                self._require_usable(location)
                if disposition != Disposition.SELLABLE and self._sells(location):
                    raise Refused("return_place_sells")
        wishes = command.preference if isinstance(command, Reserve | Amend) else None
        for name in wishes.locations if wishes else ():
            if name not in self.sites and name != DEFAULT_LOCATION:
                raise Refused("location_not_set_up")

    def _supply(self, command: StateSupply) -> Answer:
        place = (command.sku, command.location)
        row = self.rows.get(place)
        after = supplied(row, command, self._ruled(Row(command.product_id, stated=0), place))
        if after == row:
            return Answer()
        self._keep(place, after)
        if brought := after.brought - (row.brought if row else 0):
            self.movements.append(Movement(place, "supplied", None, command.cause.reference, None, brought, 0))
        return Answer(changed=True)

    def _adjust(self, command: AdjustStock) -> Answer:
        place = (command.sku, command.location)
        key = (*place, command.reference)
        if key in self.adjusted:
            if self._reverses_another(command) or not self.adjusted[key].repeated_by(command):
                raise Refused("reference_conflict")
            return Answer()
        self._require_not_reversed(command)
        if command.expected_versions is not None and self.version(command.sku) not in command.expected_versions:
            raise Refused("precondition_failed")
        self._require_usable(command.location)
        counters, asked = self.counters(place), command.adjustment
        if isinstance(asked, Change):
            delta = asked.delta
            if delta < 0 and counters.physical + delta < 0:
                raise Refused("quantity_below_zero")
        else:
            of_shelf = isinstance(asked, ShelfCount)
            if asked.expected not in {None, max(counters.on_shelf, 0) if of_shelf else counters.shown[0]}:
                raise Refused("shelf_stale" if of_shelf else "quantity_stale")
            delta = asked.quantity - (counters.on_shelf if of_shelf else counters.physical)
        row = self.rows.get(place) or Row(self._product_of(command.sku))
        self._keep(place, replace(row, brought=row.brought + delta))
        self.adjusted[key] = Adjusted(command.reason, delta, counters.physical + delta, counters.to_ship)
        self.taken_back |= dict.fromkeys(command.reverses, command.reference)
        self.movements.append(Movement(place, "adjusted", command.reason, command.reference, None, delta, 0))
        return Answer(changed=True)

    def _policy(self, command: PolicyCommand, now: datetime) -> Answer:
        """A SKU with a policy is known: without any row it gets one, with no units."""
        before = self.policies.get(command.sku, Policy())
        if isinstance(command, SetPolicy):
            for one in command.stated.stock:
                if one.location is not None:
                    self._require_usable(one.location)
        if isinstance(command, SetPolicy) and command.expected_versions is not None:
            if before.version not in command.expected_versions:
                raise Refused("precondition_failed")
        rows = [(place, self.rows[place]) for place in self.places(command.sku)]
        low = max((row.threshold_at for _, row in rows if row.threshold_at is not None), default=None)
        after = stated(before, command, now, low)
        if after == before:
            return Answer()
        self.policies[command.sku] = after
        for place, row in rows:
            if (ruled := self._ruled(row, place)) != row:
                self._keep(place, ruled)
        if not self._knows(command.sku):
            product_id = command.product_id if isinstance(command, StatePolicy) else command.sku
            self._keep((command.sku, DEFAULT_LOCATION), Row(product_id, stated=0))
        return Answer(changed=True)

    def _ruled(self, row: Row, place: Place) -> Row:
        """The row by the rules for its SKU's stock. Of thresholds the last one that was said
        counts.
        """
        policy = self._policy_of(place[0])
        safety = policy.units("safety_stock", place[1]) or 0 if policy.stock else None
        said_at = policy.units_stated_at("threshold", place[1])
        if said_at is None or (row.threshold_at is not None and row.threshold_at >= said_at):
            return replace(row, safety=safety)
        return replace(row, safety=safety, threshold=policy.units("threshold", place[1]), threshold_at=said_at)

    def _policy_of(self, sku: str) -> Policy:
        return self.policies.get(sku, Policy())

    def _move(self, command: Move) -> Answer:
        source, destination = (command.sku, command.from_location), (command.sku, command.to_location)
        key, asked = (*source, command.reference), (command.to_location, command.quantity, str(command.reason))
        if key in self.made:
            if self._reverses_another(command) or self.made[key] != asked:
                raise Refused("reference_conflict")
            return Answer()
        self._require_not_reversed(command)
        if source == destination:
            raise Refused("same_location")
        if not self._knows(command.sku):
            raise Refused("unknown_sku")
        self._require_usable(command.from_location)
        self._require_usable(command.to_location)
        counters = self.counters(source)
        if command.quantity > counters.physical:
            raise Refused("quantity_below_zero")
        if command.strict and command.quantity > counters.shown[2]:
            raise Refused("units_promised")
        for place, delta, other in (
            (source, -command.quantity, destination[1]),
            (destination, command.quantity, source[1]),
        ):
            row = self.rows.get(place) or Row(self._product_of(command.sku))
            self._keep(place, replace(row, brought=row.brought + delta))
            movement = Movement(place, "moved", str(command.reason), command.reference, None, delta, 0, other)
            self.movements.append(movement)
        self.made[key] = asked
        self.taken_back |= dict.fromkeys(command.reverses, command.reference)
        return Answer(changed=True)

    def _reverses_another(self, command: AdjustStock | Move) -> bool:
        """Return True if the reference did not take these movements back, but something else."""
        return any(self.taken_back.get(one) != command.reference for one in command.reverses)

    def _require_not_reversed(self, command: AdjustStock | Move) -> None:
        if any(one in self.taken_back for one in command.reverses):
            raise Refused("already_reversed")

    def _product_of(self, sku: str) -> str:
        return next((self.rows[place].product_id for place in self.places(sku)), sku)

    def _keep(self, place: Place, row: Row) -> None:
        site = self.sites.setdefault(place[1], Site())
        if place not in self.rows:
            row = self._ruled(replace(row, sells=site.serves), place)
        self.rows[place] = replace(row, version=row.version + 1)

    def _order(self, command: OrderCommand, now: datetime) -> Answer:
        """Hear the command, and move units to where the facts want them. Overdue holds give way to
        a command that falls short.
        """
        before = self.orders.get(command.order_id, Order())
        if not before.known and (
            isinstance(command, Expire | AssumeDispatched) or (is_request(command) and not isinstance(command, Reserve))
        ):
            raise Refused("unknown_reservation")
        if isinstance(command, Reassign):
            return self._reassign(command, before, now)
        heard = hear(before, command, now, self._knows)
        if heard == before:
            return self._payment_again(command, before, now)
        self._require_well_named(command, before)
        return self._settle(command, before, heard, now)

    def _reassign(self, command: Reassign, order: Order, now: datetime) -> Answer:
        """Units of a line that names no place come from another one: those of a hold or a paid
        order.
        """
        if command.from_location == command.to_location:
            raise Refused("same_location")
        ask = command.sku, None
        has, left = order.units.get(ask, {}), order.pinned.get(ask, {})
        there, asked = has.get(command.from_location, 0) - left.get(command.from_location, 0), command.quantity
        if not order.live(now) and order.status != "confirmed":
            raise Refused("reservation_conflict")
        if asked is None and not there and command.to_location in has:
            return Answer()
        if command.expected_versions is not None and order.version not in command.expected_versions:
            raise Refused("precondition_failed")
        units = there if asked is None else asked
        if not 0 < units <= there:
            raise Refused("reservation_conflict")
        self._require_usable(command.to_location)
        place = (command.sku, command.to_location)
        free = 0
        if place in self.rows and self._serves(place):
            free = self.counters(place).shown[2] if order.taken else self.sellable(place)
        if free < units:
            short = Plan({}, [Short(*place, units, free)], Gone())
            if self._make_way(command, short, now):
                return self._order(command, now)
            raise Refused(INSUFFICIENT, short.missing)
        after = has | {
            command.from_location: has[command.from_location] - units,
            place[1]: has.get(place[1], 0) + units,
        }
        moved = order.units | {ask: {at: number for at, number in after.items() if number}}
        heard = taken_for_gone_elsewhere(order, moved, (command.sku, command.from_location), place)
        stays = Verdict(order.status, needs=True, off_shelf=order.taken)
        out = Gone(order.gone, order.pinned, order.unexpected, order.landed)
        self._become(command, order, heard, stays, Plan(moved, [], out, order.untracked), now)
        return Answer(changed=True)

    def _settle(  # noqa: C901 - a case for each way to fall short
        self, command: OrderCommand, before: Order, heard: Order, now: datetime
    ) -> Answer:
        wanted = verdict(heard, now)
        into_safety = isinstance(command, Reserve) and command.use_safety_stock
        found = self._plan(command.order_id, heard, wanted, self._gone(before, heard, wanted), into_safety=into_safety)
        if rules := self._forbidding(command, before, heard, wanted, now):
            return self._not_sold(command, before, heard, found, rules, now)
        if isinstance(command, StateOrder) and command.patient and self._waits(command, found):
            raise Refused("unknown_sku")
        if isinstance(command, StateDispatch | StateReturn) and command.patient and not self._know(command.lines):
            raise Refused("unknown_sku")
        if not found.missing:
            self._become(command, before, heard, wanted, found, now)
        elif is_request(command):
            if self._make_way(command, found, now):
                return self._order(command, now)
            raise Refused(INSUFFICIENT, found.missing)
        elif isinstance(command, StateLinesCancelled):
            return self._refused(RESERVATION_REJECTED, command, before, before, found, now)
        elif isinstance(command, StateOrder) and before.has_units and not before.overdue(now):
            kept = replace(keeping(before, heard), began=before.began, ends=before.ends)
            return self._refused(RESERVATION_REJECTED, command, before, kept, found, now)
        elif wanted.status == "released":
            self._become(command, before, heard, wanted, only_gone(heard, self._gone(before, heard, NOTHING)), now)
        elif wanted.status == "confirmed":
            unpaid = counting(replace(heard, refused_at=heard.paid_at))
            ended = unpaid if isinstance(command, StatePayment) else replace(unpaid, began=None, ends=None)
            without = keeping(before, heard) if before.status == "confirmed" else ended
            return self._refused(CONFIRMATION_REJECTED, command, before, without, found, now)
        else:
            return self._refused(
                RESERVATION_REJECTED, command, before, replace(heard, began=None, ends=None), found, now
            )
        began = isinstance(command, Reserve) and not before.live(now)
        return Answer(changed=True, created=began)

    def _forbidding(self, command: OrderCommand, before: Order, heard: Order, wanted: Verdict, now: datetime) -> Rules:
        """The rules against more units of a SKU than a running hold has. A payment meets none."""
        if not isinstance(command, Reserve | Amend | StateOrder) or wanted.status != "pending":
            return ()
        had = before.lines if before.live(now) else {}
        broken = ((line.sku, self._policy_of(line.sku).forbids(now)) for line in command.lines)
        return tuple(
            sorted({(sku, rule) for sku, rule in broken if rule and units_of(heard.lines, sku) > units_of(had, sku)})
        )

    def _not_sold(
        self, command: OrderCommand, before: Order, heard: Order, found: Plan, rules: Rules, now: datetime
    ) -> Answer:
        if is_request(command):
            raise Refused("not_sellable", rules=rules)
        had = before.lines if before.live(now) else {}
        skus = [sku for sku, _ in rules]
        none = [Short(sku, None, units_of(heard.lines, sku), units_of(had, sku)) for sku in skus]
        short = sorted(
            [*none, *(one._replace(single=None) for one in found.missing if one.sku not in skus)],
            key=lambda one: one.sku,
        )
        after = replace(heard, began=None, ends=None)
        if before.has_units and not before.overdue(now):
            after = replace(keeping(before, heard), began=before.began, ends=before.ends)
        return self._refused(
            RESERVATION_REJECTED, command, before, after, found._replace(missing=short), now, rules=rules
        )

    def _waits(self, command: StateOrder, found: Plan) -> bool:
        """Return True if the catalogue has not named a SKU of it, and no other one is missing.

        It waits whatever it wants: a payment of its time may come, and wants all of its units.
        """
        named = {line.sku for line in command.lines}
        unknown = {sku for sku in named if not self._knows(sku)}
        return bool(unknown) and not any(short.sku in named - unknown for short in found.missing)

    def _payment_again(self, command: OrderCommand, order: Order, now: datetime) -> Answer:
        """Nothing new. But each payment gets an answer, and one that cannot be honoured is refused
        each time.
        """
        vain = order.over or (bool(order.lines) and not order.paid)
        if not isinstance(command, StatePayment) or not vain:
            return Answer()
        refusal = None
        if not order.over:
            paying = Verdict("confirmed", needs=True, off_shelf=True)
            found = self._plan(command.order_id, order, paying, self._gone(order, order, paying))
            if self._make_way(command, found, now, but=command.order_id):
                return self._order(command, now)
            refusal = Refusal(CONFIRMATION_REJECTED, INSUFFICIENT, found.missing)
        stays = Verdict(order.status, needs=True, off_shelf=order.taken)
        self._become(
            command,
            order,
            order,
            stays,
            Plan(order.units, [], Gone(order.gone, order.pinned, order.unexpected, order.landed), order.untracked),
            now,
            refusal,
        )
        return Answer(changed=True)

    def _refused(
        self,
        type_: str,
        command: OrderCommand,
        before: Order,
        after: Order,
        found: Plan,
        now: datetime,
        *,
        rules: Rules = (),
    ) -> Answer:
        """An event that stock can't follow: it comes to `after`, unless overdue holds make way for
        it.
        """
        if not rules and self._make_way(command, found, now, but=command.order_id):
            return self._order(command, now)
        unknown = type_ == RESERVATION_REJECTED and not any(self._knows(short.sku) for short in found.missing)
        refusal = Refusal(type_, "unknown_sku" if unknown else INSUFFICIENT, found.missing, rules)
        wanted = verdict(after, now)
        plan = self._plan(command.order_id, after, wanted, self._gone(before, after, wanted))
        self._become(command, before, after, wanted, plan, now, refusal)
        return Answer(changed=True)

    def _make_way(self, command: OrderCommand, found: Plan, now: datetime, *, but: str | None = None) -> bool:
        """End every overdue hold of a missing SKU, the oldest first. Returns True if there was
        any. If one place is to have all, another may miss any other SKU.
        """
        skus = {short.sku for short in found.missing}
        if any(short.single is not None for short in found.missing):
            known = self.orders.get(command.order_id, Order())
            skus |= {sku for sku, _ in known.lines} | {line.sku for line in getattr(command, "lines", ())}
        overdue = [
            (order.ends, order_id)
            for order_id, order in self.orders.items()
            if order_id != but and order.overdue(now) and any(sku in skus for sku, _ in order.lines)
        ]
        for _, order_id in sorted(overdue):
            self._order(Expire(order_id, NEEDED), now)
        return bool(overdue)

    def _knows(self, sku: str) -> bool:
        return bool(self.places(sku))

    def _know(self, lines: Iterable[Line | ReturnLine]) -> bool:
        return all(self._knows(line.sku) for line in lines)

    def _gone(self, before: Order, heard: Order, wanted: Verdict) -> Gone:
        """Units that have left count unless the order needs none of the SKU. Counted ones stay so.
        A SKU that nobody has named is made known by them.
        """
        ordered = {sku for sku, _ in heard.lines} if wanted.needs else set()
        counted = {sku for sku, _ in before.gone} | {slot[1] for slot in before.landed}
        untracked = {sku for sku, _ in before.untracked}

        def counts(sku: str) -> bool:
            if sku in ordered:
                return needs_units(heard, sku, self._is_tracked)
            return sku not in untracked and (sku in counted or self._is_tracked(sku))

        def serving(sku: str) -> list[str]:
            places = [(self._rank(place), place[1]) for place in self.places(sku)]
            return [name for _, name in sorted(places)] or [DEFAULT_LOCATION]

        left = gone(before, heard, counts, serving)
        return replace(left, landed=land(heard, left.where, counts, serving, self._aside, self._sells))

    def _sells(self, name: str) -> bool:
        return self.sites[name].serves if name in self.sites else True

    def _aside(self, origin: str) -> str:
        """Return the place of units that came back to `origin` and are not for sale."""
        name = self.sites[origin].returns_to if origin in self.sites else None
        if name is not None and not self._sells(name):
            return name
        if RETURNS in self.sites and self._sells(RETURNS):
            raise Refused("returns_sell")
        return RETURNS

    def _rank(self, place: Place) -> int:
        return self.sites[place[1]].priority if self._serves(place) else CLOSED

    def _is_tracked(self, sku: str) -> bool:
        return self._policy_of(sku).tracked

    def _plan(self, order_id: str, order: Order, wanted: Verdict, left: Gone, *, into_safety: bool = False) -> Plan:
        """A hold leaves the safety stock to others, and a payment takes any unit."""
        keeps = not (wanted.off_shelf or into_safety)

        def brought(sku: str) -> Giving:
            others = [other for other_id, other in self.orders.items() if other_id != order_id]
            back = {(slot[1], at) for slot, (at, _) in left.landed.items() if slot[1] == sku}
            for place in sorted({*self.places(sku), *back}):
                row = self.rows.get(place) or self._ruled(Row(sku), place)
                site = self.sites.get(place[1], Site(sells=place[1] != RETURNS))
                if site.serves and (row.sells or place not in self.rows):
                    there = row.brought - sum(other.left_at(*place) + other.held_at(*place) for other in others)
                    there += sum(one.landed_at(*place) for one in others)
                    there += sum(units for slot, (at, units) in left.landed.items() if (slot[1], at) == place)
                    kept = row.safety or 0 if keeps else 0
                    yield site.priority, place[1], there - kept
                else:
                    yield CLOSED, place[1], 0

        anew = wished_with(order.lines) != wished_with(self.orders.get(order_id, Order()).lines)
        return plan(order, left, brought, self._is_tracked, anew=anew) if wanted.needs else only_gone(order, left)

    def _become(
        self,
        command: OrderCommand,
        before: Order,
        heard: Order,
        wanted: Verdict,
        found: Plan,
        now: datetime,
        refusal: Refusal | None = None,
    ) -> None:
        """Keep the order as it is now, and tell the world and the ledger of it."""
        out = found.gone
        after = replace(
            heard,
            status=wanted.status,
            units=found.units,
            untracked=found.untracked,
            taken=wanted.off_shelf,
            gone=out.where,
            pinned=out.pinned,
            unexpected=out.unexpected,
            landed=out.landed,
            version=before.version + 1,
        )
        after = shipping(before, after, now, self.patience)
        type_, reason = outcome(command, before, after, refusal)
        places = {(sku, at) for one in (before, after) for (sku, _), units in one.units.items() for at in units}
        places |= before.gone.keys() | after.gone.keys()
        places |= {(slot[1], at) for one in (before, after) for slot, (at, _) in one.landed.items()}
        was = {place: self.counters(place) for place in sorted(places)}
        self.orders[command.order_id] = after
        if any(at == RETURNS for at, _ in after.landed.values()):
            self.sites.setdefault(RETURNS, Site(sells=False))
        restocked: dict[Place, int] = {}
        for place, counters in was.items():
            left = self.counters(place)
            if left != counters:
                self._keep(place, self.rows.get(place) or Row(self._product_of(place[0]), stated=0))
                if left.shown[2] > counters.shown[2] and self._serves(place):
                    restocked[place] = left.shown[2] - counters.shown[2]
                self.movements.append(_movement(command, after, reason, place, (counters, left)))
        if type_ is not None:
            missing = refusal.missing if refusal else []
            lost = {place: before.at(*place) - after.at(*place) for place in was}
            told = told_of(
                type_, command.order_id, after, reason=reason, missing=missing, restocked=restocked, lost=lost
            )
            if type_ == REDUCED and isinstance(command, LineCancel):
                told = told._replace(reduced=(command.cancel_id, fewer(before, after)))
            told = told._replace(dispatch_id=getattr(command, "dispatch_id", None))
            if isinstance(command, CameBack):
                told = told._replace(back=back_of(after, command.return_id), return_id=command.return_id)
            told = told._replace(gone=self._gone_missing(after) if type_ == "StockConfirmed" else {})
            self.told.append(told._replace(rules=refusal.rules if refusal else ()))

    def _gone_when_paid(self, command: OrderCommand) -> dict[Place, int] | None:
        order = self.orders[command.order_id]
        return (
            self._gone_missing(order)
            if isinstance(command, StatePayment | Confirm) and order.status == "confirmed"
            else None
        )

    def _gone_missing(self, order: Order) -> dict[Place, int]:
        """Its units at places that have fewer than they should: as many as are missing there, at
        most.
        """
        places = {(sku, at) for (sku, _), units in order.units.items() for at in units}
        gone = {place: min(order.at(*place), self.counters(place).shown[3]) for place in sorted(places)}
        return {place: units for place, units in gone.items() if units}


def _movement(
    command: OrderCommand, order: Order, reason: str | None, place: Place, counters: tuple[Counters, Counters]
) -> Movement:
    """Return the ledger's line for a place where units of the order move."""
    was, left = counters
    moved = (left.physical - was.physical, left.reserved - was.reserved)
    kind, reference = KIND.get(order.status, "released"), command.cause.reference
    other_end = None
    if kind == "confirmed" and moved[0] >= 0:
        kind = "released"
    if isinstance(command, Dispatched | AssumeDispatched):
        kind, reference = "dispatched", getattr(command, "dispatch_id", reference)
    if isinstance(command, Reassign):
        ends = {command.from_location: command.to_location, command.to_location: command.from_location}
        kind, other_end = "reassigned", ends[place[1]]
    if isinstance(command, LineCancel):
        kind, reference = "reduced", command.cancel_id
    if isinstance(command, CameBack):
        kind, reference = "returned", command.return_id
    to_ship = left.to_ship - was.to_ship
    return Movement(place, kind, reason, reference, command.order_id, *moved, other_end, to_ship)
