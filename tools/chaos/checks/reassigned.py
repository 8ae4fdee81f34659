"""The check of units that are to come from another place."""

from collections.abc import Iterator, Sequence

from tools.chaos.checks.evidence import Evidence
from tools.chaos.load.client_log import Exchange, Fate
from tools.shop.verdict import Check, Problem


def units_are_where_they_were_reassigned(evidence: Evidence) -> Check:
    """Check the last acknowledged call about each order that has its units and sent none: all of
    the SKU left the one place, and some are at the other. Orders with a call that is unknown, or
    that a fault may have lost, are passed over.
    """
    last = {
        order_id: _last(exchanges)
        for order_id, exchanges in evidence.of_order.items()
        if _is_known(evidence, exchanges)
    }
    known = {order_id: one for order_id, one in last.items() if one is not None and _stands(evidence, order_id)}

    def problems() -> Iterator[Problem]:
        for order_id, one in known.items():
            source, destination = one.operation.way
            there = evidence.found.allocated.get((order_id, one.operation.sku), frozenset())
            if source in there or destination not in there:
                yield Problem(f"units of {order_id}", f"at {destination}, and none at {source}", str(sorted(there)))

    calls = [one for one in evidence.exchanges if one.operation.kind == "reassign"]
    acknowledged = sum(one.fate is Fate.ACKNOWLEDGED for one in calls)
    figures = f"{acknowledged:,} acknowledged of {len(calls):,}, {len(known):,} orders compared"
    return Check("units are where they were reassigned", figures, tuple(problems()))


def _last(exchanges: Sequence[Exchange]) -> Exchange | None:
    made = [one for one in exchanges if one.operation.kind == "reassign" and one.fate is Fate.ACKNOWLEDGED]
    return max(made, key=lambda one: one.returned, default=None)


def _is_known(evidence: Evidence, exchanges: Sequence[Exchange]) -> bool:
    calls = [one for one in exchanges if one.operation.writes]
    is_sent = any(one.operation.kind == "dispatch" for one in calls)
    return not is_sent and not any(one.fate is Fate.UNKNOWN or evidence.may_be_lost(one) for one in calls)


def _stands(evidence: Evidence, order_id: str) -> bool:
    there = evidence.found.shop.reservations.get(order_id)
    return there is not None and there.status in {"pending", "confirmed"}
