"""Is nothing lost and nothing doubled? What was said, against what is there. Pure; each check names what is wrong."""

from collections import Counter
from collections.abc import Callable, Iterator

from devstack.chaos.client_log import Fate
from devstack.chaos.evidence import Evidence, as_one_line, history
from devstack.chaos.found import DONE, PENDING
from devstack.chaos.history import explain
from devstack.chaos.stock_model import AMPLE, Stock, step
from devstack.demo.checks import Check, Problem
from devstack.demo.orders import units

OUTCOMES = {
    "reserved": ("StockReserved",),
    "confirmed": ("StockConfirmed",),
    # Units of a cancelled order that are not to be restocked leave the shelf when its payment comes, which is then refused.
    "released": ("StockReleased", "StockConfirmationRejected"),
    "expired": ("StockReservationExpired",),
}
"""How a change of the ledger's kind may be announced."""
SILENT = "awaiting_order"
"""The status that is no outcome: nobody is told of it."""


def check_all(evidence: Evidence) -> list[Check]:
    """Every check, in the order in which they are shown."""
    return [check(evidence) for check in CHECKS]


def queues_are_drained(evidence: Evidence) -> Check:
    """Within a bound after the last fault, nothing waits anywhere."""
    drained = evidence.drained
    problems = [
        Problem(name, "0 waiting", f"{count:,} after {drained.seconds:.0f} s")
        for name, count in drained.waiting.items()
        if count
    ]
    return Check("queues are drained", f"{drained.seconds:.1f} s after the last fault", tuple(problems))


def every_event_is_done_or_dead(evidence: Evidence) -> Check:
    """Each event that was produced, once or twice, is in the inbox once, and is done, or dead for a reason."""

    def problems() -> Iterator[Problem]:
        for identity, produced in evidence.events.items():
            name, letter = " ".join(identity), evidence.found.events.get(identity)
            if letter is None:
                yield Problem(name, "done or dead", "never heard of")
            elif letter.state == PENDING or (letter.state != DONE and not letter.reason):
                yield Problem(name, "done, or dead for a reason", f"{letter.state} {letter.reason}")
            elif produced.dead is not None and letter.reason != produced.dead:
                yield Problem(name, f"dead: {produced.dead}", f"{letter.state} {letter.reason}")
        for identity in evidence.found.events.keys() - evidence.events.keys():
            yield Problem(" ".join(identity), "nothing", "an event that nobody has produced")

    dead = Counter(letter.reason for letter in evidence.found.events.values() if letter.reason)
    figures = f"{len(evidence.events):,} events, dead: {dict(dead)}"
    return Check("every event is done, or dead with its reason", figures, tuple(problems()))


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


def adjustments_are_made_once(evidence: Evidence) -> Check:
    """An adjustment by its reference: once if it was acknowledged, never if it was refused, at most once if unknown."""
    fates: dict[tuple[str, str, int], set[Fate]] = {}
    for one in evidence.exchanges:
        if one.operation.kind == "adjust":
            key = (one.operation.sku, one.operation.reference, one.operation.quantity)
            fates.setdefault(key, set()).add(one.fate)

    def problems() -> Iterator[Problem]:
        for key in fates.keys() | evidence.found.adjustments.keys():
            known, times = fates.get(key, set()), evidence.found.adjustments[key]
            if Fate.ACKNOWLEDGED in known:
                allowed = range(1, 2)
            elif Fate.UNKNOWN in known:
                allowed = range(2)
            else:
                allowed = range(1)
            if times not in allowed:
                told = ", ".join(sorted(fate.name.lower() for fate in known)) or "never asked for"
                yield Problem(
                    f"adjustment {key[1]} of {key[0]} by {key[2]}", f"{told}: {_times(allowed)}", f"{times} times"
                )

    acknowledged = sum(Fate.ACKNOWLEDGED in known for known in fates.values())
    figures = f"{acknowledged:,} acknowledged of {len(fates):,}"
    return Check("acknowledged adjustments are made once, refused ones never", figures, tuple(problems()))


def answers_are_documented(evidence: Evidence) -> Check:
    """Whatever is away: a 503 with its reason, never a crash."""
    crashed = [one for one in evidence.exchanges if one.status is not None and one.status >= 500 and one.status != 503]  # noqa: PLR2004
    problems = [
        Problem(f"{one.operation.kind} by {one.client}", "no 5xx but 503", f"{one.status} {one.body}")
        for one in crashed
    ]
    answered = sum(one.status is not None for one in evidence.exchanges)
    return Check("no call crashed the service", f"{answered:,} answers", tuple(problems))


