"""Checks of orders: over Kafka by their stories, over HTTP by their histories."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never

from tools.chaos.checks.evidence import SILENT, Evidence, as_one_line, history
from tools.chaos.checks.history import MAX_STATES, Undecided, Unexplained, explain
from tools.chaos.checks.stock import AMPLE, Call, Stock
from tools.chaos.checks.stock_model import step
from tools.chaos.load.assortment import RULED
from tools.chaos.load.client_log import Exchange, Fate
from tools.shop.orders import units
from tools.shop.verdict import Check, Problem

MAX_UNDECIDED = 3
"""Maximum number of rivals' SKUs whose history may be too large for the search. With more, the
check would be worth little.
"""


def stories_end_as_told(evidence: Evidence) -> Check:
    """Check that each order over Kafka ends as the set of its events says, in any order and number
    of them (G3, G4).
    """

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
    """Check order by order: acknowledged calls took effect, refused calls did not, unknown calls
    did at most once.

    An order that is also paid over Kafka is `confirmed` if it was ever reserved, and else
    `awaiting_order`.
    """

    def problems() -> Iterator[Problem]:
        for order_id, exchanges in evidence.of_order.items():
            if order_id in evidence.paid:
                yield from paid(order_id)
                continue
            ruled = any(sku in RULED for one in exchanges for sku, _ in one.operation.lines)
            ample = Stock(physical=AMPLE, is_ruled=ruled, assumes=evidence.assumes)
            stuck = explain(history([as_one_line(one) for one in exchanges], evidence.losses), ample, step)
            if isinstance(stuck, Undecided):
                yield _undecided(f"order {order_id}", stuck)
            elif stuck is not None:
                status = (stuck.state.order(order_id) or ("unknown", 0))[0]
                yield Problem(
                    f"order {order_id}", f"an answer that fits an order that is {status}", str(stuck.event.call)
                )

        for order_id in evidence.found.shop.reservations.keys() - evidence.stories.keys() - evidence.asked_for.keys():
            yield Problem(f"order {order_id}", "nothing", "an order that nobody has asked for")

    def paid(order_id: str) -> Iterator[Problem]:
        reserves = [one for one in evidence.of_order[order_id] if one.operation.kind == "reserve"]
        fates = {one.fate for one in reserves}
        right = {Fate.ACKNOWLEDGED: {"confirmed"}, Fate.UNKNOWN: {"confirmed", SILENT}}
        allowed = next((right[fate] for fate in right if fate in fates), {SILENT})
        if all(evidence.may_be_lost(one) for one in reserves if one.fate is Fate.ACKNOWLEDGED):
            allowed = allowed | {SILENT}
        there = evidence.found.shop.reservations.get(order_id)
        status = "nothing" if there is None else there.status
        if status not in allowed and order_id not in evidence.buried:
            yield Problem(f"order {order_id}, paid over Kafka", " or ".join(sorted(allowed)), status)

    figures = f"{len(evidence.of_order):,} orders, {len(evidence.of_order.keys() & evidence.paid):,} paid over Kafka"
    return Check("acknowledged orders over HTTP are there, refused ones not", figures, tuple(problems()))


def histories_are_linearizable(evidence: Evidence) -> Check:
    """Check for each SKU that only rivals touch: some order of all calls explains every answer."""
    problems: list[Problem] = []
    undecided: list[Problem] = []
    for sku, exchanges in evidence.of_arena.items():
        verdict = explain(history(exchanges, evidence.losses), Stock(assumes=evidence.assumes), step)
        match verdict:
            case None:
                pass
            case Undecided():
                undecided.append(_undecided(sku, verdict))
            case Unexplained():
                problems.append(_unexplained(sku, verdict))
            case _:
                assert_never(verdict)
    if len(undecided) > MAX_UNDECIDED:
        problems += undecided
    return Check(
        "histories over HTTP are linearizable", _figures_of(evidence.of_arena, len(undecided)), tuple(problems)
    )


def _figures_of(histories: Mapping[str, Sequence[Exchange]], undecided: int) -> str:
    calls = [one for calls in histories.values() for one in calls]
    unknown = sum(one.fate is Fate.UNKNOWN for one in calls)
    figures = f"{len(histories):,} SKUs, {len(calls):,} calls, {unknown:,} of unknown outcome"
    return figures + (f"; {undecided} SKUs not decided within {MAX_STATES:,} states" if undecided else "")


def _unexplained(sku: str, stuck: Unexplained[Stock, Call]) -> Problem:
    operation, answer, _ = stuck.event.call
    return Problem(
        f"{operation.kind} {operation.order_id or operation.reference} of {sku}",
        f"an answer that fits {stuck.state}, after {stuck.explained} others",
        f"{answer} for {operation.lines}, asked at {stuck.event.invoked:.3f}, answered at {stuck.event.returned:.3f}",
    )


def _undecided(subject: str, verdict: Undecided) -> Problem:
    return Problem(
        f"the history of {subject}",
        "a verdict",
        f"none within {verdict.states:,} states; {verdict.explained} answers explained",
    )
