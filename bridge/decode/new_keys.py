"""Events that would create a flawed key (ADR 0033). They become dead letters, unless the key is
known already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar

from sqlalchemy.orm import Session

from bridge.decode.unusable import Reason, shown
from inventory.domain.identifiers import flaw
from inventory.inbox.decoded import Dead, DecodedEvent, Usable
from inventory.inbox.meanings import stated
from inventory.reading import known_keys

Other = TypeVar("Other")


class Doubt(NamedTuple):
    """A flawed key with its field in the event, its flaw, and a query that returns True if it is
    known.
    """

    field: str
    key: str
    reason: str
    is_known: Callable[[Session], bool]

    def __str__(self) -> str:
        return f"{self.field}: {shown(self.key)} is not known, and can't be a new key: it {self.reason}"


def doubts(payload: Mapping[str, Any]) -> list[Doubt]:
    """Return the flawed keys that a usable event would create. Lines of orders create none: they
    only name SKUs and locations. Goods that left or came back make the location where they did.
    """
    return [Doubt(field, key, reason, ask) for field, key, ask in _made(payload) if (reason := flaw(key)) is not None]


def settled(session: Session, decoded: Sequence[DecodedEvent | Other]) -> list[DecodedEvent | Other]:
    """Return the decoded messages. Events that would create a flawed key are dead letters in the
    result.

    An event is taken as it is when it came before, and when another one about the same order or
    product waits.
    """
    # `decode` keeps the bytes of events that may become dead letters, so the others cost nothing
    # here.
    return [_settled(session, each) if isinstance(each, Usable) and each.raw is not None else each for each in decoded]


def _settled(session: Session, heard: Usable) -> Usable | Dead:
    ids = (heard.event_id, heard.under_own_name().event_id)
    if known_keys.is_taken_in(session, heard.source, ids, heard.digest):
        return heard
    if known_keys.is_waiting(session, heard.key):
        return heard
    unknown = [str(doubt) for doubt in doubts(heard.payload) if not doubt.is_known(session)]
    if not unknown:
        return heard
    return replace(heard.as_dead(Reason.INVALID_DATA.value, "; ".join(unknown)), payload=None)


def _made(payload: Mapping[str, Any]) -> Iterator[tuple[str, str, Callable[[Session], bool]]]:
    """Yield each key that the event creates if it is new, with its field and its query. The keys
    are that of an order, or that of a product and those of its supplies.
    """
    if "order_id" in payload:
        yield "order_id", payload["order_id"], _asking(known_keys.is_order, payload["order_id"])
        yield from _of_goods(payload)
        return
    product_id = payload["product_id"]
    supplies = stated(payload)
    skus = [one.get("sku", product_id) for one in supplies]
    yield "product_id", product_id, lambda session: known_keys.is_product(session, product_id, skus)
    for at, (sku, one) in enumerate(zip(skus, supplies, strict=True)):
        within = "" if one is payload else f"variants.{at}."
        yield f"{within}sku", sku, _asking(known_keys.is_sku, sku)
        if "location" in one:  # the end of a product names none
            yield f"{within}location", one["location"], _asking(known_keys.is_location, one["location"])


def _of_goods(payload: Mapping[str, Any]) -> Iterator[tuple[str, str, Callable[[Session], bool]]]:
    """Yield each location that goods left by a dispatch, or came back to by a return."""
    if "dispatch_id" in payload or "return_id" in payload:
        for at, item in enumerate(payload["items"]):
            if "location" in item:
                yield f"items.{at}.location", item["location"], _asking(known_keys.is_location, item["location"])


def _asking(is_known: Callable[[Session, str], bool], key: str) -> Callable[[Session], bool]:
    return lambda session: is_known(session, key)
