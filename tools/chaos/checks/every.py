"""All checks that nothing is lost or doubled. They compare the logs with the state that was found.
Pure functions. Each names its problems.
"""

from collections import Counter
from collections.abc import Callable, Iterator

from tools.chaos.checks import announcements, facts, orders, places, reassigned, shelf, units
from tools.chaos.checks.evidence import Evidence
from tools.chaos.checks.found import DONE, PENDING
from tools.shop.verdict import Check, Problem


def check_all(evidence: Evidence) -> list[Check]:
    """Return the checks in the order of the summary."""
    return [check(evidence) for check in CHECKS]


def queues_are_drained(evidence: Evidence) -> Check:
    """Check that nothing was waiting anywhere within a bound after the last fault."""
    drained = evidence.drained
    problems = [
        Problem(name, "0 waiting", f"{count:,} after {drained.seconds:.0f} s")
        for name, count in drained.waiting.items()
        if count
    ]
    return Check(
        "queues are drained",
        f"{drained.seconds:.1f} s after the last fault, last: {drained.slowest or 'nothing'}",
        tuple(problems),
    )


def every_event_is_done_or_dead(evidence: Evidence) -> Check:
    """Check that each event, sent once or twice, is in the inbox once, and is done, or dead for a
    reason.
    """

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


def answers_are_documented(evidence: Evidence) -> Check:
    """Check that no answer is a 5xx but 503, also in outages: a reason, never a crash."""
    crashed = [one for one in evidence.exchanges if one.status is not None and one.status >= 500 and one.status != 503]  # noqa: PLR2004
    problems = [
        Problem(f"{one.operation.kind} by {one.client}", "no 5xx but 503", f"{one.status} {one.body}")
        for one in crashed
    ]
    answered = sum(one.status is not None for one in evidence.exchanges)
    return Check("no call crashed the service", f"{answered:,} answers", tuple(problems))


def audit_is_clean(evidence: Evidence) -> Check:
    report = evidence.found.shop.audit
    problems = [Problem(f"{one.check}: {one.subject}", one.expected, one.found) for one in report.discrepancies]
    return Check("the audit is clean", f"{report.counts['movements']:,} movements", tuple(problems))


CHECKS: tuple[Callable[[Evidence], Check], ...] = (
    queues_are_drained,
    every_event_is_done_or_dead,
    orders.stories_end_as_told,
    orders.orders_over_http_are_explained,
    units.adjustments_are_made_once,
    places.moves_are_made_once,
    facts.parcels_are_known_once,
    facts.returns_are_known_once,
    facts.cancels_are_known_once,
    shelf.shelf_is_as_it_was_left,
    reassigned.units_are_where_they_were_reassigned,
    answers_are_documented,
    units.units_are_conserved,
    units.nothing_was_negative,
    places.nothing_is_promised_aside,
    places.settings_are_explained,
    orders.histories_are_linearizable,
    announcements.outcomes_are_announced,
    announcements.last_announcements_are_true,
    announcements.announcements_are_in_order,
    audit_is_clean,
)
