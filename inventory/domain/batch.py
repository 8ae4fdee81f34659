"""A batch under its locks: run commands on rows in memory, and collect the changes to write."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import assert_never

from inventory.domain.announcing.announcements import (
    Announcement,
    given_back,
    level_announcements,
    missing_units,
    order_announcement,
)
from inventory.domain.commands import (
    AdjustStock,
    Command,
    Confirm,
    Expire,
    FollowLocation,
    Move,
    OrderCommand,
    PolicyCommand,
    StatePayment,
    StateSupply,
    StockCommand,
)
from inventory.domain.orders.decision import Decision, asks_for_units
from inventory.domain.orders.decisions import decide
from inventory.domain.orders.giving_way import NEEDED_ELSEWHERE, giving_way
from inventory.domain.orders.held_units import HeldUnits, require_asked, require_reached
from inventory.domain.orders.hold_times import HoldTimes
from inventory.domain.orders.reservation import Reservation
from inventory.domain.orders.status import Status
from inventory.domain.orders.units.chosen_locations import sourcing
from inventory.domain.outcome import OrderOutcome, Outcome, PolicyOutcome, Refused
from inventory.domain.representation import LinesJson
from inventory.domain.stock.adjusting import require_new
from inventory.domain.stock.counters import Counters
from inventory.domain.stock.movement_kinds import MovementKind
from inventory.domain.stock.movements import Entry
from inventory.domain.stock.moving import MoveRecord
from inventory.domain.stock.reversing import ReversalRecord
from inventory.domain.stock.row import StockKey
from inventory.domain.stock.setting_policies import SettingPolicies
from inventory.domain.stock_changes import StockChanges
from inventory.domain.told_apart import begins_reservation, is_request, named_lines
from inventory.errors import InsufficientStock, InventoryError, Shortfall, UnknownReservation


class Batch:
    """The locked rows of one batch, and all that its commands have changed so far."""

    def __init__(
        self,
        reservations: Mapping[str, Reservation],
        stock: StockChanges,
        overdue: Collection[str] = (),
        *,
        now: datetime,
        holds: HoldTimes,
        held: Mapping[str, int] | None = None,
    ) -> None:
        """`held` has the units in running holds of each caller with a cap on them."""
        self._reservations = dict(reservations)
        self._stock = stock
        self._shelf = stock.shelf
        self._overdue = overdue
        self._now = now
        self._holds = holds
        self._units = HeldUnits(held or {}, now=now)
        self.policies = SettingPolicies(self._shelf, stock.traceparents, now=now)
        self._order_announcements: list[Announcement] = []
        self.lines_json = LinesJson()
        self.changed_orders: set[str] = set()
        self.short_skus: set[str] = set()
        """SKUs that fell short. Overdue holds beyond those in `overdue` may have units of them."""
        self.refused_orders: set[str] = set()
        """Unknown orders that were refused. Another transaction may have made them meanwhile."""

    def run(self, command: Command) -> Outcome:
        """Apply one command on top of the earlier ones. A refusal changes nothing."""
        try:
            if isinstance(command, StockCommand):
                return self._change(command)
            if isinstance(command, PolicyCommand):
                return PolicyOutcome(command, *self.policies.set(command))
            require_asked(command)
            return self._order(command)
        except InsufficientStock as refusal:
            if self._make_way(self._lacked(refusal.lines, command)):
                return self.run(command)
            return self._refused(command, refusal)
        except InventoryError as refusal:
            return self._refused(command, refusal)

    def _refused(self, command: Command, refusal: InventoryError) -> Refused:
        if isinstance(command, OrderCommand) and command.order_id not in self._reservations:
            self.refused_orders.add(command.order_id)
        short = {line.sku for line in refusal.lines} if isinstance(refusal, InsufficientStock) else ()
        # A traceback would keep the batch alive, in cycles that only the garbage collector frees.
        return Refused(command, refusal.with_traceback(None), {sku: self._shelf.available(sku) for sku in short})

    def _change(self, command: StockCommand) -> Outcome:
        match command:
            case StateSupply():
                return self._stock.supply(command)
            case AdjustStock():
                return self._stock.adjust(command)
            case Move():
                return self._stock.move(command)
            case FollowLocation():
                return self._stock.follow(command)
            case _:
                assert_never(command)

    @property
    def entries(self) -> list[Entry]:
        """Return the movements so far."""
        return self._stock.entries

    @property
    def moves(self) -> list[MoveRecord]:
        """Return the moves between locations so far."""
        return self._stock.moves

    @property
    def reversals(self) -> list[ReversalRecord]:
        """Return the movements that are taken back so far."""
        return self._stock.reversals.made

    def changed_reservations(self) -> list[Reservation]:
        return [self._reservations[order_id] for order_id in sorted(self.changed_orders)]

    def announcements(self) -> list[Announcement]:
        return self._order_announcements + level_announcements(self._shelf, self._stock.traceparents)

    def _order(self, command: OrderCommand) -> OrderOutcome:
        before = self._reservations.get(command.order_id)
        if before is None:
            if not begins_reservation(command):
                raise UnknownReservation(order_id=command.order_id)
            if is_request(command):
                require_new(order_id=command.order_id)
            before = Reservation(command.order_id, created_at=self._now)
        allowance = command.cause.allowance
        require_reached(allowance, before)
        within = self._holds.within(allowance.max_hold_seconds)
        decision = decide(before, command, self._shelf, now=self._now, holds=within)
        if decision is None:
            return OrderOutcome(command, before, missing=self._missing(command, before, {}))
        if decision.shortfalls and not decision.policies:
            if self._make_way(self._lacked(decision.shortfalls, command), but=command.order_id):
                return self._order(command)
        after = self._units.counted(before, decision.after, command)
        if after is not decision.after:
            decision = decision._replace(after=after)
        require_reached(allowance, decision.after)
        missing = self._missing(command, after, decision.fitted.counters)
        self._record_order(before, decision, command, missing)
        told = sourcing(before, after, self._shelf) if asks_for_units(command, before, decision) else None
        return OrderOutcome(command, after, True, decision.created, missing, told)

    def _missing(
        self, command: OrderCommand, after: Reservation, counters: Mapping[StockKey, Counters]
    ) -> dict[StockKey, int] | None:
        """Return the missing units of an order that this command confirmed, None for any other."""
        if after.status is not Status.CONFIRMED or not isinstance(command, _PAYING):
            return None
        return missing_units(self._shelf, after.lines, counters)

    def _lacked(self, short: Sequence[Shortfall], command: Command) -> set[str]:
        """Return the SKUs that fell short somewhere. If one location is to have all, the best one
        says nothing of the others: each of the order's SKUs may be missing at one of them.
        """
        skus = {line.sku for line in short}
        if short[0].best_single_location is not None and isinstance(command, OrderCommand):
            known = self._reservations.get(command.order_id)
            skus.update(line.sku for line in named_lines(command))
            skus.update(line.sku for line in (() if known is None else known.lines))
        return skus

    def _make_way(self, skus: set[str], *, but: str | None = None) -> bool:
        """End overdue holds of the SKUs before the command runs. Returns True if any ended."""
        ending = giving_way(self._reservations, self._overdue, skus, now=self._now, but=but)
        for order_id in ending:
            self._order(Expire(order_id, NEEDED_ELSEWHERE))
        if not ending:
            self.short_skus |= skus
        return bool(ending)

    def _record_order(
        self,
        before: Reservation,
        decision: Decision,
        command: OrderCommand,
        missing: dict[StockKey, int] | None,
    ) -> None:
        after, counters_after = decision.after, decision.fitted.counters
        told = decision.told
        reference = None if told is None else told.reference
        if decision.announce is not None:
            self._order_announcements.append(
                order_announcement(
                    decision.announce,
                    after,
                    before=before,
                    lines=self.lines_json.of(after),
                    reason=decision.reason,
                    shortfalls=decision.shortfalls,
                    policies=decision.policies,
                    given_back=lambda: given_back(self._shelf, counters_after),
                    missing=lambda: (
                        missing_units(self._shelf, after.lines, counters_after) if missing is None else missing
                    ),
                    reference=reference,
                    traceparent=command.cause.traceparent,
                )
            )
        self._units.move(before, after)
        self._reservations[after.order_id] = after
        self.changed_orders.add(after.order_id)
        for place, counters in sorted(counters_after.items()):
            row = self._shelf.row(place)
            if counters != row.counters:
                kind = MovementKind.REASSIGNED if decision.other_ends else after.status.movement
                if told is not None:
                    kind = told.kind
                elif kind is MovementKind.CONFIRMED and counters.physical >= row.counters.physical:
                    kind = MovementKind.RELEASED  # the order is paid, and was amended: these units go back
                if row.version == 0:
                    self._stock.make_known(row)
                self._stock.enter(
                    row,
                    counters,
                    kind,
                    command.cause,
                    reason=decision.reason,
                    reference=reference,
                    order_id=after.order_id,
                    other_location=decision.other_ends.get(row.location),
                )


_PAYING = (StatePayment, Confirm)
