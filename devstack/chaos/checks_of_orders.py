"""Checks of orders: over Kafka by their stories, over HTTP by their histories."""

from collections import Counter
from collections.abc import Iterator

from devstack.chaos.client_log import Fate
from devstack.chaos.evidence import SILENT, Evidence, as_one_line, history
from devstack.chaos.history import explain
from devstack.chaos.stock_model import AMPLE, Stock, step
from devstack.demo.checks import Check, Problem
from devstack.demo.orders import units


def stories_end_as_told(evidence: Evidence) -> Check:
    """An order heard of over Kafka ends as the set of its events says, whichever their order and number (G3, G4)."""

    def problems() -> Iterator[Problem]:
        for order_id, story in evidence.stories.items():
            if order_id in evidence.buried:
                continue
            ending, there = story.ending, evidence.found.shop.reservations.get(order_id)
            expected = (ending.status, units(ending.taken), units(ending.held))
            found = (there.status, there.taken, there.held) if there is not None else (None, Counter(), Counter())
            if expected != found:
                yield Problem(order_id, str(expected), str(found))

    figures = f"{len(evidence.stories):,} orders, {len(evidence.buried)} of them with a dead event"
    return Check("orders over Kafka end as their events say", figures, tuple(problems()))


def orders_over_http_are_explained(evidence: Evidence) -> Check:
    """Acknowledged calls took effect, refused ones did not, unknown ones at most once: order by order.

    One that is also paid over Kafka is `confirmed` if it was ever reserved, and else waits for its order.
    """

    def problems() -> Iterator[Problem]:
        for order_id, exchanges in evidence.of_order.items():
            if order_id in evidence.paid:
                yield from paid(order_id)
                continue
            ample = Stock(physical=AMPLE)
            stuck = explain(history([as_one_line(one) for one in exchanges]), ample, step)
            if stuck is not None:
                status = (stuck.state.order(order_id) or ("unknown", 0))[0]
                yield Problem(
                    f"order {order_id}", f"an answer that fits an order that is {status}", str(stuck.event.call)
                )

        for order_id in evidence.found.shop.reservations.keys() - evidence.stories.keys() - evidence.asked_for.keys():
            yield Problem(f"order {order_id}", "nothing", "an order that nobody has asked for")

    def paid(order_id: str) -> Iterator[Problem]:
        fates = {one.fate for one in evidence.of_order[order_id] if one.operation.kind == "reserve"}
        right = {Fate.ACKNOWLEDGED: {"confirmed"}, Fate.UNKNOWN: {"confirmed", SILENT}}
        allowed = next((right[fate] for fate in right if fate in fates), {SILENT})
        there = evidence.found.shop.reservations.get(order_id)
        status = "nothing" if there is None else there.status
        if status not in allowed and order_id not in evidence.buried:
            yield Problem(f"order {order_id}, paid over Kafka", " or ".join(sorted(allowed)), status)

    figures = f"{len(evidence.of_order):,} orders, {len(evidence.of_order.keys() & evidence.paid):,} paid over Kafka"
    return Check("acknowledged orders over HTTP are there, refused ones not", figures, tuple(problems()))


def histories_are_linearizable(evidence: Evidence) -> Check:
    """Of each SKU that only rivals over HTTP touch, there is an order of all calls that explains every answer."""

    def problems() -> Iterator[Problem]:
        for sku, exchanges in evidence.of_arena.items():
            stuck = explain(history(exchanges), Stock(), step)
            if stuck is not None:
                operation, answer = stuck.event.call
                yield Problem(
                    f"{operation.kind} {operation.order_id or operation.reference} of {sku}",
                    f"an answer that fits {stuck.state}, after {stuck.explained} others",
                    f"{answer} for {operation.lines}, asked at {stuck.event.invoked:.3f}, answered at {stuck.event.returned:.3f}",
                )

    calls = sum(map(len, evidence.of_arena.values()))
    unknown = sum(one.fate is Fate.UNKNOWN for calls_ in evidence.of_arena.values() for one in calls_)
    figures = f"{len(evidence.of_arena):,} SKUs, {calls:,} calls, {unknown} of unknown outcome"
    return Check("histories over HTTP are linearizable", figures, tuple(problems()))
