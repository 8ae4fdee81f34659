"""Checks of places and policies: a move makes and loses no unit, and each setting stays set."""

from collections.abc import Iterator

from tools.chaos.checks.evidence import Evidence, history
from tools.chaos.checks.found import Moved
from tools.chaos.checks.history import explain
from tools.chaos.checks.settings_model import initial, step
from tools.chaos.load.assortment import ASIDE, NO_RULES, WHIM
from tools.chaos.load.client_log import Fate
from tools.shop.catalogue import NOT_FOR_SALE
from tools.shop.verdict import Check, Problem


def moves_are_made_once(evidence: Evidence) -> Check:
    """Check each move: both of its ends or none, made once if acknowledged, never if refused, at
    most once if unknown or if a fault may have lost it.
    """
    fates: dict[Moved, set[Fate]] = {}
    kept: set[Moved] = set()
    for one in evidence.exchanges:
        if one.operation.kind == "move":
            moved = Moved.of(one.operation)
            fates.setdefault(moved, set()).add(one.fate)
            if one.fate is Fate.ACKNOWLEDGED and not evidence.may_be_lost(one):
                kept.add(moved)
    left, arrived = evidence.found.left, evidence.found.arrived

    def problems() -> Iterator[Problem]:
        for moved in sorted(left.keys() | arrived.keys() | fates.keys()):
            known = fates.get(moved, set())
            allowed = {1} if moved in kept else {0, 1} if known & {Fate.UNKNOWN, Fate.ACKNOWLEDGED} else {0}
            times = {left[moved], arrived[moved]}
            if len(times) > 1 or not times <= allowed:
                right = " or ".join(map(str, sorted(allowed)))
                yield Problem(
                    f"move {moved.reference} of {moved.units} {moved.sku} from {moved.source} to {moved.destination}",
                    f"{right} times at both ends",
                    f"{left[moved]} times left, {arrived[moved]} times arrived",
                )

    acknowledged = sum(Fate.ACKNOWLEDGED in known for known in fates.values())
    figures = f"{acknowledged:,} acknowledged of {len(fates):,}"
    return Check("acknowledged moves are made once, at both ends", figures, tuple(problems()))


def nothing_is_promised_aside(evidence: Evidence) -> Check:
    """Check that no order was ever given a unit at the place that never sells."""
    found = evidence.found
    problems = [Problem(f"{kind} of {order_id}", f"nothing of {ASIDE}", "units") for order_id, kind in found.promised]
    aside = NOT_FOR_SALE | {ASIDE}
    levels = [(sku, level) for sku, levels in found.shop.stock.items() for level in levels if level.location in aside]
    problems += [
        Problem(sku, f"nothing reserved {level.location}", str(level)) for sku, level in levels if level.reserved
    ]
    figures = f"{sum(level.on_hand for _, level in levels):,} units of {len({sku for sku, _ in levels})} SKUs aside"
    return Check("nothing is promised from a place that does not sell", figures, tuple(problems))


def settings_are_explained(evidence: Evidence) -> Check:
    """Check for each place and SKU that keepers set: some order of the calls explains every answer
    and the last look. The SKU that is set over Kafka is as the newest event says.
    """

    def problems() -> Iterator[Problem]:
        for subject, exchanges in evidence.of_setting.items():
            stuck = explain(history(exchanges, evidence.losses), initial(subject), step)
            if stuck is not None:
                yield Problem(f"the history of {subject}", "an order that explains it", str(stuck))
        expected, there = evidence.discontinued, evidence.found.policies.get(WHIM, NO_RULES)["discontinued"]
        if expected is not None and expected != there and WHIM not in evidence.buried:
            yield Problem(f"{WHIM} discontinued", str(expected), str(there))

    calls = [one for calls in evidence.of_setting.values() for one in calls]
    set_ = sum(one.operation.writes and one.fate is Fate.ACKNOWLEDGED for one in calls)
    figures = f"{len(evidence.of_setting)} places and SKUs, {set_:,} acknowledged changes"
    return Check("places and policies are as they were set", figures, tuple(problems()))
