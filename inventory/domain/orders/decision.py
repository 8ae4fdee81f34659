"""A decision on an order: its reservation and counters, and the announcement. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from inventory.domain.commands import Amend, AssumeDispatched, OrderCommand, Reserve, StateOrder, StatePayment
from inventory.domain.goods_commands import GoodsCommand, LineCancel, ReturnCommand, dispatch_id_of
from inventory.domain.orders import returning
from inventory.domain.orders.news import news, news_of_paid, news_of_reduced, reason_of
from inventory.domain.orders.outcome_types import OutcomeType
from inventory.domain.orders.reservation import Reservation, Target, newest
from inventory.domain.orders.shipping import tells_more, with_left
from inventory.domain.orders.status import Status
from inventory.domain.orders.units.allocation import Fit
from inventory.domain.stock.movement_kinds import MovementKind
from inventory.errors import BrokenRule, Shortfall


class ToldMovements(NamedTuple):
    """A command has a kind of movements of its own, and an id of its own that they refer to, if
    any.
    """

    kind: MovementKind
    reference: str | None


# A union is made once: to make it takes longer than to ask for it.
_STATEMENT = StateOrder | Reserve
_ASKING = Reserve | Amend
NO_ENDS: Mapping[str, str] = MappingProxyType({})


class Decision(NamedTuple):
    """The reservation and counters after a command. `announce` is None if nobody needs to hear.

    `told` is None unless the command told of goods that left or came back, or cancelled lines.
    `other_ends` has each location of units that are reassigned with the other one.
    """

    after: Reservation
    fitted: Fit
    announce: OutcomeType | None = None
    reason: str | None = None
    shortfalls: Sequence[Shortfall] = ()
    created: bool = False
    policies: Sequence[BrokenRule] = ()
    told: ToldMovements | None = None
    other_ends: Mapping[str, str] = NO_ENDS


def decision(
    before: Reservation, heard: Reservation, wanted: Target, fitted: Fit, command: OrderCommand, now: datetime
) -> Decision:
    status = wanted.status
    after = heard._replace(
        status=status, lines=fitted.lines, version=before.version + 1, updated_at=newest(before.updated_at, now)
    )
    if after.shipping is not None:
        after = after._replace(shipping=with_left(after.shipping, fitted.left))
    if after.returned is not None:
        after = after._replace(returned=after.returned._replace(landed=fitted.landed))
    if isinstance(command, GoodsCommand):
        return Decision(
            after, fitted, _news_of_goods(before, after, command), reason_of(after, command), told=_told(command)
        )
    paid_in_vain = isinstance(command, StatePayment) or (before.status is Status.AWAITING_ORDER and before.paid)
    if paid_in_vain and after.is_cancelled:
        # A refund waits for this announcement, in either sequence of payment and cancellation.
        return Decision(after, fitted, OutcomeType.STOCK_CONFIRMATION_REJECTED, "order_cancelled")
    created = status.has_units and not before.live(now) and isinstance(command, _STATEMENT)
    announce = news_of_paid(before, after) if status is before.status is Status.CONFIRMED else news(before, after)
    told = None
    if isinstance(command, LineCancel):
        announce = news_of_reduced(before, after) or announce
        told = ToldMovements(MovementKind.REDUCED, command.cancel_id)
    return Decision(after, fitted, announce, reason_of(after, command), created=created, told=told)


def asks_for_units(command: OrderCommand, before: Reservation, decision: Decision) -> bool:
    """Return True for a call that states lines, or begins a hold of them. A replay does neither."""
    if not isinstance(command, _ASKING):
        return False
    return decision.created or decision.after.ordered_at != before.ordered_at


def _told(command: GoodsCommand) -> ToldMovements:
    if isinstance(command, ReturnCommand):
        return ToldMovements(MovementKind.RETURNED, command.return_id)
    return ToldMovements(MovementKind.DISPATCHED, dispatch_id_of(command))


def _news_of_goods(before: Reservation, after: Reservation, command: GoodsCommand) -> OutcomeType | None:
    """Return the announcement of goods that left or came back, if they are others than before."""
    if isinstance(command, ReturnCommand):
        return OutcomeType.STOCK_RETURNED if returning.tells_more(before.returned, after.returned) else None
    told = tells_more(before.shipping, after.shipping) and not isinstance(command, AssumeDispatched)
    return OutcomeType.STOCK_DISPATCHED if told else None