def units_are_conserved(evidence: Evidence) -> Check:
    """What was supplied and adjusted, less what was taken, is there; and what is held is reserved. By the client log, by the
    ledger, and by the stock itself.
    """
    there, found = evidence.found.shop, evidence.found
    physical, reserved = _what_was_said(evidence)

    def problems() -> Iterator[Problem]:
        for sku in sorted(physical.keys() | there.stock.keys() | found.balances.keys()):
            if sku in evidence.buried:
                continue
            levels = there.stock.get(sku, ())
            stock = sum(level.on_hand - level.shortfall for level in levels), sum(level.reserved for level in levels)
            balance = found.balances.get(sku)
            ledger = (balance.physical, balance.reserved) if balance is not None else (0, 0)
            expected = physical[sku], reserved[sku]
            if not expected == ledger == stock:
                told = "physical {}, reserved {}"
                yield Problem(
                    sku,
                    f"by what was said {told.format(*expected)}",
                    f"ledger {told.format(*ledger)}; stock {told.format(*stock)}",
                )

    return Check("units are conserved", f"{len(there.stock):,} SKUs, {physical.total():,} units", tuple(problems()))


def _what_was_said(evidence: Evidence) -> tuple[Counter[str], Counter[str]]:
    """The physical and the reserved units of each SKU by the logs; what is there decides on unknown outcomes alone, and on
    orders of which an event is dead.
    """
    physical, reserved = Counter(evidence.supplied), Counter[str]()
    for (sku, _, difference), times in evidence.found.adjustments.items():
        physical[sku] += difference * times
    for order_id, one in evidence.found.shop.reservations.items():
        taken, held = one.taken, one.held
        if order_id in evidence.asked_for:
            asked = evidence.asked_for[order_id]
            taken = asked if one.status == "confirmed" else Counter()
            held = asked if one.status == "pending" else Counter()
        elif order_id in evidence.stories and order_id not in evidence.buried:
            ending = evidence.stories[order_id].ending
            taken, held = units(ending.taken), units(ending.held)
        physical.subtract(taken)
        reserved.update(held)
    return physical, reserved


def nothing_was_negative(evidence: Evidence) -> Check:
    """In no sample of the database, in no balance of the ledger, in no answer."""
    problems = [Problem("a sample of the stock", "nothing below zero", sample) for sample in evidence.sampler.negative]
    problems += [
        Problem(f"the ledger of {sku}", "nothing below zero", str(balance.lowest))
        for sku, balance in evidence.found.balances.items()
        if balance.lowest < 0
    ]
    for one in evidence.exchanges:
        if one.operation.kind == "read_stock" and one.fate is Fate.ACKNOWLEDGED:
            numbers = {name: value for name, value in one.body.items() if name.startswith("quantity_")}
            if min(numbers.values()) < 0:
                problems.append(Problem(f"an answer about {one.operation.sku}", "nothing below zero", str(numbers)))
    figures = f"{evidence.sampler.samples:,} samples, {evidence.sampler.missed:,} more in outages"
    return Check("no number was ever below zero", figures, tuple(problems))


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


def outcomes_are_announced(evidence: Evidence) -> Check:
    """At least once: each change of an order that the ledger knows, and each outcome that a story must have."""
    told = Counter((one.key, one.type) for one in evidence.heard.announcements)
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
    """What was told last of an order or a SKU is what is there."""
    heard, found = evidence.heard, evidence.found.shop

    def problems() -> Iterator[Problem]:
        for order_id, there in found.reservations.items():
            last = heard.of_order[order_id][-1].data["status"] if heard.of_order.get(order_id) else SILENT
            if last != there.status:
                yield Problem(f"what was last told of {order_id}", there.status, last)
        for sku in found.stock:
            last = _figures(heard.of_sku[sku][-1].data) if heard.of_sku.get(sku) else "nothing"
            right_now = f"on hand {found.on_hand(sku)}, reserved {found.reserved(sku)}"
            if last != right_now:
                yield Problem(f"what was last told of {sku}", right_now, last)

    return Check("what was announced last is true", f"{len(heard.announcements):,} announcements", tuple(problems()))


def announcements_are_in_order(evidence: Evidence) -> Check:
    problems = [Problem(told, "in its sequence", "later") for told in evidence.heard.out_of_order()]
    figures = f"{evidence.heard.repeats:,} repeats"
    return Check("announcements come in order, repeats dropped", figures, tuple(problems))


def audit_is_clean(evidence: Evidence) -> Check:
    report = evidence.found.shop.audit
    problems = [Problem(f"{one.check}: {one.subject}", one.expected, one.found) for one in report.discrepancies]
    return Check("the audit is clean", f"{report.counts['movements']:,} movements", tuple(problems))


CHECKS: tuple[Callable[[Evidence], Check], ...] = (
    queues_are_drained,
    every_event_is_done_or_dead,
    stories_end_as_told,
    orders_over_http_are_explained,
    adjustments_are_made_once,
    answers_are_documented,
    units_are_conserved,
    nothing_was_negative,
    histories_are_linearizable,
    outcomes_are_announced,
    last_announcements_are_true,
    announcements_are_in_order,
    audit_is_clean,
)


def _figures(data: dict[str, int]) -> str:
    return f"on hand {data['quantity_on_hand']}, reserved {data['quantity_reserved']}"


def _times(right: range) -> str:
    return f"{right[0]} times" if len(right) == 1 else f"{right[0]} to {right[-1]} times"
