"""Checks of announcements: none is missing, they come in order, and the last one is true."""

from collections import Counter
from collections.abc import Iterator

from tools.chaos.checks.evidence import SILENT, Evidence
from tools.shop.verdict import Check, Problem

OUTCOMES = {
    "reserved": ("StockReserved",),
    "confirmed": ("StockConfirmed",),
    # Units of a cancelled order that are not to be restocked leave the shelf when its payment
    # comes. The payment is then refused.
    "released": ("StockReleased", "StockConfirmationRejected"),
    "expired": ("StockReservationExpired",),
    "dispatched": ("StockDispatched",),
    "returned": ("StockReturned",),
    # Of an order without any unit left, the release is told. Its payment may have been refused.
    "reduced": ("StockReduced", "StockReleased", "StockConfirmationRejected"),
    # A hold is told again.
    "reassigned": ("StockReserved", "StockReassigned"),
}
"""Types of announcement that a change of each kind in the ledger may have."""


def outcomes_are_announced(evidence: Evidence) -> Check:
    """Check that each change of an order in the ledger, and each outcome that a story must have,
    was announced at least once.
    """
    told = Counter(
        (key, type_) for key, type_, _ in {(one.key, one.type, one.id) for one in evidence.heard.announcements}
    )
    expected = {(order_id, OUTCOMES[kind]): times for (order_id, kind), times in evidence.found.outcomes.items()}
    for order_id, story in evidence.stories.items():
        if order_id not in evidence.buried:
            for type_, right in story.ending.announced.items():
                expected[order_id, (type_,)] = max(right[0], expected.get((order_id, (type_,)), 0))
    problems = [
        Problem(f"{' or '.join(types)} of {order_id}", f"at least {times} times", f"{heard} times")
        for (order_id, types), times in expected.items()
        if (heard := sum(told[order_id, type_] for type_ in types)) < times
    ]
    return Check("every outcome was announced", f"{sum(expected.values()):,} outcomes", tuple(problems))


def last_announcements_are_true(evidence: Evidence) -> Check:
    """Check that the last announcement of each order and SKU is its present state. If a fault may
    have lost data, the service may list the order or SKU as lost instead.
    """
    heard, found = evidence.heard, evidence.found.shop
    lost = evidence.listed if evidence.losses else frozenset[str]()

    def problems() -> Iterator[Problem]:
        for order_id, there in found.reservations.items():
            last = heard.of_order[order_id][-1].data["status"] if heard.of_order.get(order_id) else SILENT
            if last != there.status and order_id not in lost:
                yield Problem(f"last announcement of {order_id}", there.status, last)
        for sku in found.stock:
            last = _figures(heard.of_sku[sku][-1].data) if heard.of_sku.get(sku) else "nothing"
            right_now = _told(found.on_hand(sku), found.reserved(sku), found.to_ship(sku))
            if last != right_now and sku not in lost:
                yield Problem(f"last announcement of {sku}", right_now, last)

        # Orders and SKUs that are gone altogether have no state to compare.
        for gone in sorted(
            (heard.of_order.keys() - found.reservations.keys()) | (heard.of_sku.keys() - found.stock.keys())
        ):
            if gone not in lost:
                yield Problem(f"announcements of {gone}", "nothing, or listed as lost", "it is not there")

    figures = f"{len(heard.announcements):,} announcements, {len(lost):,} subjects listed as lost"
    return Check("the last announcement is true", figures, tuple(problems()))


def announcements_are_in_order(evidence: Evidence) -> Check:
    problems = [Problem(told, "in its sequence", "later") for told in evidence.heard.out_of_order()]
    figures = f"{evidence.heard.repeats:,} repeats"
    return Check("announcements come in order, repeats dropped", figures, tuple(problems))


def _figures(data: dict[str, int]) -> str:
    return _told(data["quantity_on_hand"], data["quantity_reserved"], data.get("quantity_to_ship", 0))


def _told(on_hand: int, reserved: int, to_ship: int) -> str:
    return f"on hand {on_hand}, reserved {reserved}, to ship {to_ship}"
