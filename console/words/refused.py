"""Refusals in the words of the console, where those of the service name commands or fields of
calls.
"""

from __future__ import annotations

from collections.abc import Iterable

from inventory.domain.orders.requests.cancel_errors import CancelConflict
from inventory.domain.orders.requests.dispatch_errors import DispatchConflict
from inventory.domain.orders.requests.return_errors import OrderOfReturnUnknown, ReturnConflict
from inventory.domain.stock.moving import UnitsPromised
from inventory.domain.stock.return_places import ReturnsSell
from inventory.errors import (
    BrokenRule,
    InventoryError,
    LocationInactive,
    LocationNotSetUp,
    NotSellable,
    ReferenceConflict,
    UnknownLocation,
    UnknownSku,
)
from inventory.inbox.errors import UnknownEvent
from inventory.partitions.errors import NothingSetAside, PartitionNotPaused

WORDS: dict[type[InventoryError], str] = {
    LocationNotSetUp: (
        "There is no place {location!r}. Check the name.{similar} The page Places lists those that are there, and "
        "makes one."
    ),
    LocationInactive: (
        "The place {location!r} is not active. Name another one, or make it active on the page Places first."
    ),
    UnknownSku: "No stock is known under {skus_}. Check the name: it may be misspelt, or be new.",
    UnknownLocation: (
        "{sku!r} is not known at {location!r}, only at {locations_}. Nothing was made. To keep units there, too, tick A "
        "count sheet may make new SKUs and places."
    ),
    UnitsPromised: (
        "{quantity} of {sku!r} can't leave {location!r}: {quantity_available} are available, and {quantity_reserved} "
        "are promised to orders. Move fewer, or don't tick that such moves are refused."
    ),
    ReferenceConflict: (
        "The number {reference!r} was used for another change of {sku!r} at {location!r}. Nothing was changed. Search "
        "for it, and look at that. If this is another delivery or job, type its own number."
    ),
    NotSellable: "These are not sold now: {policies_}. The page Rules of a SKU tells why.",
    ReturnsSell: (
        "Goods came back that are not for sale. They would lie at {location!r}, but it sells. On the page Places, say "
        "that no orders are served from it, or to which other place returns of {origin!r} go."
    ),
    CancelConflict: (
        "The number {cancel_id!r} was used for other units of order {order_id!r}. Nothing was changed. Use a new number "
        "to cancel more."
    ),
    DispatchConflict: (
        "The parcel {dispatch_id!r} of order {order_id!r} was reported with other units. Nothing was changed. Use a new "
        "number for another parcel."
    ),
    ReturnConflict: (
        "The return {return_id!r} of order {order_id!r} was reported with other units. Nothing was changed. Use a new "
        "number for another return."
    ),
    OrderOfReturnUnknown: (
        "Nothing is known of order {order_id!r}, so none of its goods can come back. For goods of no order adjust the "
        "stock with the reason returned."
    ),
    UnknownEvent: "There is no event {id}. The page Events lists those that are there.",
    PartitionNotPaused: (
        "Partition {partition} of topic {topic!r} is not paused, and none of its events are set aside. The page Events "
        "lists what is."
    ),
    NothingSetAside: (
        "Nothing of that is set aside in partition {partition} of topic {topic!r}. The page Events lists all that is."
    ),
}
"""A sentence for each kind of refusal, and for those that are of this kind."""


def in_words(error: InventoryError) -> str:
    """Return the refusal as people at the console read it."""
    words = next((WORDS[kind] for kind in type(error).__mro__ if kind in WORDS), None)
    return str(error) if words is None else words.format(**vars(error), **_lists(vars(error)))


def _lists(data: dict[str, object]) -> dict[str, str]:
    """Return the lists of a refusal as words, each under its name and `_`."""
    told = {f"{name}_": _joined(value) for name, value in data.items() if isinstance(value, (list, tuple))}
    near = told.pop("near_", "")
    return {**told, "similar": f" Similar: {near}." if near else ""}


def _joined(values: Iterable[object]) -> str:
    return ", ".join(map(_one, values))


def _one(value: object) -> str:
    return f"{value.sku!r} ({value.rule.replace('_', ' ')})" if isinstance(value, BrokenRule) else repr(value)
