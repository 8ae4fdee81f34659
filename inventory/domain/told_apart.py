"""Questions that each command on an order answers by its kind. Each match is total."""

from __future__ import annotations

from typing import assert_never

from inventory.domain.commands import (
    DEFAULT_LOCATION,
    AdjustStock,
    Amend,
    AssumeDispatched,
    Cancel,
    CancelLines,
    Confirm,
    Dispatch,
    Expire,
    Extend,
    FollowLocation,
    Line,
    Move,
    OrderCommand,
    PolicyCommand,
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
    StockCommand,
)
from inventory.domain.locations import NO_PREFERENCE, Preference


def is_request(command: OrderCommand) -> bool:
    """Return True if somebody waits for the answer and may be refused."""
    match command:
        case Reserve() | Confirm():  # the commonest commands first
            return True
        case StateOrder() | StatePayment() | StatePaymentFailure() | StateCancellation() | StateLinesCancelled():
            return False
        case Release() | Cancel() | CancelLines() | Extend() | Amend():
            return True
        case Reassign() | Dispatch() | Return():
            return True
        case StateDispatch() | StateCompletion() | StateReturn() | Expire() | AssumeDispatched():
            return False
        case _:
            assert_never(command)


def named_lines(command: OrderCommand) -> tuple[Line, ...]:
    """Return the lines that the command itself names. Its order may have others."""
    match command:
        case Reserve(lines=lines) | StateOrder(lines=lines) | Amend(lines=lines):
            return lines
        case (
            Confirm()
            | StatePayment()
            | StatePaymentFailure()
            | StateCancellation()
            | StateCompletion()
            | Release()
            | Cancel()
            | Extend()
            | Reassign()
            | Expire()
            | AssumeDispatched()
        ):
            return ()
        case StateDispatch(lines=lines) | Dispatch(lines=lines):
            return lines
        case StateLinesCancelled() | CancelLines():
            return ()  # they are units of lines that the order has
        case StateReturn(lines=returned) | Return(lines=returned):
            return tuple([line.line for line in returned])
        case _:
            assert_never(command)


def stated_preference(command: OrderCommand) -> Preference:
    """Return the wishes for locations that the command itself states. Its order may have others."""
    if isinstance(command, _STATING) and command.preference is not None:
        return command.preference
    return NO_PREFERENCE


_STATING = (StateOrder, Reserve, Amend)  # to make a union of them would take longer than the look


def made_by(command: StockCommand | PolicyCommand) -> tuple[tuple[str, str], str] | None:
    """Return the stock row that the command makes where it is missing: its SKU and location, and
    its product. None if it makes none.
    """
    match command:
        case StateSupply(sku=sku, location=location, product_id=product_id):
            return (sku, location), product_id
        case AdjustStock(sku=sku, location=location):
            return (sku, location), sku
        case Move(sku=sku, to_location=location):
            return (sku, location), sku
        case FollowLocation():
            return None
        case StatePolicy(sku=sku, product_id=product_id):
            return (sku, DEFAULT_LOCATION), product_id
        case SetPolicy(sku=sku):
            return (sku, DEFAULT_LOCATION), sku
        case _:
            assert_never(command)


def makes_location(command: StockCommand | PolicyCommand) -> bool:
    """Return True if the command makes the location of its row where it is missing.

    An event may be heard before its location is set up. The default location needs no set-up.
    """
    match command:
        case StateSupply() | StatePolicy() | SetPolicy():
            return True
        case AdjustStock(location=location) | Move(to_location=location):
            return location == DEFAULT_LOCATION
        case FollowLocation():
            return False
        case _:
            assert_never(command)


def begins_reservation(command: OrderCommand) -> bool:
    """Return True if the command may be the first of its order: any fact, or a reserve call."""
    match command:
        case Reserve() | StateOrder() | StatePayment():
            return True
        case Confirm() | Release() | Cancel() | CancelLines() | Extend() | Amend() | Reassign() | Dispatch() | Return():
            return False
        case StatePaymentFailure() | StateCancellation() | StateLinesCancelled():
            return True
        case StateDispatch() | StateCompletion() | StateReturn():
            return True
        case Expire() | AssumeDispatched():
            return False
        case _:
            assert_never(command)
